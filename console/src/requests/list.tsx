import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Request } from '../api/requests';
import { paths } from '../app/paths';
import { usePurpose } from '../components/use-purpose';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { PersonChip } from '../ui/person-chip';
import type { Grouped } from './order';
import type { RequestSearch } from './search';
import { StateTag } from './state-tag';
import { useWords } from './use-words';

interface Props {
  readonly groups: readonly Grouped[];
  readonly search: RequestSearch;
}

/** The requests in their groups. The chips hold pseudonyms, also while a name is released. */
export function List({ groups, search }: Props) {
  const { t } = useTranslation();
  return groups.map(({ group, requests }) => (
    <Card key={group} title={t(`requests.groups.${group}`)} note={requests.length} flush>
      <ul className="rows requests-rows">
        {requests.map((request) => (
          <Row key={request.id} request={request} search={search} />
        ))}
      </ul>
    </Card>
  ));
}

function Row({ request, search }: { readonly request: Request; readonly search: RequestSearch }) {
  const { t } = useTranslation();
  const { title } = usePurpose();
  const { who, what } = useWords();
  const current = request.id === search.at;
  const { state, ends_at: ends, ended_at: ended } = request;
  return (
    <li data-current={current ? '' : undefined}>
      <div className="what">
        <Link
          {...paths.requests({ ...search, at: request.id })}
          className="requests-link"
          aria-current={current ? 'true' : undefined}
          resetScroll={false}
        >
          <PersonChip pseudonym={request.person} /> <span>{what(request)}</span>
        </Link>
        <p className="meta">
          {title(request.purpose)}, {who(request.asked_by)}, <Moment at={request.asked_at} />
        </p>
      </div>
      <div className="requests-state">
        <StateTag state={state} />
        {state === 'approved' && ends && (
          <p className="meta">
            {t('requests.until')} <Moment at={ends} />
          </p>
        )}
        {ended && (
          <p className="meta">
            <Moment at={ended} />
          </p>
        )}
      </div>
    </li>
  );
}
