import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { followAlerts, type AlertEvent } from '../api/alert-events';
import { mayDo, useViewer, viewerQuery } from '../api/viewer';

interface News {
  /** Rises when alerts have changed. */
  readonly change: number;
  /** Whether changes are told at all. */
  readonly following: boolean;
}

const Context = createContext<News>({ change: 0, following: true });

/** Events that come one after the other are taken together: one change of many alerts is read once. */
const TOGETHER_MS = 300;

/** Follows alerts for all pages, and reads anew what is in sight and has changed. */
export function AlertEvents({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const may = mayDo(useViewer(), 'list-alerts');
  const [change, setChange] = useState(0);
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    if (!may) return undefined;
    let waiting: AlertEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const takeIn = () => {
      timer = undefined;
      for (const queryKey of keysOf(waiting)) void queries.invalidateQueries({ queryKey });
      waiting = [];
      setChange((before) => before + 1);
    };
    const stop = followAlerts({
      onEvents: (events) => {
        waiting = [...waiting, ...events];
        timer ??= setTimeout(takeIn, TOGETHER_MS);
      },
      onFollowing: setFollowing,
      onSignedOut: () => void queries.invalidateQueries({ queryKey: viewerQuery.queryKey }),
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [may, queries]);
  const news = useMemo(() => ({ change, following }), [change, following]);
  return <Context value={news}>{children}</Context>;
}

export function useAlertNews(): News {
  return use(Context);
}

// Lists stay as they are while somebody reads: only what stands beside them is read anew.
function keysOf(events: readonly AlertEvent[]): readonly (readonly string[])[] {
  const alerts = events.some(({ kind }) => kind === 'reload')
    ? [['alert']]
    : [...new Set(events.flatMap((event) => ('id' in event ? event.id : [])))].map((id) => ['alert', id]);
  return [['overview'], ['alerts', 'now'], ...alerts];
}
