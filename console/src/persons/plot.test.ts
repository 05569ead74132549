import { expect, test } from 'vitest';
import type { Family, PersonDay } from '../api/persons';
import { daysBetween, plotOf, radius, weekends } from './plot';

const day = (at: string, indicator: string, family: Family, count: number, score: number): PersonDay => ({
  day: at,
  indicator,
  family,
  count,
  score,
  sensitive: 0,
  own: 0,
  peers: 2,
  surprise: 90,
});

test('what scores is one bubble for each day and kind, what does not is counted, facts are marks', () => {
  const plot = plotOf([
    day('2026-11-06', 'files.downloaded.sharepoint', 'collection', 100, 30),
    day('2026-11-06', 'files.downloaded.onedrive', 'collection', 43, 44),
    day('2026-11-06', 'files.printed', 'exfiltration', 3, 0),
    day('2026-11-09', 'files.copied.removable-media', 'exfiltration', 60, 72),
    day('2026-11-11', 'hr.resigned', 'context', 1, 0),
  ]);
  expect(plot.bubbles).toEqual([
    {
      day: '2026-11-06',
      kind: 'collection',
      count: 143,
      score: 44,
      indicators: ['files.downloaded.onedrive', 'files.downloaded.sharepoint'],
    },
    {
      day: '2026-11-09',
      kind: 'exfiltration',
      count: 60,
      score: 72,
      indicators: ['files.copied.removable-media'],
    },
  ]);
  expect(plot.marks).toEqual([{ day: '2026-11-11', indicators: ['hr.resigned'] }]);
  expect([plot.scored, plot.unscored]).toEqual([203, 3]);
});

test('weekends are known, also those that are cut off', () => {
  // 1 November 2026 is a Sunday, 7 and 8 are a weekend.
  expect(weekends('2026-11-01', 7)).toEqual([
    { at: 0, length: 1 },
    { at: 6, length: 1 },
  ]);
  expect(weekends('2026-11-02', 7)).toEqual([{ at: 5, length: 2 }]);
  expect(daysBetween('2026-10-20', '2026-11-03')).toBe(14);
});

test('bubbles grow with the count by area', () => {
  const area = (count: number) => (radius(count, 400) - 5) ** 2;
  expect(area(200) / area(100)).toBeCloseTo(2);
  expect(radius(400, 400)).toBe(16);
  expect(radius(0, 0)).toBe(5);
});
