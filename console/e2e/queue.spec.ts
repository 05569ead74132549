import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { acts, allWaiting, anAlert, openAlert, previewed, waiting } from './alerts.ts';
import { expect, expectNoAxeViolation, settled, test } from './test.ts';

const OTHER = 'Ivo Investigator';

async function openQueue(page: Page, search = ''): Promise<void> {
  await page.goto(`/alerts${search}`);
  await settled(page);
  await expect(page.getByRole('grid')).toBeVisible();
}

const rows = (page: Page) => page.getByRole('grid').getByRole('rowgroup').getByRole('row');

test('the search finds alerts by pseudonym, and its chip takes it away', async ({ signedIn: page }) => {
  const [first] = await waiting(page);
  if (first === undefined) throw new Error('the queue is empty');
  await openQueue(page);
  const all = await rows(page).count();
  await page.keyboard.press('/');
  const field = page.getByRole('searchbox', { name: 'Search alerts' });
  await expect(field).toBeFocused();
  await page.keyboard.type(first.person);
  await expect(page).not.toHaveURL(/find=/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`find=${first.person}`));
  await expect(rows(page)).toHaveText([new RegExp(first.person)]);
  await expectNoAxeViolation(page);
  await page.getByRole('button', { name: `Remove filter: Found by: ${first.person}` }).click();
  await expect(page).not.toHaveURL(/find=/);
  await expect(field).toHaveValue('');
  await expect(rows(page)).toHaveCount(all);
});

test('the queue is narrowed by trigger, risk factor and assignee', async ({ signedIn: page }) => {
  await openQueue(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Filters' });
  await form.getByLabel('Trigger').selectOption('hr.last-working-day');
  await form.getByLabel('Risk factor').selectOption('sensitive');
  await form.getByLabel('Assigned').selectOption(OTHER);
  await expect(page).toHaveURL(/trigger=hr\.last-working-day/);
  await expect(page).toHaveURL(/factor=sensitive/);
  await expect(page).toHaveURL(/assignee=account-/);
  await expectNoAxeViolation(page);
  await page.keyboard.press('Escape');
  await page.reload();
  await settled(page);
  // The demonstration has given nothing to this person.
  await expect(page.getByRole('heading', { name: 'No alert meets these filters' })).toBeVisible();
  await page.getByRole('button', { name: `Remove filter: Assigned: to ${OTHER}` }).click();
  await expect(page).not.toHaveURL(/assignee=/);
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove filter: Risk factor: sensitive content' })).toBeVisible();
  await expectNoAxeViolation(page);
});

test('the queue is exported as it is filtered, under pseudonyms', async ({ signedIn: page }) => {
  const alerts = await allWaiting(page);
  await openQueue(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(head).toMatch(/^"?id"?,"?person"?,"?policy"?,/);
  expect(lines).toHaveLength(alerts.length);
  for (const { id, person } of alerts)
    expect(lines.some((line) => line.includes(id) && line.includes(person))).toBe(true);
});

test('an alert is given to somebody else by name', async ({ signedIn: page }) => {
  // One that stands alone: what is joined with it would be given away as well.
  const people = (await waiting(page)).map(({ person }) => person);
  const alert = (await waiting(page)).findLast(
    ({ person, assignee }) => assignee === null && people.filter((other) => other === person).length === 1,
  );
  if (alert === undefined) throw new Error('each alert is assigned');
  await openAlert(page, alert.id);
  await acts(page).getByRole('button', { name: 'Assign to…' }).click();
  await expect(page.getByRole('menuitem', { name: OTHER })).toBeVisible();
  await expectNoAxeViolation(page, 'menu');
  await page.getByRole('menuitem', { name: OTHER }).click();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText(`Assigned to ${OTHER} by you`).first()).toBeVisible();
  await openQueue(page, `?find=${alert.person}`);
  await expect(rows(page).first()).toContainText(`assigned to ${OTHER}`);
  await openAlert(page, alert.id);
  await acts(page).getByRole('button', { name: 'Assign to me' }).click();
  await acts(page).getByRole('button', { name: 'Unassign' }).click();
  await expect(history.getByText('Assigned to nobody by you').first()).toBeVisible();
});

test('an alert shows each day with its norms, the score without its strongest kinds, and other thresholds', async ({
  signedIn: page,
}) => {
  const { id } = await anAlert(page);
  await openAlert(page, id);
  await expect(
    page.getByRole('img', { name: /^Score when the strongest kinds .* An alert opens at \d+\.$/ }),
  ).toBeVisible();
  const days = page.getByRole('region', { name: /^Lines about/ }).first();
  for (const name of ['How many', 'Threshold met', 'Usual, this person', 'Usual, peers', 'Points']) {
    await expect(days.getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await expect(days.getByRole('row').nth(1)).toContainText(/(low|medium|high|below) ?,? ?\d/);
  await expectNoAxeViolation(page);

  const ask = page.getByRole('button', { name: 'Too sensitive here?' }).first();
  await ask.click();
  const dialog = page.getByRole('dialog', { name: / under / });
  await expect(dialog.getByText(/Thresholds low, medium, high: .* has?v?e? an alert\./)).toBeVisible();
  const options = dialog.getByRole('region', { name: 'What other thresholds would do' });
  await expect(options.getByRole('columnheader')).toHaveCount(6);
  await expect(options.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText(/^\d+$/);
  await expectNoAxeViolation(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(ask).toBeFocused();

  await ask.click();
  await dialog.getByRole('link', { name: 'Show the policy' }).click();
  await expect(page).toHaveURL(/\/policies\?policy=/);
  await expect(page.getByText(/^\d+ indicators are scored$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Too sensitive here?' }).first()).toBeVisible();
});

test('the spotlight has its reason, and joined alerts are one row and one decision', async ({ signedIn: page }) => {
  const alerts = await waiting(page);
  const at = alerts.findIndex(({ joined }) => joined > 0);
  const one = alerts[at];
  if (one === undefined) throw new Error('no alerts stand together');
  await openQueue(page, `?at=${one.id}`);
  const row = rows(page).nth(at);
  await expect(row.getByLabel('In the spotlight')).toBeVisible();
  await expect(row.getByText('+1 policy')).toBeVisible();
  await previewed(page, one.id);
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview.getByText(/In the spotlight: /)).toBeVisible();
  await expect(preview.getByText(/Rests on the same activities as alerts of: /)).toBeVisible();
  await expect(
    preview.getByText('One more alert rests on the same activities. It is decided on as well.'),
  ).toBeVisible();
  await expectNoAxeViolation(page);
});
