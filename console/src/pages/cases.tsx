import '../alerts/alert.css';
import '../cases/cases.css';

import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { casesQuery } from '../api/cases';
import { paths } from '../app/paths';
import { useShortcuts } from '../app/shortcuts';
import { dayOf } from '../cases/days';
import { Filters } from '../cases/filters';
import { List } from '../cases/list';
import { OpenDialog } from '../cases/open-dialog';
import { filtersOf, parseCaseSearch, type CaseSearch } from '../cases/search';
import { Region } from '../components/region';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { PageHead } from '../ui/page-head';
import { Empty } from '../ui/states';

const route = getRouteApi('/frame/cases');

export default function Cases() {
  const { t } = useTranslation();
  // The router keeps what an address says beside what the route takes from it.
  const search = route.useSearch({ select: (said) => parseCaseSearch({ ...said }), structuralSharing: true });
  const navigate = route.useNavigate();
  const query = useQuery(casesQuery(filtersOf(search, dayOf(new Date()))));
  const onSearch = (next: CaseSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const count = query.data?.cases.length;
  const mayOpen = useLooking().may('open-case');
  const empty = (
    <Empty title={t('cases.empty')} text={t('cases.emptyText')}>
      {search.state !== 'all' && <Button onClick={() => onSearch({ state: 'all' })}>{t('cases.clearFilters')}</Button>}
    </Empty>
  );
  return (
    <>
      <PageHead title={t('cases.title')} lead={t('cases.lead')} />
      <div className="stack">
        <Filters search={search} onSearch={onSearch} />
        <Card
          title={t('cases.title')}
          note={count === undefined ? undefined : t('cases.count', { count })}
          acts={mayOpen ? <Open /> : undefined}
          flush
        >
          <Region
            query={query}
            whoCan={t('cases.whoCan')}
            empty={{ when: ({ cases }) => cases.length === 0, show: empty }}
          >
            {({ cases }) => <List cases={cases} />}
          </Region>
        </Card>
      </div>
    </>
  );
}

/** The way to a case without an alert. */
function Open() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const [asking, setAsking] = useState(false);
  useShortcuts(useMemo(() => [{ keys: 'n', text: t('cases.tip.open'), act: () => setAsking(true) }], [t]));
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        {t('cases.tip.open')} <kbd>n</kbd>
      </Button>
      {asking && <OpenDialog onOpened={({ id }) => void navigate(paths.case(id))} onClose={() => setAsking(false)} />}
    </>
  );
}
