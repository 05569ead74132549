import { expect, test } from 'vitest';
import type { View } from '../api/views';
import { parseQueueSearch } from './search';
import { isChanged, queryOf, searchOf } from './views';

const view: View = {
  id: 'view-1',
  name: 'Late',
  owner: 'account-1',
  own: true,
  shared: false,
  version: 1,
  query: { overdue: 'true', severity: 'high', columns: 'score,due' },
};

test('a view opens the address that was saved', () => {
  const search = parseQueueSearch({ severity: 'high', overdue: true, columns: 'score,due', at: 'alert-1' });
  expect(queryOf(search)).toEqual(view.query);
  expect(searchOf(view)).toEqual({ severity: 'high', overdue: true, columns: 'score,due', view: 'view-1' });
});

test('the current row changes no view, a filter does', () => {
  expect(isChanged(view, { ...searchOf(view), at: 'alert-1' })).toBe(false);
  expect(isChanged(view, { ...searchOf(view), severity: 'low' })).toBe(true);
  expect(isChanged(view, { view: 'view-1' })).toBe(true);
});

test('what a later server keeps in a view and this console does not know counts for nothing', () => {
  const later = { ...view, query: { ...view.query, colour: 'blue', status: 'open' } };
  expect(searchOf(later)).toEqual(searchOf(view));
});
