import { expect, test } from 'vitest';
import type { LedgerLine } from '../api/alerts';
import { daysOf, groupLedger, pointsOf } from './groups';

function line(indicator: string, day: string, kind: LedgerLine['kind'], points: number, count: number): LedgerLine {
  return { indicator, day, kind, points, count, threshold: 20, title: `${indicator} ${kind}`, without: 90 };
}

const LEDGER = [
  line('files.printed', '2026-11-17', 'insight', 4, 30),
  line('files.uploaded.web', '2026-11-17', 'unusual', 3, 26),
  line('files.uploaded.web', '2026-11-16', 'insight', 3, 33),
  line('files.uploaded.web', '2026-11-17', 'sensitive', 3, 7),
  line('files.uploaded.web', '2026-11-17', 'insight', 2, 26),
];

test('lines are grouped by indicator, most points first, and no point is lost', () => {
  const groups = groupLedger(LEDGER);
  expect(groups.map(({ indicator, points }) => [indicator, points])).toEqual([
    ['files.uploaded.web', 11],
    ['files.printed', 4],
  ]);
  expect(groups.reduce((sum, { points }) => sum + points, 0)).toBe(pointsOf(LEDGER));
});

test('a day counts once, whatever number of lines it has', () => {
  const [uploads] = groupLedger(LEDGER);
  expect(uploads?.days.map(({ day, count }) => [day, count])).toEqual([
    ['2026-11-16', 33],
    ['2026-11-17', 26],
  ]);
  expect(uploads?.count).toBe(59);
});

test('lines stand by day and kind, parts by kind without those that have no point', () => {
  const [uploads] = groupLedger(LEDGER);
  expect(uploads?.lines.map(({ kind }) => kind)).toEqual(['insight', 'insight', 'unusual', 'sensitive']);
  expect(uploads?.parts).toEqual([
    { kind: 'insight', points: 5 },
    { kind: 'unusual', points: 3 },
    { kind: 'sensitive', points: 3 },
  ]);
});

test('the strongest line says how much there was, also where another one has more points', () => {
  expect(groupLedger(LEDGER)[0]?.strongest).toMatchObject({ kind: 'insight', points: 3 });
  const [only] = groupLedger([line('labels.removed', '2026-11-17', 'sensitive', 1, 3)]);
  expect(only).toMatchObject({ count: 3, strongest: { kind: 'sensitive' } });
});

test('a ledger without lines has no group and no day', () => {
  expect(groupLedger([])).toEqual([]);
  expect(daysOf([])).toEqual([]);
  expect(daysOf(LEDGER)).toEqual(['2026-11-16', '2026-11-17']);
});
