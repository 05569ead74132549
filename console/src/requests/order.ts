import { isAboutPerson, type NameRequest, type PersonRequest, type Request } from '../api/requests';
import type { components } from '../api/schema';

export const GROUPS = ['decide', 'waiting', 'live', 'over'] as const;
export type Group = (typeof GROUPS)[number];
export type ActKind = 'approve' | 'deny' | 'withdraw' | 'reveal' | 'revoke' | 'read' | 'end';

/** Who looks at the requests: their account, and which operations their roles open. */
export interface Looking {
  readonly me: string | undefined;
  readonly may: (operation: string) => boolean;
}

/** What the viewer can do with a request as it stands. The server decides; this only keeps closed acts out of sight. */
export function actsOf(request: Request, looking: Looking): readonly ActKind[] {
  return isAboutPerson(request) ? actsAbout(request, looking) : actsOnName(request, looking);
}

function actsAbout({ state, asked_by, asks }: PersonRequest, { me, may }: Looking): readonly ActKind[] {
  const own = asked_by === me;
  const decides = may('approve-person-request');
  switch (state) {
    case 'requested': {
      if (own) return may('withdraw-person-request') ? ['withdraw'] : [];
      return [...(decides ? (['approve'] as const) : []), ...(may('deny-person-request') ? (['deny'] as const) : [])];
    }
    case 'approved': {
      const reads = own && asks.kind === 'user-report' && may('read-user-report');
      const ends = (own || decides) && may('end-person-request');
      return [...(reads ? (['read'] as const) : []), ...(ends ? (['end'] as const) : [])];
    }
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
    case 'expired':
    case 'ended':
      return [];
  }
}

function actsOnName({ state, asked_by, approvals }: NameRequest, { me, may }: Looking): readonly ActKind[] {
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
export function pendingOf<R extends Request>(
  requests: readonly R[],
  person: string,
  me: string | undefined,
): R | undefined {
  const own = requests.filter((request) => request.person === person && request.asked_by === me);
  return own.find(({ state }) => state === 'approved') ?? own.find(({ state }) => state === 'requested');
}
