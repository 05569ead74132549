import type { Page } from '@playwright/test';
import type { components } from '../src/api/schema.ts';
import { answer } from './overview.ts';
import { expect, settled, test } from './test.ts';

type Alert = components['schemas']['AlertSummary'];

const ALERTS = 100_000;
/** More than the console asks for, so that the test waits for few answers. */
const PAGE = 10_000;
const MOST_ROWS = 100;
const ROW = 56;
/** How many heights of the list one step goes: more than the rows that are kept ready around it. */
const STEP = 60;
const JUMPS = 40;

interface Seen {
  readonly steps: number;
  readonly blanks: readonly string[];
  readonly mostRows: number;
  readonly height: number;
}

test('a queue of 100,000 alerts is scrolled to its end and jumped through, and no frame is blank', async ({ page }) => {
  test.setTimeout(180_000);
  await serve(page);
  await page.goto('/alerts');
  await settled(page);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const down = await page.evaluate(scrolled, { alerts: ALERTS, step: STEP, jumps: 0 });
  const jumped = await page.evaluate(scrolled, { alerts: ALERTS, step: STEP, jumps: JUMPS });
  for (const [name, seen] of Object.entries({ down, jumped })) {
    process.stdout.write(`${name}: ${seen.steps} steps, at most ${seen.mostRows} rows in the document\n`);
    expect(seen.blanks, name).toEqual([]);
    expect(seen.mostRows, name).toBeLessThan(MOST_ROWS);
  }
  expect(jumped.steps).toBe(JUMPS);
  expect(jumped.height).toBeGreaterThanOrEqual(ALERTS * ROW);
});

/** Answers each page of the list from its number alone; a cursor is the number of its first alert. */
async function serve(page: Page): Promise<void> {
  await answer(page, 'analysts');
  await page.route('**/api/v1/alerts?*', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const first = Number(asked.get('cursor') ?? 0);
    const next = Math.min(first + PAGE, ALERTS);
    const alerts = Array.from({ length: next - first }, (_, index) => alertOf(first + index));
    return route.fulfill({ json: { alerts, ...(next < ALERTS ? { next_cursor: String(next) } : {}) } });
  });
}

function alertOf(index: number): Alert {
  return {
    id: `alert-${String(index).padStart(32, '0')}`,
    person: `amber-otter-${index}`,
    policy: 'data leaks',
    severity: index < 1_000 ? 'high' : 'medium',
    score: 100 - Math.floor(index / 1_100),
    first_activity: '2026-11-01T08:00:00Z',
    last_activity: '2026-11-28T08:00:00Z',
    opened: '2026-11-28T09:00:00Z',
    due: '2026-12-05T09:00:00Z',
    status: 'needs-review',
    insights: 3,
    evidence: 2_130,
    assignee: null,
    version: 1,
    decision: null,
    trigger: 'gave-notice',
    risk_factors: ['unusual'],
    spotlight: [],
    joined: [],
  };
}

/**
 * Runs in the page: scrolls down to the last alert, or jumps to places all over the list, and looks at each frame that is about to be
 * painted. A frame comes after the events of its scrolling, so how fast the machine is changes nothing. Each fifth frame is slow:
 * timers that run since the one before are then over before the event of the new place comes.
 */
async function scrolled(plan: { alerts: number; step: number; jumps: number }): Promise<Seen> {
  const found = document.querySelector('[role="grid"]');
  if (found === null) throw new Error('there is no list');
  const grid = found;
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const blanks: string[] = [];
  let [steps, mostRows, place] = [0, 0, 1];

  function look() {
    const { top, bottom } = grid.getBoundingClientRect();
    const rows = [...grid.querySelectorAll('[role="row"]')].map((row) => row.getBoundingClientRect());
    mostRows = Math.max(mostRows, rows.length);
    rows.sort((a, b) => a.top - b.top);
    let covered = top;
    for (const row of rows) if (row.top <= covered + 1) covered = Math.max(covered, row.bottom);
    if (covered < bottom - 1) blanks.push(`${bottom - covered} px at ${grid.scrollTop} of ${grid.scrollHeight}`);
  }

  function beSlow() {
    const until = performance.now() + 170;
    while (performance.now() < until);
  }

  const isAtEnd = () => grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1;
  const hasAll = () => grid.querySelector(`[data-index="${plan.alerts - 1}"]`) !== null;
  while (plan.jumps === 0 ? !(isAtEnd() && hasAll()) : steps < plan.jumps) {
    if (plan.jumps > 0) {
      // The same places in each run.
      place = (place * 48_271) % 2_147_483_647;
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (place / 2_147_483_647);
    } else {
      grid.scrollTop += grid.clientHeight * plan.step;
    }
    if (steps % 5 === 4) beSlow();
    await frame();
    look();
    steps += 1;
  }
  return { steps, blanks, mostRows, height: grid.scrollHeight };
}
