import type { BySeverity, Overview } from '../api/overview';
import type { QueueSearch } from '../alerts/search';

export const SEVERITIES = ['high', 'medium', 'low'] as const;

/** From first to last, where no role says otherwise. */
const ORDER = [
  'overdue',
  'mine',
  'unassigned',
  'requests',
  'agreements',
  'proposals',
  'cases',
  'checks',
  'silent',
] as const;
type WaitingId = (typeof ORDER)[number];

/** What a role does comes first for whoever holds it. */
const FIRST: Partial<Record<string, readonly WaitingId[]>> = {
  administrators: ['checks', 'silent', 'proposals'],
  approvers: ['requests', 'agreements', 'proposals'],
  auditors: ['checks', 'silent'],
  investigators: ['cases'],
  overseers: ['cases'],
  planners: ['agreements', 'checks', 'silent'],
};

export interface Waiting {
  readonly id: WaitingId;
  readonly count: number;
  /** Where the queue shows exactly these. */
  readonly queue?: QueueSearch;
  readonly bySeverity?: BySeverity;
}

export function sumOf({ high, medium, low }: BySeverity): number {
  return high + medium + low;
}

/** What waits for the viewer: what is late first, then what their roles do. */
export function waitingOf(overview: Overview, roles: readonly string[]): readonly Waiting[] {
  const { alerts, cases, requests, proposals, agreements, sources, health } = overview;
  const all: Record<WaitingId, Omit<Waiting, 'id'>> = {
    overdue: {
      count: alerts === null ? 0 : sumOf(alerts.overdue),
      queue: { overdue: true },
      ...(alerts === null ? {} : { bySeverity: alerts.overdue }),
    },
    mine: { count: alerts?.mine ?? 0, queue: { assignee: 'me' } },
    unassigned: { count: alerts?.unassigned ?? 0, queue: { assignee: 'none' } },
    requests: { count: requests?.to_decide ?? 0 },
    agreements: { count: agreements?.to_sign ?? 0 },
    proposals: { count: proposals?.to_decide ?? 0 },
    cases: { count: cases?.mine ?? 0 },
    checks: { count: health?.filter(({ ok }) => !ok).length ?? 0 },
    silent: { count: sources?.filter(({ silent_hours: hours }) => hours !== null).length ?? 0 },
  };
  const order = new Set<WaitingId>(['overdue', ...roles.flatMap((role) => FIRST[role] ?? []), ...ORDER]);
  return [...order].map((id) => ({ id, ...all[id] })).filter(({ count }) => count > 0);
}
