import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { hasStatus } from './problem';
import type { components } from './schema';

export type Me = components['schemas']['Me'];

/** Who uses the console. A server without accounts is a trial: whoever reaches it on its own machine may read everything. */
export type Viewer = { kind: 'account'; me: Me } | { kind: 'trial' };

export const viewerQuery = queryOptions({
  queryKey: ['viewer'],
  queryFn: async ({ signal }): Promise<Viewer> => {
    try {
      return { kind: 'account', me: await unwrap(api.GET('/api/v1/me', { signal })) };
    } catch (error) {
      if (hasStatus(error, 403)) return { kind: 'trial' };
      throw error;
    }
  },
  staleTime: 60_000,
});

export function useViewer(): Viewer {
  return useSuspenseQuery(viewerQuery).data;
}

/** Whether the viewer's roles open an operation. The server decides; this only keeps closed places out of sight. */
export function mayDo(viewer: Viewer, operation: string): boolean {
  return viewer.kind === 'trial' || viewer.me.operations.includes(operation);
}
