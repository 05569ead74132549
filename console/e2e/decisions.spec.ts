import type { Page } from '@playwright/test';
import { acts, alertNow, anAlert, covered, dismiss, openAlert, previewed, waiting, type Known } from './alerts.ts';
import { openCases } from './cases.ts';
import { expect, login, settled, signInAs, test } from './test.ts';

const UNDONE = 'Undone. The alert needs review again.';
/** As many as an analyst has in a morning. */
const MORNING = 40;

test('alerts are decided one after the other and all taken back, by keyboard only', async ({ signedIn: page }) => {
  test.setTimeout(360_000);
  const before = (await waiting(page)).slice(0, MORNING);
  expect(before).toHaveLength(MORNING);
  await page.goto('/alerts');
  await settled(page);
  await page.keyboard.press('j');
  for (const { id } of before) {
    await previewed(page, id);
    await page.keyboard.press('d');
    await expect(page.getByRole('dialog', { name: 'Dismiss one alert' }).getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(async () => (await waiting(page)).some((alert) => alert.id === id)).toBe(false);
  }
  for (const { id } of before.toReversed()) {
    await page.keyboard.press('z');
    await expect.poll(async () => (await waiting(page)).some((alert) => alert.id === id)).toBe(true);
  }
  await expect(page.getByText(/^Undone\. /).first()).toBeVisible();
  expect((await waiting(page)).map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
});

/** Selects the first two rows of the queue by keyboard. */
async function selectTwo(page: Page): Promise<readonly [Known, Known]> {
  const [first, second] = await waiting(page);
  if (first === undefined || second === undefined) throw new Error('the queue has too few alerts');
  await page.goto('/alerts');
  await settled(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+x');
  await expect(page.getByText('2 selected')).toBeVisible();
  return [first, second];
}

test('several alerts are dismissed at once, and all of them taken back', async ({ signedIn: page }) => {
  const [first, second] = await selectTwo(page);
  await page.keyboard.press('d');
  await expect(page.getByText('Closes 2 alerts.')).toBeVisible();
  await dismiss(page, 'Expected for this person', 'both are the yearly move');
  const count = covered(first, second);
  await expect(page.getByText(`Dismissed ${count} alerts.`)).toBeVisible();
  expect((await alertNow(page, second.id)).status).toBe('dismissed');
  await page.keyboard.press('z');
  await expect(page.getByText(`Undone. ${count} alerts need review again.`)).toBeVisible();
  expect((await alertNow(page, first.id)).status).toBe('needs-review');
  expect((await alertNow(page, second.id)).status).toBe('needs-review');
});

test('several alerts are confirmed at once into one case, and all of them taken back', async ({ signedIn: page }) => {
  const before = await openCases(page);
  const [first, second] = await selectTwo(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Confirm 2 alerts' });
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const count = covered(first, second);
  await expect(page.getByText(`Confirmed ${count} alerts.`)).toBeVisible();
  for (const { id } of [first, second]) expect((await alertNow(page, id)).status).toBe('confirmed');
  const cases = await openCases(page);
  expect(cases).toHaveLength(before.length + 1);
  const opened = cases.find(({ id }) => before.every((known) => known.id !== id));
  expect(new Set(opened?.persons)).toEqual(new Set([first.person, second.person]));
  await page.keyboard.press('z');
  await expect(page.getByText(`Undone. ${count} alerts need review again.`)).toBeVisible();
  for (const { id } of [first, second]) expect((await alertNow(page, id)).status).toBe('needs-review');
  expect(await openCases(page)).toEqual(before);
});

test('several alerts are assigned at once and given back', async ({ page }) => {
  // The demonstration has given nothing to investigators.
  await signInAs(page.context(), 'investigators');
  const [first, second] = await waiting(page, '&assignee=none');
  if (first === undefined || second === undefined) throw new Error('the queue has too few alerts');
  const count = covered(first, second);
  await page.goto('/alerts?assignee=none');
  await settled(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  await expect(page.getByText(`Assigned ${count} alerts.`)).toBeVisible();
  await page.goto('/alerts?assignee=me');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  await expect(page.getByText(`${count} alerts are assigned to nobody.`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No alert meets these filters' })).toBeVisible();
});

test('an alert is assigned, noted and given back; the history says who did what', async ({ signedIn: page }) => {
  const { id } = await anAlert(page);
  await openAlert(page, id);
  await page.keyboard.press('a');
  await expect(acts(page).getByRole('button', { name: 'Unassign' })).toBeVisible();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('Assigned to you by you').first()).toBeVisible();
  const note = `asked the unit, ${Date.now()}`;
  await history.getByLabel('Note').fill(note);
  await history.getByRole('button', { name: 'Add note' }).click();
  await expect(history.getByText(note)).toBeVisible();
  await expect(history.getByLabel('Note')).toHaveValue('');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('a');
  await expect(history.getByText('Assigned to nobody by you').first()).toBeVisible();
  await expect(history.getByText('Alert opened')).toBeVisible();
});

test('an alert is confirmed into a new case, another into the same case, and both are taken back', async ({
  signedIn: page,
}) => {
  const first = await anAlert(page);
  const second = (await waiting(page)).find(({ person, joined }) => person !== first.person && joined === 0);
  if (second === undefined) throw new Error('the queue has alerts of one person only');
  await openAlert(page, first.id);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Confirm one alert' });
  await dialog.getByLabel('Note').fill('with the case');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Confirmed one alert.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' }).getByText('Confirmed by you').first()).toBeVisible();
  await expect(acts(page)).toHaveCount(0);

  await openAlert(page, second.id);
  await page.keyboard.press('c');
  const option = dialog.getByRole('option', { name: first.person });
  await dialog.getByLabel('Case').selectOption(await option.getAttribute('value'));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Confirmed one alert.')).toBeVisible();
  await expect(page.locator('[role="dialog"]')).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(page.getByText(UNDONE)).toBeVisible();

  // The reload took the first toast away: the page of the alert still offers its undo.
  await page.goto(`/alerts/${first.id}`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(acts(page)).toBeVisible();
});

test('of two who decide on the same alert the second sees what changed and loses nothing', async ({
  signedIn: page,
  browser,
}) => {
  const { id } = await anAlert(page);
  // A page that is told of a change renews by itself: these two are not told.
  const others = await browser.newContext();
  for (const context of [page.context(), others]) await context.route('**/alerts/events', (route) => route.abort());
  await signInAs(others, 'investigators');
  const other = await others.newPage();
  await openAlert(page, id);
  await openAlert(other, id);

  await page.keyboard.press('a');
  await expect(acts(page).getByRole('button', { name: 'Unassign' })).toBeVisible();
  await other.keyboard.press('d');
  await dismiss(other, 'Authorised by somebody', 'the unit agreed');
  const conflict = other.getByRole('alertdialog', { name: 'This alert changed while you were reading' });
  await expect(conflict.getByRole('row', { name: /^Assigned to nobody to .+ no change$/ })).toBeVisible();
  await expect(conflict.getByText('the unit agreed')).toBeVisible();
  await conflict.getByRole('button', { name: 'Do it anyway' }).click();
  await expect(other.getByText('Dismissed one alert.')).toBeVisible();

  await page.keyboard.press('d');
  await dismiss(page, 'Expected for this person', 'as every quarter');
  const decided = page.getByRole('alertdialog', { name: 'This alert changed while you were reading' });
  await expect(decided.getByRole('row', { name: 'Status needs review dismissed dismissed' })).toBeVisible();
  await expect(decided.getByRole('button', { name: 'Do it anyway' })).toHaveCount(0);
  await decided.getByRole('button', { name: 'Keep what is now, add my note' }).click();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('as every quarter').first()).toBeVisible();
  await expect(history.getByText(/Dismissed by (?!you)/).first()).toBeVisible();

  await other.keyboard.press('z');
  await expect(other.getByText(UNDONE)).toBeVisible();
  await page.reload();
  await acts(page).getByRole('button', { name: 'Unassign' }).click();
  await expect(acts(page).getByRole('button', { name: 'Assign to me' })).toBeVisible();
  await others.close();
});

test('a lost connection is said, what was written stays, and trying again works', async ({ signedIn: page }) => {
  const { id } = await anAlert(page);
  await openAlert(page, id);
  await page.keyboard.press('d');
  await page.context().setOffline(true);
  await dismiss(page, 'Authorised by somebody', 'written before the connection was lost');
  const dialog = page.getByRole('dialog', { name: 'Dismiss one alert' });
  await expect(dialog.getByRole('alert')).toContainText('The server cannot be reached');
  await expect(dialog.getByLabel('Note')).toHaveValue('written before the connection was lost');
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('Dismissed one alert.')).toBeVisible();
  // Keys of the page work when the dialog is gone.
  await expect(page.locator('[role="dialog"]')).toHaveCount(0);
  await page.context().setOffline(true);
  await page.keyboard.press('z');
  await expect(page.getByText('One decision was not undone. The server cannot be reached.')).toBeVisible();
  await page.context().setOffline(false);
  await page.keyboard.press('z');
  await expect(page.getByText(UNDONE)).toBeVisible();
});

for (const who of ['auditors', 'planners']) {
  test(`${who} have no place for alerts, and an address does not open one`, async ({ page }) => {
    await signInAs(page.context(), login());
    const { id } = await anAlert(page);
    await page.context().clearCookies();
    await signInAs(page.context(), who);
    await page.goto('/');
    await settled(page);
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Alerts' })).toHaveCount(0);
    for (const path of ['/alerts', `/alerts/${id}`]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Not open to your roles' }).first()).toBeVisible();
      await expect(acts(page)).toHaveCount(0);
    }
  });
}

test('overseers may assign an alert, and are offered no decision', async ({ page }) => {
  await signInAs(page.context(), 'overseers');
  const { id } = await anAlert(page);
  await openAlert(page, id);
  await expect(acts(page).getByRole('button')).toHaveText([/Assign to me/, 'Assign to…']);
  await expect(page.getByLabel('Note')).toHaveCount(0);
});
