import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { placesOf } from '../app/places';

/** The place that the page is in: a link back to it from the pages below. */
export function Crumbs() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  if (pathname === paths.account().to) return <p className="crumbs">{t('frame.account')}</p>;
  const place = placesOf(viewer).find(({ link: { to } }) => (to === '/' ? pathname === to : pathname.startsWith(to)));
  if (place === undefined) return null;
  const name = t(`places.${place.id}`);
  return <p className="crumbs">{pathname === place.link.to ? name : <Link {...place.link}>{name}</Link>}</p>;
}
