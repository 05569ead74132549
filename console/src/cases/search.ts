import { assigneeIn } from '../alerts/search';
import type { CaseFilters } from '../api/cases';
import { daysAfter } from './days';

export const STATES = ['open', 'closed', 'all'] as const;
export const DUES = ['late', 'today', 'week'] as const;

/** What the address of the cases says. Without a state it is the open ones. */
export interface CaseSearch {
  readonly state?: 'closed' | 'all';
  /** `me`, `none`, or an account. */
  readonly assignee?: string;
  /** Until when a task in it is to be done, seen from today. */
  readonly due?: (typeof DUES)[number];
}

export function parseCaseSearch(search: Record<string, unknown>): CaseSearch {
  const state = STATES.find((known) => known === search['state']);
  const assignee = assigneeIn(search['assignee']);
  const due = DUES.find((known) => known === search['due']);
  return {
    ...(state === undefined || state === 'open' ? {} : { state }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(due === undefined ? {} : { due }),
  };
}

const DAYS_FROM_TODAY = { late: -1, today: 0, week: 7 } as const;

/** What is asked of the server on that day. */
export function filtersOf({ state, assignee, due }: CaseSearch, today: string): CaseFilters {
  return {
    ...(state === 'all' ? {} : { open: state === undefined }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(due === undefined ? {} : { due_by: daysAfter(today, DAYS_FROM_TODAY[due]) }),
  };
}
