import { expect, test } from 'vitest';
import { dayOf, daysAfter, noonOf } from './days';

test('a day is that of the viewer, with leading zeros', () => {
  expect(dayOf(new Date(2026, 0, 5, 0, 0, 1))).toBe('2026-01-05');
  expect(dayOf(new Date(2026, 10, 30, 23, 59, 59))).toBe('2026-11-30');
  expect(dayOf(noonOf('2026-02-28'))).toBe('2026-02-28');
});

test('days go on over the ends of months, forwards and backwards', () => {
  expect(daysAfter('2026-11-30', 7)).toBe('2026-12-07');
  expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysAfter('2026-11-30', 0)).toBe('2026-11-30');
});
