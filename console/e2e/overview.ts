import type { Page } from '@playwright/test';
import type { Overview } from '../src/api/overview.ts';
import type { components } from '../src/api/schema.ts';
import { OVERVIEW } from '../src/overview/fixture.ts';

type Me = components['schemas']['Me'];

const CLOSED = {
  alerts: null,
  cases: null,
  requests: null,
  proposals: null,
  agreements: null,
  sources: null,
  health: null,
} as const;

const { alerts, cases, requests, proposals, agreements, sources, health } = OVERVIEW;

/** What each role group gets: a part that it does not open is `null`. */
export const SHAPES = {
  administrators: { ...OVERVIEW, ...CLOSED, proposals, agreements, sources, health },
  analysts: { ...OVERVIEW, ...CLOSED, alerts, cases, requests, agreements },
  approvers: { ...OVERVIEW, ...CLOSED, requests, proposals, agreements },
  auditors: { ...OVERVIEW, ...CLOSED, requests, proposals, agreements, sources, health },
  investigators: { ...OVERVIEW, ...CLOSED, alerts, cases, requests, agreements },
  overseers: { ...OVERVIEW, ...CLOSED, alerts, cases, requests, agreements },
  pilot: OVERVIEW,
  planners: { ...OVERVIEW, ...CLOSED, agreements, sources, health },
} satisfies Record<string, Overview>;

export type Role = keyof typeof SHAPES;

/** The page as whoever holds one role sees it, answered here: no server is asked. */
export async function answer(page: Page, role: Role, overview: Overview = SHAPES[role]): Promise<void> {
  const me: Me = {
    account: {
      id: '1',
      login: 'jonas.weil',
      display_name: 'Jonas Weil',
      kind: 'human',
      state: 'active',
      one_time_codes: false,
      roles: [{ role, from_groups: false }],
      created: '2026-11-01T08:00:00Z',
      linked: false,
    },
    fresh: true,
    must_set_up: false,
    operations: overview.alerts === null ? ['read-own-account'] : ['list-alerts', 'read-alert', 'read-own-account'],
    notices: [],
    recovery_codes: 10,
  };
  await page.route('**/api/v1/**', (route) => route.fulfill({ status: 404, json: {} }));
  await page.route('**/api/v1/me', (route) => route.fulfill({ json: me }));
  await page.route('**/api/v1/overview', (route) => route.fulfill({ json: overview }));
}
