import type { Alert } from '../api/alerts';

/** How a list that is shown differs from the one that there is now. */
export interface Difference {
  /** Ids that are not shown yet. */
  readonly arrived: readonly string[];
  /** How many are shown and are not in the list any more. */
  readonly gone: number;
}

/** `complete` says whether `now` is the whole list: otherwise what is missing in it may come later in the list. */
export function differenceOf(shown: readonly Alert[], now: readonly Alert[], complete: boolean): Difference {
  const known = new Set(shown.map(({ id }) => id));
  const there = new Set(now.map(({ id }) => id));
  return {
    arrived: now.flatMap(({ id }) => (known.has(id) ? [] : id)),
    gone: complete ? shown.filter(({ id }) => !there.has(id)).length : 0,
  };
}

/** The alerts that are shown, renewed where that moves no row; the same list when nothing is renewed. */
export function renewed(shown: readonly Alert[], now: readonly Alert[]): readonly Alert[] {
  const newer = new Map(now.map((alert) => [alert.id, alert]));
  const alerts = shown.map((alert) => {
    const found = newer.get(alert.id);
    return found !== undefined && found.version > alert.version && found.evidence === alert.evidence ? found : alert;
  });
  return alerts.some((alert, index) => alert !== shown[index]) ? alerts : shown;
}
