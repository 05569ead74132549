import { expect, test } from 'vitest';
import { parsePersonSearch, withDay, withMonths, withView } from './search';

test('an address says how many months, which day and how it is shown; nothing else stays in it', () => {
  const said = { months: 3, day: '2026-11-30', view: 'table' };
  expect(parsePersonSearch(said)).toEqual(said);
  expect(parsePersonSearch({ months: 1, view: 'chart', name: 'Mara Lind' })).toEqual({});
  expect(parsePersonSearch({ months: '3', day: '2026-13-40', view: true })).toEqual({});
});

test('one thing is changed in an address, and the others stay', () => {
  const said = { months: 3, day: '2026-11-30', view: 'table' } as const;
  expect(withView(said, 'drawing')).toEqual({ months: 3, day: '2026-11-30' });
  expect(withView({ months: 6 }, 'table')).toEqual({ months: 6, view: 'table' });
  expect(withDay(said, '2026-11-30')).toEqual({ months: 3, view: 'table' });
  expect(withDay({ months: 3 }, '2026-11-02')).toEqual({ months: 3, day: '2026-11-02' });
  // A day that lies outside of the new range is left out.
  expect(withMonths(said, '1')).toEqual({ view: 'table' });
  expect(withMonths({}, '6')).toEqual({ months: 6 });
});
