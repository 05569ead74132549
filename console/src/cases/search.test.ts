import { expect, test } from 'vitest';
import { filtersOf, parseCaseSearch } from './search';

const ACCOUNT = `account-${'0'.repeat(31)}1`;

test('an address says which cases; what it does not know, and what is so anyway, does not stay in it', () => {
  const known = { state: 'closed', assignee: 'me', due: 'week' } as const;
  expect(parseCaseSearch(known)).toEqual(known);
  expect(parseCaseSearch({ state: 'all', assignee: ACCOUNT })).toEqual({ state: 'all', assignee: ACCOUNT });
  expect(parseCaseSearch({ state: 'open' })).toEqual({});
  expect(parseCaseSearch({ state: 'lost', assignee: 'Mara Lind', due: 3, person: 'Mara Lind' })).toEqual({});
});

test('without a state the open cases are asked for, and all of them only when the address says so', () => {
  expect(filtersOf({}, '2026-11-30')).toEqual({ open: true });
  expect(filtersOf({ state: 'closed' }, '2026-11-30')).toEqual({ open: false });
  expect(filtersOf({ state: 'all', assignee: 'none' }, '2026-11-30')).toEqual({ assignee: 'none' });
});

test('what is due is counted from today', () => {
  const dueBy = (due: 'late' | 'today' | 'week') => filtersOf({ state: 'all', due }, '2026-11-30').due_by;
  expect([dueBy('late'), dueBy('today'), dueBy('week')]).toEqual(['2026-11-29', '2026-11-30', '2026-12-07']);
});
