import type { RequestState } from '../api/requests';

export const STATES = [
  'requested',
  'approved',
  'denied',
  'withdrawn',
  'lapsed',
  'expired',
  'revoked',
  'ended',
] as const satisfies RequestState[];

/** What the address of the requests says. A name is never in it. */
export interface RequestSearch {
  readonly state?: RequestState;
  /** Id of the request that is shown. */
  readonly at?: string;
}

export function parseRequestSearch(search: Record<string, unknown>): RequestSearch {
  const state = STATES.find((known) => known === search['state']);
  const at = search['at'];
  return {
    ...(state === undefined ? {} : { state }),
    ...(typeof at === 'string' && /^(unmasking|person-request)-[0-9a-f]{32}$/.test(at) ? { at } : {}),
  };
}

/** The list without a request beside it. */
export function listOf({ state }: RequestSearch): RequestSearch {
  return state === undefined ? {} : { state };
}
