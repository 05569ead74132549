import { answer, SHAPES, type Role } from './overview.ts';
import { artefacts, chooseTheme, expect, expectNoAxeViolation, settled, test, THEMES, WIDTHS } from './test.ts';
import { OVERVIEW } from '../src/overview/fixture.ts';

const FIRST: Record<Role, RegExp> = {
  administrators: /health check has failed/,
  analysts: /3 alerts are past their time/,
  approvers: /2 unmask requests wait/,
  auditors: /health check has failed/,
  investigators: /3 alerts are past their time/,
  overseers: /3 alerts are past their time/,
  pilot: /3 alerts are past their time/,
  planners: /One agreement waits/,
};

for (const [role, shape] of Object.entries(SHAPES)) {
  test(`${role}: the first thing is what the role does, and closed parts are not there`, async ({ page }) => {
    if (!isRole(role)) throw new Error(role);
    await answer(page, role);
    await page.goto('/');
    await settled(page);
    await expect(page.locator('.lines > li').first()).toContainText(FIRST[role]);
    const parts = { alerts: 'Alerts opened and decided', sources: 'Sources', health: 'Health' } as const;
    for (const [part, title] of Object.entries(parts)) {
      const open = part in shape && Object.entries(shape).some(([name, value]) => name === part && value !== null);
      await expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toHaveCount(open ? 1 : 0);
    }
  });
}

function isRole(role: string): role is Role {
  return role in SHAPES;
}

test('each number of alerts leads into the queue with its filter', async ({ page }) => {
  await answer(page, 'analysts');
  await page.goto('/');
  const address = (name: string | RegExp) => page.getByRole('link', { name }).first().getAttribute('href');
  expect(await address(/past their time/)).toBe('/alerts?overdue=true');
  expect(await address(/yours to review/)).toBe('/alerts?assignee=me');
  expect(await address(/no assignee/)).toBe('/alerts?assignee=none');
  expect(await address('2 high')).toBe('/alerts?overdue=true&severity=high');
  expect(await address('19 high')).toBe('/alerts?severity=high');
  await page.getByRole('button', { name: 'Open alerts by severity and age: Show as table' }).click();
  expect(await address('9 with severity high, 1 to 3 d')).toBe('/alerts?severity=high');
});

test('a chart is drawn, follows the theme, and says the same as its table', async ({ page }) => {
  await answer(page, 'analysts');
  await page.goto('/');
  const chart = page.getByRole('img', { name: 'Alerts opened and decided' }).locator('canvas');
  await expect(chart).toBeVisible();
  const light = await chart.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  await expect.poll(() => chart.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).not.toBe(light);
  await chart.hover();
  await page.getByRole('button', { name: 'Alerts opened and decided: Show as table' }).click();
  await expect(page.getByRole('row', { name: '5 Nov 6 4', exact: true })).toBeVisible();
});

test('menus and the palette are loaded when somebody asks, and the focus comes back', async ({ page }) => {
  await answer(page, 'pilot');
  await page.goto('/');
  await settled(page);
  const look = page.getByRole('button', { name: 'Theme, density and language' });
  await look.click();
  await expect(page.getByRole('menuitemradio', { name: 'Dark', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(look).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
});

test('a silent source says for how long, and text of records is text', async ({ page }) => {
  const source = {
    source: '<img src=x onerror=alert(1)>',
    last_record: null,
    accepted: 0,
    rejected: 0,
    silent_hours: 30,
  };
  await answer(page, 'planners', { ...SHAPES.planners, sources: [...(OVERVIEW.sources ?? []), source] });
  await page.goto('/');
  await expect(page.getByText('Silent for 10 days')).toBeVisible();
  await expect(page.getByText('Silent for 30 hours')).toBeVisible();
  await expect(page.getByText(source.source).first()).toBeVisible();
});

test('each region says in words that it is empty, closed, sealed or has failed', async ({ page }) => {
  const zero = { high: 0, medium: 0, low: 0 };
  const alerts = { open: zero, overdue: zero, mine: 0, unassigned: 0, ages: [], days: [], planned_a_week: null };
  const empty = { ...OVERVIEW, alerts, sources: [], health: [], notices: [], cases: null, requests: null };
  await answer(page, 'pilot', { ...empty, proposals: null, agreements: null });
  await page.goto('/');
  for (const text of [
    'Nothing waits for you',
    'No alert is open',
    'No alert was opened or decided',
    'There is no source',
    'Nothing was checked yet',
    'There is no notice',
  ]) {
    await expect(page.getByRole('heading', { name: text })).toBeVisible();
  }
  const states = [
    [403, 'forbidden', 'Not open to your roles'],
    [503, 'sealed', 'Ombud is sealed'],
    [500, 'internal', 'This could not be done'],
  ] as const;
  for (const [status, kind, text] of states) {
    const body = {
      type: `urn:ombud:problem:${kind}`,
      title: kind,
      status,
      detail: '',
      instance: 'urn:ombud:request:r-1',
    };
    await page.route('**/api/v1/overview', (route) => route.fulfill({ status, json: body }));
    await page.goto('/');
    await expect(page.getByRole('heading', { name: text })).toBeVisible({ timeout: 10_000 });
  }
});

for (const theme of THEMES) {
  for (const role of ['analysts', 'administrators', 'pilot'] as const) {
    test(`the overview of ${role} is accessible and fits, ${theme}`, async ({ page }) => {
      await chooseTheme(page, theme);
      await answer(page, role);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto('/');
        await settled(page);
        if (SHAPES[role].alerts !== null) await expect(page.locator('canvas')).toHaveCount(2);
        await expectNoAxeViolation(page);
        await page.screenshot({ path: `${artefacts()}/overview-${role}-${theme}-${width}.png`, fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
    });
  }
}

test('the overview is German for a German reader, and fits', async ({ page }) => {
  await chooseTheme(page, 'light', 'de');
  await answer(page, 'pilot');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/');
    await expect(page.getByText('243.655 angenommen, 0 abgewiesen')).toBeVisible();
    await expect(page.locator('canvas')).toHaveCount(2);
    await page.screenshot({ path: `${artefacts()}/overview-german-${width}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
