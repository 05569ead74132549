import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Request } from '../api/requests';
import { paths } from '../app/paths';
import { usePurpose } from '../components/use-purpose';
import { Moment } from '../ui/moment';
import { askedBefore } from './order';
import type { RequestSearch } from './search';
import { StateTag } from './state-tag';
import { useWords } from './use-words';

interface Props {
  readonly request: Request;
  readonly all: readonly Request[];
  readonly search: RequestSearch;
}

/** What was asked before about the same person, as far as the viewer may know of it. */
export function Before({ request, all, search }: Props) {
  const { t } = useTranslation();
  const { title } = usePurpose();
  const { who, ground, what } = useWords();
  const before = askedBefore(all, request);
  return (
    <section className="stack tight">
      <h3>{t('requests.before')}</h3>
      {before.length === 0 && <p className="meta">{t('requests.noneBefore')}</p>}
      <ul className="stack tight">
        {before.map((other) => (
          <li key={other.id} className="line small">
            <Link {...paths.requests({ ...search, at: other.id })} resetScroll={false}>
              {title(other.purpose)}, <Moment at={other.asked_at} />
            </Link>
            <span>
              {what(other)}, {who(other.asked_by)}
            </span>
            <StateTag state={other.state} />
            {other.ground && <span className="meta">{ground(other.ground)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
