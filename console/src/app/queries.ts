import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasStatus, mayHelpToRetry } from '../api/problem';
import { viewerQuery } from '../api/viewer';

/** The query cache. `signedOut` is called when the server no longer knows who is there. */
export function makeQueries(signedOut: () => void): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (hasStatus(error, 401)) signedOut();
      },
    }),
    mutationCache: new MutationCache({
      // A wrong password is told with the same status as a session that is over: only `/me` knows which it is.
      onError: (error) => {
        if (hasStatus(error, 401)) void queries.invalidateQueries({ queryKey: viewerQuery.queryKey });
      },
    }),
    // Without a connection a request fails and says so. It would wait in silence otherwise, and an act would happen long after its time.
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        retry: (count, error) => count < 2 && mayHelpToRetry(error),
        staleTime: 10_000,
      },
    },
  });
  return queries;
}
