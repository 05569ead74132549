import type { LedgerLine, LineKind } from '../api/alerts';

/** In the order in which they are shown. */
export const KINDS = [
  'insight',
  'unusual',
  'sensitive',
  'priority-content',
  'unallowed-domain',
  'large-files',
] as const;

export interface Part {
  readonly kind: LineKind;
  readonly points: number;
}

export interface DayCount {
  readonly day: string;
  readonly count: number;
  readonly threshold: number;
}

/** All lines of a ledger about one indicator. */
export interface LedgerGroup {
  readonly indicator: string;
  readonly points: number;
  readonly parts: readonly Part[];
  readonly days: readonly DayCount[];
  /** The sum over the days. */
  readonly count: number;
  /** By day, and by kind within a day. */
  readonly lines: readonly LedgerLine[];
  readonly strongest: LedgerLine;
}

/** The ledger by indicator, most points first. */
export function groupLedger(ledger: readonly LedgerLine[]): readonly LedgerGroup[] {
  const groups = groupBy(ledger, ({ indicator }) => indicator);
  return [...groups.values()]
    .flatMap(groupOf)
    .sort((a, b) => b.points - a.points || a.indicator.localeCompare(b.indicator));
}

function groupOf(lines: readonly LedgerLine[]): LedgerGroup[] {
  const [first] = lines;
  if (first === undefined) return [];
  const days = [...groupBy(lines, ({ day }) => day).values()].flatMap(dayOf).sort((a, b) => compare(a.day, b.day));
  return [
    {
      indicator: first.indicator,
      points: pointsOf(lines),
      parts: partsOf(lines),
      days,
      count: days.reduce((sum, { count }) => sum + count, 0),
      lines: lines.toSorted((a, b) => compare(a.day, b.day) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
      strongest: strongestOf(lines, first),
    },
  ];
}

// Lines about what is in the content count only a part of the day's activities.
function dayOf(lines: readonly LedgerLine[]): DayCount[] {
  const whole = lines.filter(({ kind }) => kind === 'insight' || kind === 'unusual');
  const [first] = whole.length > 0 ? whole : lines.toSorted((a, b) => b.count - a.count);
  return first === undefined ? [] : [{ day: first.day, count: first.count, threshold: first.threshold }];
}

// Says how much there was beside the norm, which a line of another kind does not.
function strongestOf(lines: readonly LedgerLine[], first: LedgerLine): LedgerLine {
  const insights = lines.filter(({ kind }) => kind === 'insight');
  return insights.reduce((best, line) => (line.points > best.points ? line : best), insights[0] ?? first);
}

/** The points of lines by kind, without kinds that have none. */
export function partsOf(lines: readonly LedgerLine[]): readonly Part[] {
  return KINDS.map((kind) => ({ kind, points: pointsOf(lines.filter((line) => line.kind === kind)) })).filter(
    ({ points }) => points > 0,
  );
}

export function pointsOf(lines: readonly LedgerLine[]): number {
  return lines.reduce((sum, { points }) => sum + points, 0);
}

/** The days that a ledger names, the first one first. */
export function daysOf(ledger: readonly LedgerLine[]): readonly string[] {
  return [...new Set(ledger.map(({ day }) => day))].sort(compare);
}

function groupBy(
  lines: readonly LedgerLine[],
  by: (line: LedgerLine) => string,
): ReadonlyMap<string, readonly LedgerLine[]> {
  const groups = new Map<string, LedgerLine[]>();
  for (const line of lines) groups.set(by(line), [...(groups.get(by(line)) ?? []), line]);
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A day without a time is noon of that day where the viewer is, so that it stays the same day. */
export function dateOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

/** A title of the server as a sentence. */
export function sentence(title: string): string {
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}.`;
}
