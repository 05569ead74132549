import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { alertsNowQuery } from '../api/alert-events';
import { queueQuery, type Alert, type AlertFilters } from '../api/alerts';
import { useAlertNews } from '../components/alert-events';
import { differenceOf, renewed, type Difference } from './arrivals';

const NOTHING: Difference = { arrived: [], gone: 0 };

export interface Arrivals extends Difference {
  readonly following: boolean;
  /** Brings the list up to date. */
  readonly place: () => void;
}

/** What has arrived for a list that stays as it is; `loading` while the list itself is being read. */
export function useArrivals(filters: AlertFilters, shown: readonly Alert[], loading: boolean): Arrivals {
  const queries = useQueryClient();
  const { change, following } = useAlertNews();
  const [first] = useState(change);
  const query = useQuery({ ...alertsNowQuery(filters), enabled: change > first });
  const { data, isFetching } = query;
  // While either list is being read they do not belong together: what was said before stays.
  const settled = !loading && !isFetching;
  const [said, setSaid] = useState(NOTHING);
  const now = data === undefined ? NOTHING : differenceOf(shown, data.alerts, (data.next_cursor ?? null) === null);
  if (settled && !isSame(said, now)) setSaid(now);

  useEffect(() => {
    if (data === undefined || !settled) return;
    const { queryKey } = queueQuery(filters);
    queries.setQueryData(queryKey, (before) => {
      if (before === undefined) return before;
      const pages = before.pages.map((page) => {
        const alerts = renewed(page.alerts, data.alerts);
        return alerts === page.alerts ? page : { ...page, alerts: [...alerts] };
      });
      return pages.some((page, index) => page !== before.pages[index]) ? { ...before, pages } : before;
    });
  }, [data, filters, queries, settled]);

  const place = useCallback(() => {
    void queries.invalidateQueries({ queryKey: queueQuery(filters).queryKey });
    void queries.invalidateQueries({ queryKey: alertsNowQuery(filters).queryKey });
  }, [filters, queries]);
  return { ...said, following, place };
}

function isSame(one: Difference, other: Difference): boolean {
  return one.gone === other.gone && one.arrived.join() === other.arrived.join();
}
