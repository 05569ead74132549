/** How many days each range has. */
export const RANGES = { 1: 31, 3: 92, 6: 184 } as const;
export type Months = keyof typeof RANGES;

/** What the address of a person says. A name is never in it. */
export interface PersonSearch {
  /** One month where it says nothing. */
  readonly months?: Months;
  /** The day whose activities are listed. */
  readonly day?: string;
  /** The numbers in place of the drawing. */
  readonly view?: 'table';
}

export function parsePersonSearch(search: Record<string, unknown>): PersonSearch {
  const day = search['day'];
  const months = ([3, 6] as const).find((known) => known === search['months']);
  return {
    ...(months === undefined ? {} : { months }),
    ...(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {}),
    ...(search['view'] === 'table' ? { view: 'table' } : {}),
  };
}

/** The same with another range: the day may lie outside of it. */
export function withMonths({ view }: PersonSearch, months: string): PersonSearch {
  return parsePersonSearch({ view, months: Number(months) });
}

/** The same as a drawing, or as its numbers. */
export function withView({ months, day }: PersonSearch, view: 'table' | 'drawing'): PersonSearch {
  return parsePersonSearch({ months, day, view });
}

/** The same with that day, or without it where it was there. */
export function withDay({ months, view, day: before }: PersonSearch, day: string): PersonSearch {
  return parsePersonSearch({ months, view, day: before === day ? undefined : day });
}
