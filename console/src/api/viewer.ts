import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { hasStatus } from './problem';
import { ROLE_OPERATIONS } from './role-operations';
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
  if (viewer.kind === 'trial') return true;
  return viewer.me.account.roles.some(({ role }) => {
    const operations = operationsOf(role);
    // What a role allows that somebody defined here is not known to everybody: its holder sees each place.
    return operations === undefined || operations.includes(operation);
  });
}

function operationsOf(role: string): readonly string[] | undefined {
  return Object.entries(ROLE_OPERATIONS).find(([id]) => id === role)?.[1];
}

/** The operations that the roles of an account are known to open, in the order of the alphabet. */
export function operationsOfAccount(me: Me): readonly string[] {
  return [...new Set(me.account.roles.flatMap(({ role }) => operationsOf(role) ?? []))].sort();
}
