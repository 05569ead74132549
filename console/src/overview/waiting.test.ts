import { expect, test } from 'vitest';
import { OVERVIEW } from './fixture';
import { waitingOf } from './waiting';

const ids = (roles: readonly string[], changes: Partial<typeof OVERVIEW> = {}) =>
  waitingOf({ ...OVERVIEW, ...changes }, roles).map(({ id }) => id);

test('what is late comes first, then what the role does', () => {
  expect(ids(['analysts']).slice(0, 3)).toEqual(['overdue', 'mine', 'unassigned']);
  expect(ids(['investigators']).slice(0, 2)).toEqual(['overdue', 'cases']);
  expect(ids(['approvers'], { alerts: null }).slice(0, 3)).toEqual(['requests', 'agreements', 'proposals']);
  expect(ids(['administrators'], { alerts: null })[0]).toBe('checks');
});

test('nothing is said twice, and what is closed or zero is not there', () => {
  expect(new Set(ids(['approvers', 'planners'])).size).toBe(ids(['approvers', 'planners']).length);
  const nothing = { cases: null, requests: null, proposals: null, agreements: null, sources: null, health: null };
  expect(ids([], { ...nothing, alerts: null })).toEqual([]);
});

test('each number of alerts leads to the queue that shows these', () => {
  const links = waitingOf(OVERVIEW, ['analysts']).map(({ queue }) => queue);
  expect(links.slice(0, 3)).toEqual([{ overdue: true }, { assignee: 'me' }, { assignee: 'none' }]);
});
