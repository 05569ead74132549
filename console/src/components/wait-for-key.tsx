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
  const { status, error } = useQuery({
    queryKey: ['sealed'],
    queryFn: ({ signal }) => unwrap(api.GET('/health/ready', { signal })),
    refetchInterval: EVERY_MS,
    retry: false,
    // What was said before this page waited says nothing about now.
    gcTime: 0,
  });
  // Ready, or not ready for another reason: whatever it is, the pages can say it now.
  const isOpen = status === 'success' || (status === 'error' && !isSealed(error) && problemOf(error)?.status !== 0);
  useEffect(() => {
    if (!isOpen) return undefined;
    if (next === undefined) {
      // Not at once: where one part of the server is behind another, the same would be asked for without a pause.
      const timer = setInterval(() => void queries.invalidateQueries(), EVERY_MS);
      return () => clearInterval(timer);
    }
    queries.clear();
    router.history.push(next);
    return undefined;
  }, [isOpen, next, queries, router]);
  return <Sealed alone={next !== undefined} />;
}
