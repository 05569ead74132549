import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, unwrap } from '../api/client';
import { problemOf } from '../api/problem';
import { Sealed } from '../ui/states';

const EVERY_MS = 3_000;

/** The server has no master key: says so, asks again and again, and loads the page anew when the key is there. */
export function WaitForKey() {
  const queries = useQueryClient();
  const router = useRouter();
  const { data, error } = useQuery({
    queryKey: ['sealed'],
    queryFn: ({ signal }) => unwrap(api.GET('/health/ready', { signal })),
    refetchInterval: EVERY_MS,
    retry: false,
    gcTime: 0,
  });
  // Ready, or not ready for another reason: whatever it is, the pages can say it now.
  const isOpen = data !== undefined || (error !== null && !isSealed(error) && problemOf(error)?.status !== 0);
  useEffect(() => {
    if (!isOpen) return;
    queries.clear();
    void router.invalidate();
  }, [isOpen, queries, router]);
  return <Sealed />;
}

export function isSealed(error: unknown): boolean {
  return problemOf(error)?.kind === 'sealed';
}
