import type { Request } from '../api/requests';
import type { components } from '../api/schema';

export const GROUPS = ['decide', 'waiting', 'live', 'over'] as const;
export type Group = (typeof GROUPS)[number];
export type ActKind = 'approve' | 'deny' | 'withdraw' | 'reveal' | 'revoke';

/** Who looks at the requests: their account, and which operations their roles open. */
export interface Looking {
  readonly me: string | undefined;
  readonly may: (operation: string) => boolean;
}

/** What the viewer can do with a request as it stands. The server decides; this only keeps closed acts out of sight. */
export function actsOf({ state, asked_by, approvals }: Request, { me, may }: Looking): readonly ActKind[] {
  const own = asked_by === me;
  switch (state) {
    case 'requested': {
      if (own) return may('withdraw-unmasking') ? ['withdraw'] : [];
      const mayApprove = may('approve-unmasking') && !approvals.some(({ by }) => by === me);
      return [...(mayApprove ? (['approve'] as const) : []), ...(may('deny-unmasking') ? (['deny'] as const) : [])];
    }
    case 'approved':
      return [
        ...(own && may('reveal-person') ? (['reveal'] as const) : []),
        ...(may('revoke-unmasking') ? (['revoke'] as const) : []),
      ];
    case 'denied':
    case 'withdrawn':
    case 'expired':
    case 'revoked':
      return [];
  }
}

export function groupOf(request: Request, looking: Looking): Group {
  if (request.state === 'approved') return 'live';
  if (request.state !== 'requested') return 'over';
  return actsOf(request, looking).includes('approve') ? 'decide' : 'waiting';
}

export interface Grouped {
  readonly group: Group;
  readonly requests: readonly Request[];
}

/** What waits for the viewer comes first. Of what waits the oldest is first, of the rest the newest. */
export function grouped(requests: readonly Request[], looking: Looking): readonly Grouped[] {
  const newest = requests.toSorted((one, next) => next.asked_at.localeCompare(one.asked_at));
  return GROUPS.map((group) => {
    const members = newest.filter((request) => groupOf(request, looking) === group);
    const waits = group === 'decide' || group === 'waiting';
    return { group, requests: waits ? members.toReversed() : members };
  }).filter(({ requests: members }) => members.length > 0);
}

/** What was asked before about the same person, the newest first. */
export function askedBefore(all: readonly Request[], { id, person, asked_at }: Request): readonly Request[] {
  return all
    .filter((other) => other.person === person && other.id !== id && other.asked_at <= asked_at)
    .toSorted((one, next) => next.asked_at.localeCompare(one.asked_at));
}

export type OpenCase = components['schemas']['CaseSummary'];

/** The open cases about a person to which the viewer contributes: within one of them a name can be asked for. */
export function openCasesOf(cases: readonly OpenCase[], person: string, me: string | undefined): readonly OpenCase[] {
  return cases.filter(
    ({ closed_at, persons, contributors }) =>
      typeof closed_at !== 'string' && persons.includes(person) && contributors.some((id) => id === me),
  );
}

/** The viewer's own request about a person that is live, or else the one that waits. */
export function pendingOf(requests: readonly Request[], person: string, me: string | undefined): Request | undefined {
  const own = requests.filter((request) => request.person === person && request.asked_by === me);
  return own.find(({ state }) => state === 'approved') ?? own.find(({ state }) => state === 'requested');
}
