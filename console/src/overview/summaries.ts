import type { TFunction } from 'i18next';
import type { AlertsPart } from '../api/overview';
import type { useFormat } from '../ui/format';
import { highestAt, total } from '../ui/chart-option';
import { sumOf } from './waiting';

type Format = Pick<ReturnType<typeof useFormat>, 'number' | 'date'>;

/** What the chart of ages shows, in words. */
export function agesSummary({ open, ages }: AlertsPart, t: TFunction, { number }: Format): string {
  const count = sumOf(open);
  const severities = { high: number(open.high), medium: number(open.medium), low: number(open.low) };
  const said = t('overview.ages.summary', { count, n: number(count), ...severities });
  const oldest = ages.at(-1);
  const old = oldest === undefined ? 0 : sumOf(oldest);
  if (oldest === undefined || old === 0) return said;
  return `${said} ${t('overview.ages.oldest', { count: old, n: number(old), from: number(oldest.from_days) })}`;
}

/** What the chart of days shows, in words. */
export function daysSummary({ days }: AlertsPart, t: TFunction, { number, date }: Format): string {
  const opened = days.map((day) => day.opened);
  const decided = total(days.map((day) => day.decided));
  const counts = { days: number(days.length), opened: number(total(opened)), decided: number(decided) };
  const said = t('overview.days.summary', counts);
  const at = highestAt(opened);
  const peak = at === undefined ? undefined : days[at];
  if (peak === undefined) return said;
  return `${said} ${t('overview.days.peak', { n: number(peak.opened), day: date(peak.day) })}`;
}

/** How old the alerts of each column are. */
export function ageNames({ ages }: AlertsPart, t: TFunction, { number }: Format): readonly string[] {
  return ages.map(({ from_days: from }, index) => {
    const to = ages[index + 1]?.from_days;
    if (to === undefined) return t('overview.ages.over', { from: number(from) });
    if (from === 0) return t('overview.ages.under', { to: number(to) });
    return t('overview.ages.between', { from: number(from), to: number(to) });
  });
}
