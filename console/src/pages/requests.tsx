import '../requests/requests.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { nameRequestsQuery, personRequestsQuery, type Request } from '../api/requests';
import { useShortcuts } from '../app/shortcuts';
import { Problem } from '../components/problem';
import { Detail } from '../requests/detail';
import { List } from '../requests/list';
import { grouped } from '../requests/order';
import { listOf, parseRequestSearch, STATES, type RequestSearch } from '../requests/search';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { PageHead } from '../ui/page-head';
import { Empty, Forbidden, Loading } from '../ui/states';

const route = getRouteApi('/frame/requests');

export default function Requests() {
  const { t } = useTranslation();
  // The router keeps what an address says beside what the route takes from it.
  const search = route.useSearch({ select: (said) => parseRequestSearch({ ...said }), structuralSharing: true });
  const { may } = useLooking();
  const [mayNames, mayPersons] = [may('list-unmaskings'), may('list-person-requests')];
  const names = useQuery({ ...nameRequestsQuery, enabled: mayNames });
  const persons = useQuery({ ...personRequestsQuery, enabled: mayPersons });
  const asked = [...(mayNames ? [names] : []), ...(mayPersons ? [persons] : [])];
  const whoCan = t('requests.whoCan');
  const failed = asked.find(({ data, isError }) => data === undefined && isError);
  const isThere = asked.length > 0 && asked.every(({ data }) => data !== undefined);
  return (
    <>
      <PageHead title={t('requests.title')} lead={t('requests.lead')} />
      {isThere ? (
        <Content requests={[...(names.data ?? []), ...(persons.data ?? [])]} search={search} />
      ) : (
        <Card title={t('requests.list')} flush>
          {asked.length === 0 ? (
            <Forbidden title={t('problem.kinds.forbidden')} text={whoCan} />
          ) : failed === undefined ? (
            <Loading />
          ) : (
            <Problem error={failed.error} onRetry={() => void failed.refetch()} whoCan={whoCan} />
          )}
        </Card>
      )}
    </>
  );
}

interface Props {
  readonly requests: readonly Request[];
  readonly search: RequestSearch;
}

function Content({ requests, search }: Props) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const looking = useLooking();
  const filtered = requests.filter(({ state }) => search.state === undefined || state === search.state);
  const groups = grouped(filtered, looking);
  const current = requests.find(({ id }) => id === search.at);
  useMoves(
    groups.flatMap(({ requests: members }) => members.map(({ id }) => id)),
    search,
  );
  return (
    <div className="requests" data-open={current === undefined ? undefined : ''}>
      <div className="stack requests-list">
        <Choice
          label={t('requests.state')}
          value={search.state ?? ''}
          onChange={(value) =>
            void navigate({
              search: parseRequestSearch({ ...search, state: value }),
              replace: true,
              resetScroll: false,
            })
          }
          options={[
            { id: '', text: t('requests.any') },
            ...STATES.map((id) => ({ id, text: t(`requests.states.${id}`) })),
          ]}
        />
        {groups.length === 0 ? (
          <Card title={t('requests.list')} flush>
            <Empty title={t('requests.empty')} text={t('requests.emptyText')} />
          </Card>
        ) : (
          <List groups={groups} search={search} />
        )}
      </div>
      {current === undefined ? (
        <p className="requests-choose meta">{t('requests.choose')}</p>
      ) : (
        <Detail key={current.id} request={current} all={requests} search={search} />
      )}
    </div>
  );
}

/** The keys from one request to the next and to the one before. */
function useMoves(ids: readonly string[], search: RequestSearch): void {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const order = ids.join(' ');
  useShortcuts(
    useMemo(() => {
      const all = order === '' ? [] : order.split(' ');
      const index = all.findIndex((id) => id === search.at);
      const goTo = (at: string | undefined) => {
        if (at !== undefined) void navigate({ search: { ...listOf(search), at }, replace: true, resetScroll: false });
      };
      return [
        { keys: 'j', text: t('requests.next'), act: () => goTo(all[index + 1]) },
        { keys: 'k', text: t('requests.previous'), act: () => goTo(all[index - 1]) },
      ];
    }, [navigate, order, search, t]),
  );
}
