import type { RequestState } from '../api/requests';

/** A name that is shown for now. It is held in memory only. */
export interface ReleasedName {
  /** Id of the request under which it was released. */
  readonly request: string;
  /** Pseudonym. */
  readonly person: string;
  readonly name: string;
  readonly purpose: string;
  /** Milliseconds since 1970: when the release ends, and when the name came on screen. */
  readonly until: number;
  readonly since: number;
}

/** How often the server is asked whether a name may still be shown. */
export const CHECK_MS = 10_000;
/** A name does not stay on a screen that somebody left. */
export const IN_SIGHT_MINUTES = 15;

/** Why a name went out of sight. */
export type Gone = 'over' | 'ended' | 'unchecked' | 'long' | 'hidden';

interface Check {
  readonly now: number;
  /** As the server said last; nothing before it was asked. */
  readonly state: RequestState | undefined;
  /** The server did not say. */
  readonly failed: boolean;
}

/** Why a name must go out of sight now; nothing while it may stay. When the server cannot say that it may stay, it goes. */
export function whyGone({ until, since }: ReleasedName, { now, state, failed }: Check): Gone | undefined {
  // An end that cannot be read is over.
  if (!(now < until) || state === 'expired') return 'over';
  if (state !== undefined && state !== 'approved') return 'ended';
  if (failed) return 'unchecked';
  return now >= since + IN_SIGHT_MINUTES * 60_000 ? 'long' : undefined;
}

export interface Left {
  readonly unit: 'days' | 'hours' | 'minutes';
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** A length of time in its two largest units. */
export function leftOf(milliseconds: number): Left {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor(total / 3_600) % 24;
  const minutes = Math.floor(total / 60) % 60;
  const unit = days > 0 ? 'days' : hours > 0 ? 'hours' : 'minutes';
  return { unit, days, hours, minutes, seconds: total % 60 };
}
