import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, unwrap } from '../api/client';
import { isSealed, problemOf } from '../api/problem';
import { Sealed } from '../ui/states';

const EVERY_MS = 3_000;

interface Props {
  /** The address in the console to go to when the key is there; without one, what is shown is asked for anew. */
  readonly next?: string | undefined;
}

/** The server has no master key: says so, asks again and again, and goes on when the key is there. */
export function WaitForKey({ next }: Props) {
  const queries = useQueryClient();
  const router = useRouter();
  const { data, error } = useQuery({
    queryKey: ['sealed'],
    queryFn: ({ signal }) => unwrap(api.GET('/health/ready', { signal })),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  // Ready, or not ready for another reason: whatever it is, the pages can say it now.
  const isOpen = data !== undefined || (error !== null && !isSealed(error) && problemOf(error)?.status !== 0);
  useEffect(() => {
    if (!isOpen) return;
    if (next === undefined) {
      void queries.invalidateQueries();
      return;
    }
    queries.clear();
    router.history.push(next);
  }, [isOpen, next, queries, router]);
  return <Sealed alone={next !== undefined} />;
}
