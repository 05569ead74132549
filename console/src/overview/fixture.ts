import type { Overview } from '../api/overview';

const DAY_MS = 86_400_000;
const opened = [2, 4, 0, 1, 3, 6, 2, 0, 0, 1];
const decided = [1, 3, 2, 0, 2, 4, 5, 0, 1, 0];

/** What tests show: every part is there. */
export const OVERVIEW: Overview = {
  alerts: {
    open: { high: 19, medium: 1, low: 0 },
    overdue: { high: 2, medium: 1, low: 0 },
    mine: 7,
    unassigned: 4,
    ages: [
      { from_days: 0, high: 3, medium: 0, low: 0 },
      { from_days: 1, high: 9, medium: 1, low: 0 },
      { from_days: 3, high: 5, medium: 0, low: 0 },
      { from_days: 7, high: 2, medium: 0, low: 0 },
    ],
    days: Array.from({ length: 30 }, (_, index) => ({
      day: new Date(Date.UTC(2026, 9, 31) + index * DAY_MS).toISOString().slice(0, 10),
      opened: opened[index % opened.length] ?? 0,
      decided: decided[index % decided.length] ?? 0,
    })),
    planned_a_week: 10,
  },
  cases: { open: 5, mine: 2 },
  requests: { to_decide: 2, own_open: 1, own_live: 1 },
  proposals: { to_decide: 3 },
  agreements: { to_sign: 1, works_council: true, in_force: false },
  sources: [
    { source: 'm365', last_record: '2026-11-30T08:12:00Z', accepted: 243_655, rejected: 0, silent_hours: null },
    { source: 'endpoint', last_record: '2026-11-19T10:00:00Z', accepted: 16, rejected: 2, silent_hours: 262 },
    { source: 'push', last_record: null, accepted: 0, rejected: 0, silent_hours: null },
  ],
  health: [
    { condition: 'the audit log is verified', ok: true, detail: 'up to entry 4112' },
    { condition: 'a backup is younger than a day', ok: false, detail: 'the last one is 3 days old' },
  ],
  notices: ['the policy "data leaks" was changed after a second person approved it'],
};
