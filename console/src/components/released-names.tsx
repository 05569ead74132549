import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { readNameRequest, REQUESTS } from '../api/requests';
import { useNow } from '../ui/use-now';
import { CHECK_MS, whyGone, type Gone, type ReleasedName } from './released';

interface Names {
  readonly shown: readonly ReleasedName[];
  readonly show: (name: ReleasedName) => void;
  readonly hide: (request: string) => void;
  /** Why the name of a request is no longer shown; nothing when it was not. */
  readonly goneOf: (request: string) => Gone | undefined;
}

const Context = createContext<Names>({
  shown: [],
  show: () => undefined,
  hide: () => undefined,
  goneOf: () => undefined,
});

/** Holds names that are shown, in this memory and nowhere else, and takes each away when it may no longer be shown. */
export function ReleasedNames({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly ReleasedName[]>([]);
  const [gone, setGone] = useState<ReadonlyMap<string, Gone>>(new Map());
  const remove = useCallback((request: string, why: Gone) => {
    setShown((all) => all.filter((name) => name.request !== request));
    setGone((all) => new Map(all).set(request, why));
  }, []);
  const names = useMemo(
    () => ({
      shown,
      show: (name: ReleasedName) => setShown((all) => [...all.filter(({ person }) => person !== name.person), name]),
      hide: (request: string) => remove(request, 'hidden'),
      goneOf: (request: string) => (shown.some((name) => name.request === request) ? undefined : gone.get(request)),
    }),
    [gone, remove, shown],
  );
  return (
    <Context value={names}>
      {children}
      {shown.map((name) => (
        <Watch key={name.request} name={name} onGone={remove} />
      ))}
    </Context>
  );
}

export function useReleasedNames(): Names {
  return use(Context);
}

interface WatchProps {
  readonly name: ReleasedName;
  readonly onGone: (request: string, why: Gone) => void;
}

/** Asks again and again whether the name may still be shown, also while another window is in front. */
function Watch({ name, onGone }: WatchProps) {
  const queries = useQueryClient();
  const now = useNow();
  const { data, isError } = useQuery({
    // Below the requests: a step with one of them has this read anew as well.
    queryKey: [...REQUESTS, name.request, 'released'],
    queryFn: ({ signal }) => readNameRequest(name.request, signal),
    refetchInterval: CHECK_MS,
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: 'always',
    retry: false,
    gcTime: 0,
  });
  const why = whyGone(name, { now, state: data?.state, failed: isError });
  useEffect(() => {
    if (why === undefined) return;
    onGone(name.request, why);
    void queries.invalidateQueries({ queryKey: REQUESTS });
  }, [name, onGone, queries, why]);
  return null;
}
