import { expect, test } from 'vitest';
import { dayAfter, literal } from '../api/alerts';
import { filtersOf, joinColumns, parseAlertSearch, parseColumns, parseQueueSearch } from './search';

test('what an address may not say counts for nothing', () => {
  expect(parseQueueSearch({ status: 'open', severity: 3, policy: '', columns: 7, at: ['x'], other: 'y' })).toEqual({});
  expect(parseQueueSearch({ assignee: 'somebody', overdue: 'yes', from: '0202-11-01', to: '2026-02-30' })).toEqual({});
  expect(parseQueueSearch({ factor: 'luck', find: 'a', unit: '' })).toEqual({});
  expect(parseAlertSearch({ day: '2026-13-40', status: 'all' })).toEqual({ status: 'all' });
  expect(parseAlertSearch({ day: '2026-11-17', at: 'alert-1' })).toEqual({ day: '2026-11-17', at: 'alert-1' });
});

test('an address that was read is read again as the same', () => {
  const search = {
    status: 'confirmed',
    severity: 'high',
    policy: 'Data leaks',
    assignee: 'me',
    trigger: 'hr.resigned',
    factor: 'sensitive',
    unit: 'unit-00000000000000000000000000000001',
    find: 'otter',
    overdue: true,
    from: '2026-11-01',
    to: '2026-11-30',
    person: 'amber-otter-482',
    columns: 'score,due',
    at: 'alert-1',
  };
  expect(parseQueueSearch(search)).toEqual(search);
});

test('without a status the queue has what needs review; `all` asks for every status', () => {
  expect(filtersOf({})).toEqual({ status: 'needs-review' });
  expect(filtersOf({ assignee: 'none', overdue: true })).toEqual({
    status: 'needs-review',
    assignee: 'none',
    overdue: true,
  });
  expect(filtersOf({ status: 'all', severity: 'low', at: 'alert-1' })).toEqual({ severity: 'low' });
});

test('columns keep their order, and those that are there at first do not stand in the address', () => {
  expect(parseColumns('last,nonsense,score')).toEqual(['score', 'last']);
  expect(parseColumns('none')).toEqual([]);
  expect(joinColumns([])).toBe('none');
  expect(joinColumns(parseColumns(undefined))).toBeUndefined();
  expect(parseQueueSearch({ columns: 'last,score' })).toEqual({ columns: 'score,last' });
  expect(parseQueueSearch({ columns: 'due,evidence,severity,score' })).toEqual({});
});

test('a predicate takes text as text, and a day ends where the next one begins', () => {
  expect(literal("o'hara' or 'x")).toBe("'o''hara'' or ''x'");
  expect(dayAfter('2026-02-28')).toBe('2026-03-01');
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
});
