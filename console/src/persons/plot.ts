import type { Family, PersonDay } from '../api/persons';

/** What can be drawn, in the order in which it is told: facts about the employment are marks of their own. */
export const KINDS = ['access', 'collection', 'obfuscation', 'exfiltration', 'deletion', 'security'] as const;
export type Kind = (typeof KINDS)[number];

/** All of one kind on one day. */
export interface Bubble {
  readonly day: string;
  readonly kind: Kind;
  readonly count: number;
  /** Of the indicator that gives most. */
  readonly score: number;
  /** Ids, the one that scores most first. */
  readonly indicators: readonly string[];
}

/** A fact about the employment or the account. */
export interface Mark {
  readonly day: string;
  readonly indicators: readonly string[];
}

export interface Plot {
  readonly bubbles: readonly Bubble[];
  readonly marks: readonly Mark[];
  /** How many occurrences no policy scores, and those of days out of scope. */
  readonly unscored: number;
  readonly scored: number;
}

const isKind = (family: Family): family is Kind => KINDS.some((kind) => kind === family);

/** What the days of a person come to: one bubble for each day and kind that scores. */
export function plotOf(days: readonly PersonDay[]): Plot {
  const bubbles = new Map<string, PersonDay[]>();
  const marks = new Map<string, string[]>();
  let unscored = 0;
  let scored = 0;
  for (const one of days) {
    if (!isKind(one.family)) {
      marks.set(one.day, [...(marks.get(one.day) ?? []), one.indicator]);
    } else if (one.score === 0) {
      unscored += one.count;
    } else {
      scored += one.count;
      const key = `${one.day} ${one.family}`;
      bubbles.set(key, [...(bubbles.get(key) ?? []), one]);
    }
  }
  return {
    bubbles: [...bubbles.values()].map(bubble).filter((one) => one !== undefined),
    marks: [...marks].map(([day, indicators]) => ({ day, indicators })),
    unscored,
    scored,
  };
}

function bubble(same: readonly PersonDay[]): Bubble | undefined {
  const sorted = [...same].sort((one, next) => next.score - one.score);
  const first = sorted[0];
  if (first === undefined || !isKind(first.family)) return undefined;
  return {
    day: first.day,
    kind: first.family,
    count: sorted.reduce((sum, { count }) => sum + count, 0),
    score: first.score,
    indicators: sorted.map(({ indicator }) => indicator),
  };
}

const DAY = 86_400_000;

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** Where weekends begin, in days from the first, and how long they are. */
export function weekends(from: string, days: number): readonly { readonly at: number; readonly length: number }[] {
  const first = new Date(from).getUTCDay();
  const all = Array.from({ length: days }, (_, at) => ({ at, weekday: (first + at) % 7 }));
  const begins = all.filter(({ at, weekday }) => weekday === 6 || (weekday === 0 && at === 0));
  return begins.map(({ at, weekday }) => ({ at, length: Math.min(weekday === 6 ? 2 : 1, days - at) }));
}

/** The area of a bubble tells the count: twice the count is twice the area, within what can be seen and does not hide others. */
export function radius(count: number, most: number): number {
  return 5 + 11 * Math.sqrt(count / Math.max(most, 1));
}
