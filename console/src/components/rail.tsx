import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { placesOf } from '../app/places';
import { Brand } from './brand';
import { useRoleName } from './use-role-name';

/** The places that the viewer's roles open. */
export function Rail({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  return (
    <nav className="rail" id="rail" aria-label={t('frame.places')}>
      <Link className="brand" {...paths.overview()} onClick={onClose} aria-label="Ombud">
        <Brand />
      </Link>
      <ul>
        {placesOf(viewer).map(({ id, link, icon: Icon }) => (
          <li key={id}>
            <Link
              {...link}
              onClick={onClose}
              activeOptions={{ exact: link.to === '/', includeSearch: false }}
              aria-label={t(`places.${id}`)}
              title={t(`places.${id}`)}
            >
              <Icon aria-hidden="true" />
              <span className="label">{t(`places.${id}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Who />
    </nav>
  );
}

function Who() {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const viewer = useViewer();
  if (viewer.kind === 'trial') return <p className="who meta">{t('frame.trial')}</p>;
  const { display_name: name, roles } = viewer.me.account;
  return (
    <Link className="who" {...paths.account()} aria-label={t('frame.accountOf', { name })}>
      <span className="avatar" aria-hidden="true">
        {initials(name)}
      </span>
      <span className="label">
        <strong>{name}</strong>
        <span className="meta">{roles.map(({ role }) => roleName(role)).join(', ')}</span>
      </span>
    </Link>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase())
    .join('');
}
