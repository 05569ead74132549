import { expect, test } from 'vitest';
import type { Alert } from '../api/alerts';
import { differenceOf, renewed } from './arrivals';

function alert(id: string, evidence = 200, version = 1): Alert {
  return {
    id,
    person: `person of ${id}`,
    policy: 'leavers',
    severity: 'high',
    score: 70,
    first_activity: '2026-11-01T00:00:00Z',
    last_activity: '2026-11-02T00:00:00Z',
    status: 'needs-review',
    insights: 3,
    evidence,
    opened: '2026-11-02T00:00:00Z',
    due: null,
    assignee: null,
    version,
    decision: null,
    trigger: 'hr.resigned',
    risk_factors: [],
    spotlight: [],
    joined: [],
  };
}

test('what is new and what is gone is told apart, and the end of a part is no end', () => {
  const shown = [alert('a'), alert('b'), alert('c')];
  const now = [alert('n'), alert('a'), alert('c')];
  expect(differenceOf(shown, now, true)).toEqual({ arrived: ['n'], gone: 1 });
  expect(differenceOf(shown, now, false)).toEqual({ arrived: ['n'], gone: 0 });
  expect(differenceOf(shown, shown, true)).toEqual({ arrived: [], gone: 0 });
});

test('a row is renewed where it stands, and not when it would have to move', () => {
  const shown = [alert('a'), alert('b'), alert('c')];
  const now = [alert('c', 300, 2), alert('a', 200, 2), alert('b')];
  const rows = renewed(shown, now);
  expect(rows.map(({ id, version }) => [id, version])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 1],
  ]);
  expect(renewed(rows, now)).toBe(rows);
});
