import { acts, allWaiting, anAlert, openAlert, previewed, waiting } from './alerts.ts';
import { artefacts, chooseTheme, expect, expectNoAxeViolation, settled, test, THEMES, WIDTHS } from './test.ts';

test('the grid is one tab stop, its rows and its preview follow the keys', async ({ signedIn: page }) => {
  const alerts = await waiting(page);
  const [first, second] = alerts;
  const last = alerts.at(-1);
  if (first === undefined || second === undefined || last === undefined)
    throw new Error('the queue has too few alerts');
  await page.goto('/alerts');
  await settled(page);
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await previewed(page, first.id);
  await page.keyboard.press('ArrowDown');
  await previewed(page, second.id);
  await page.keyboard.press('End');
  await previewed(page, last.id);
  await page.keyboard.press('Home');
  await previewed(page, first.id);
  await expect(grid).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`1 of ${alerts.length}`)).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(new RegExp(`/alerts/${second.id}`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/alerts/${first.id}`));
});

test('filters stand in the address and survive a reload', async ({ signedIn: page }) => {
  await page.goto('/alerts');
  await settled(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Filters' });
  await form.getByLabel('Severity').selectOption('high');
  await form.getByLabel('Assigned').selectOption('none');
  await form.getByLabel('Last activity from').fill('2020-01-01');
  await expect(page).toHaveURL(/severity=high/);
  await expect(page).toHaveURL(/assignee=none/);
  await expect(page).toHaveURL(/from=2020-01-01/);
  await page.keyboard.press('Escape');
  await page.reload();
  await settled(page);
  const filters = page.getByRole('group', { name: 'Filters' });
  await expect(filters.getByText('to nobody')).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await form.getByLabel('Last activity until').fill('2020-01-02');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'No alert meets these filters' })).toBeVisible();
  await filters.getByRole('button', { name: /Last activity until/ }).click();
  await filters.getByRole('button', { name: /Last activity from/ }).click();
  await expect(page).not.toHaveURL(/from=|to=/);
  await expect(page.getByRole('grid')).toBeVisible();
});

test('an alert that is late says so, and the filter finds it', async ({ signedIn: page }) => {
  await page.route('**/api/v1/alerts?*', async (route) => {
    const answer = await route.fetch();
    const list = (await answer.text()).replaceAll(/"due":"[^"]*"/g, '"due":"2020-03-02T10:00:00Z"');
    await route.fulfill({ response: answer, body: list });
  });
  const asked = page.waitForRequest((request) => request.url().includes('overdue=true'));
  await page.goto('/alerts?overdue=true');
  await asked;
  await expect(page.getByRole('button', { name: 'Remove filter: Due: late' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter: Due: late' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('late since Mon 2 Mar');
});

test('the page of an alert links to the other alerts about its person', async ({ signedIn: page }) => {
  const alerts = await allWaiting(page);
  const one = alerts.find(({ id, person }) => alerts.some((other) => other.person === person && other.id !== id));
  if (one === undefined) throw new Error('nobody has two alerts');
  await openAlert(page, one.id);
  const others = page.getByRole('region', { name: 'Other alerts about this person' });
  await others.getByRole('link').first().click();
  await expect(page).not.toHaveURL(new RegExp(one.id));
  await expect(page.getByText(one.person).first()).toBeVisible();
});

for (const theme of THEMES) {
  test(`queue, preview and page of an alert are accessible, ${theme}`, async ({ signedIn: page }) => {
    test.setTimeout(180_000);
    const { id } = await anAlert(page);
    await chooseTheme(page, theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`/alerts?at=${id}`);
      await settled(page);
      if (width > 1040) await previewed(page, id);
      await page.keyboard.press('x');
      await expect(page.getByText('one selected')).toBeVisible();
      await expectNoAxeViolation(page);
      await page.screenshot({ path: `${artefacts()}/queue-selected-${theme}-${width}.png` });
      await page.keyboard.press('Escape');
      await expect(page.getByText('one selected')).toHaveCount(0);
      await page.screenshot({ path: `${artefacts()}/queue-${theme}-${width}.png` });
      if (width > 1040) await expectNoAxeViolation(page);
      await openAlert(page, id);
      await settled(page);
      await expectNoAxeViolation(page);
      await page.screenshot({ path: `${artefacts()}/alert-${theme}-${width}.png`, fullPage: true });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `at ${width} nothing is wider than the window`).toBeLessThanOrEqual(0);
    }
  });

  test(`the dialogs of decisions are accessible, ${theme}`, async ({ signedIn: page }) => {
    const { id } = await anAlert(page);
    await chooseTheme(page, theme);
    await openAlert(page, id);
    for (const [key, name] of [
      ['d', 'Dismiss one alert'],
      ['c', 'Confirm one alert'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await expectNoAxeViolation(page);
      await page.screenshot({ path: `${artefacts()}/decision-${key}-${theme}-1280.png` });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await expect(acts(page)).toBeVisible();
    await page.goto('/alerts');
    await settled(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
    await expectNoAxeViolation(page);
    await page.screenshot({ path: `${artefacts()}/filters-${theme}-1280.png` });
  });
}
