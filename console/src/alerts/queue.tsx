import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queueQuery } from '../api/alerts';
import { paths } from '../app/paths';
import { useShortcuts } from '../app/shortcuts';
import { useMedia } from '../app/theme';
import { Problem } from '../components/problem';
import { Loading } from '../ui/states';
import { ArrivalRow } from './arrival-row';
import { AlertGrid, type GridHandle } from './grid';
import { moveBy, toggled, withRange } from './moves';
import { NoAlerts } from './no-alerts';
import { Preview } from './preview';
import { filtersOf, type QueueSearch } from './search';
import { QueueFoot } from './queue-foot';
import { useArrivals } from './use-arrivals';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The list of alerts and the pane beside it. */
export function Queue({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filters = useMemo(() => filtersOf(search), [search]);
  const query = useInfiniteQuery(queueQuery(filters));
  const wide = useMedia('(min-width: 1041px)');
  const grid = useRef<GridHandle>(null);
  const alerts = useMemo(() => query.data?.pages.flatMap((page) => page.alerts) ?? [], [query.data]);
  const arrivals = useArrivals(filters, alerts, query.isFetching);
  // The address follows a moment later: the next key must already act on the row that the last one led to.
  const [ahead, setAhead] = useState<string>();
  if (ahead !== undefined && ahead === search.at) setAhead(undefined);
  const at = ahead ?? search.at;
  const current = useMemo(() => alerts.findIndex(({ id }) => id === at), [alerts, at]);
  const [selected, setSelected] = useState(NONE);
  const [anchor, setAnchor] = useState(-1);
  const chosen = useMemo(() => alerts.filter(({ id }) => selected.has(id)), [alerts, selected]);

  const open = useCallback(
    (index: number) => {
      const id = alerts[index]?.id;
      if (id !== undefined) void navigate(paths.alert(id, { ...search, at: id }));
    },
    [alerts, navigate, search],
  );
  const goTo = useCallback(
    (index: number) => {
      const id = alerts[index]?.id;
      if (id === undefined) return;
      setAhead(id);
      onSearch({ ...search, at: id });
    },
    [alerts, onSearch, search],
  );
  const toggle = useCallback(
    (index: number) => {
      const id = alerts[index]?.id;
      if (id === undefined) return;
      setSelected((before) => toggled(before, id));
      setAnchor(index);
    },
    [alerts],
  );
  // After a decision the next alert is the current one: nobody has to go back to the list.
  const goOn = useCallback(
    () => goTo(current + 1 < alerts.length ? current + 1 : current - 1),
    [alerts, current, goTo],
  );
  const clear = useCallback(() => setSelected(NONE), []);

  useShortcuts(
    useMemo(() => {
      const move = (key: string) => {
        const to = moveBy(key, current, alerts.length, 1);
        if (to === undefined) return;
        goTo(to);
        grid.current?.focus();
      };
      const selectTo = () => {
        if (current < 0) return;
        const ids = alerts.map(({ id }) => id);
        setSelected((before) => withRange(before, ids, anchor < 0 ? current : anchor, current));
        setAnchor(current);
      };
      return [
        { keys: 'j', text: t('alerts.keys.next'), act: () => move('ArrowDown') },
        { keys: 'k', text: t('alerts.keys.previous'), act: () => move('ArrowUp') },
        { keys: 'x', text: t('alerts.keys.select'), act: () => toggle(current) },
        { keys: 'Shift+x', text: t('alerts.keys.selectTo'), act: selectTo },
        { keys: 'Escape', text: t('alerts.clear'), act: clear },
      ];
    }, [alerts, anchor, clear, current, goTo, t, toggle]),
  );

  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = query;
  const onEnd = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);

  if (query.data === undefined && query.isError) {
    return <Problem error={query.error} onRetry={() => void query.refetch()} whoCan={t('alerts.whoCan')} />;
  }
  if (query.data === undefined) return <Loading rows={10} />;
  if (alerts.length === 0) {
    return (
      <>
        <ArrivalRow {...arrivals} />
        <NoAlerts search={search} onSearch={onSearch} />
      </>
    );
  }
  return (
    <div className="queue-split">
      <div className="queue-list">
        <ArrivalRow {...arrivals} />
        <AlertGrid
          ref={grid}
          alerts={alerts}
          search={search}
          current={current}
          selected={selected}
          more={hasNextPage}
          onCurrent={goTo}
          onOpen={open}
          onPoint={wide ? goTo : open}
          onToggle={toggle}
          onEnd={onEnd}
        />
        <QueueFoot
          count={alerts.length}
          more={hasNextPage}
          failed={isFetchNextPageError}
          selected={chosen}
          onClear={clear}
          onRetry={() => void fetchNextPage()}
        />
      </div>
      {wide && (
        <aside className="queue-preview" aria-label={t('alerts.preview')}>
          {current >= 0 && at !== undefined ? (
            <Preview key={at} id={at} search={search} mayDecide={chosen.length === 0} onDone={goOn} />
          ) : (
            <div className="state">
              <h2>{t('alerts.choose')}</h2>
              <p>{t('alerts.chooseText')}</p>
            </div>
          )}
        </aside>
      )}
    </div>
  );
}
