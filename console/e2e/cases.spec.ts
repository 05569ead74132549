import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { acts, openAlert } from './alerts.ts';
import {
  addContributor,
  addTask,
  closeCase,
  expectNoCase,
  handOver,
  outOfScope,
  part,
  readableSingle,
} from './cases.ts';
import { asSomebody } from './requests.ts';
import {
  chooseTheme,
  expect,
  expectItFits,
  expectNoAxeViolation,
  settled,
  signInAs,
  test,
  THEMES,
  WIDTHS,
} from './test.ts';

test.describe.configure({ mode: 'serial' });

const NOTE = 'The transfer was not on the list that the unit agreed.';
const TASK = 'Ask for the hand-over list';
const REASON = 'The files went to a private store, against the rule.';
const RECIPIENT = 'Legal department, for the hearing';
const PDF = Buffer.from('%PDF-1.7\nWhat the witness said.\n');
const TIP = 'A colleague called: boxes are packed at night.';

/** The case of the first test, which the tests after it look at. */
let worked = '';

test('an alert becomes a case that is worked on, closed and reopened; who is outside of it sees nothing', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const alert = await readableSingle(page);
  await openAlert(page, alert.id);
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: 'Confirm one alert' }).getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Confirmed one alert.')).toBeVisible();
  await expect(page.locator('[role="dialog"]')).toHaveCount(0);
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Case [0-9a-f]{6}$/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Case [0-9a-f]{6}$/);
  worked = new URL(page.url()).pathname;
  await expect(part(page, 'Alerts').getByRole('link', { name: alert.person })).toHaveAttribute(
    'href',
    new RegExp(`^/alerts/${alert.id}`),
  );

  const ana = await asSomebody(browser, 'analysts');
  await expectNoCase(ana.page, worked);
  await addContributor(page, 'Ana Analyst');
  const notes = part(page, 'Notes');
  await notes.getByLabel('New note').fill(NOTE);
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes.getByText(NOTE)).toBeVisible();
  await expect(notes.getByLabel('New note')).toHaveValue('');
  const files = part(page, 'Files');
  await files.getByLabel('New file').setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer: PDF });
  await files.getByRole('button', { name: 'Attach' }).click();
  await expect(files.getByText(`SHA-256 ${createHash('sha256').update(PDF).digest('hex')}`)).toBeVisible();
  // What it is not called is refused, and said beside the field.
  await files.getByLabel('New file').setInputFiles({ name: 'statement.png', mimeType: 'image/png', buffer: PDF });
  await files.getByRole('button', { name: 'Attach' }).click();
  await expect(files.getByRole('alert')).toContainText('is not what its name says');
  await addTask(page, TASK, '2020-01-02', 'Ana Analyst');
  await expect(part(page, 'Tasks').getByText('was due Thu, 2 Jan 2020')).toBeVisible();

  await ana.page.goto('/cases');
  await ana.page.locator(`a[href^="${worked}"]`).click();
  await expect(part(ana.page, 'Notes').getByText(NOTE)).toBeVisible();
  const saved = ana.page.waitForEvent('download');
  await part(ana.page, 'Files').getByRole('button', { name: 'Download statement.pdf' }).click();
  expect(await readFile(await (await saved).path())).toEqual(PDF);
  await expect(ana.page.getByRole('button', { name: /^(Close the case|Remove .*|Assign to…)$/ })).toHaveCount(0);
  await part(ana.page, 'Tasks')
    .getByRole('button', { name: `The task “${TASK}” is done` })
    .click();
  await expect(part(ana.page, 'Tasks').getByText('1 of 1 done')).toBeVisible();

  await page.getByRole('button', { name: 'Assign to…' }).click();
  await page.getByRole('menuitem', { name: 'Ana Analyst' }).click();
  await expect(page.getByText('The case is assigned anew.')).toBeVisible();
  await page.getByRole('button', { name: 'Close the case' }).click();
  await expect(page.getByRole('dialog', { name: 'Close the case' })).toBeVisible();
  await expectNoAxeViolation(page);
  await closeCase(page, 'Confirmed violation', REASON);
  await expect(page.getByText('closed: Confirmed violation', { exact: true })).toBeVisible();
  await expect(part(page, 'Outcome').getByText(REASON)).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Add note|Add a task|Assign to…)$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Reopen the case' }).click();
  await page.getByRole('dialog', { name: 'Reopen the case' }).getByRole('button', { name: 'Reopen the case' }).click();
  await expect(page.getByText('The case is open again.')).toBeVisible();
  await expect(notes.getByRole('button', { name: 'Add note' })).toBeVisible();

  const bytes = await handOver(page, RECIPIENT);
  const digest = createHash('sha256').update(bytes).digest('hex');
  // A ZIP file begins so.
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u{3}\u{4}');

  const done = part(page, 'Timeline').getByRole('listitem');
  await expect(done).toContainText([
    'Evidence handed over by you',
    'Case reopened by you',
    'Case closed: Confirmed violation by you',
    'Assigned to Ana Analyst by you',
    `Task done: ${TASK} by Ana Analyst`,
    `Task added: ${TASK} by you`,
    'File attached by you',
    'Note written by you',
    'Contributor added: Ana Analyst by you',
    'Alert confirmed into the case by you',
    'Case opened by you',
  ]);
  await expect(done.filter({ hasText: 'Case closed' })).toContainText(REASON);
  const receipt = done.filter({ hasText: 'Evidence handed over' });
  await expect(receipt).toContainText(`SHA-256 ${digest.slice(0, 12)}`);
  await expect(receipt).toContainText(RECIPIENT);

  await page.getByRole('button', { name: 'Remove Ana Analyst from the case' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The contributor is removed.')).toBeVisible();
  await expectNoCase(ana.page, worked);
  await ana.close();
});

test('a case is opened for a tip, by keyboard; what was typed stays when a pseudonym is wrong', async ({ page }) => {
  await signInAs(page.context(), 'analysts');
  await page.goto('/');
  await settled(page);
  const [person = ''] = await outOfScope(page, 1);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Cases' })).toBeFocused();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Open a case without an alert' });
  await dialog.getByLabel('Pseudonyms').fill('nobody-nowhere-000');
  await dialog.getByLabel('Why it is opened').fill(TIP);
  await expectNoAxeViolation(page);
  await dialog.getByRole('button', { name: 'Open a case' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is no such thing');
  await expect(dialog.getByLabel('Why it is opened')).toHaveValue(TIP);
  await dialog.getByLabel('Pseudonyms').fill(person);
  await dialog.getByRole('button', { name: 'Open a case' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Case [0-9a-f]{6}$/);
  await expect(part(page, 'What it is about').getByText(person)).toBeVisible();
  await expect(part(page, 'Alerts').getByText('No alert is in this case')).toBeVisible();
  await expect(part(page, 'Notes').getByText(TIP)).toBeVisible();
});

test('cases are filtered in the address, and the overview leads to them', async ({ page }) => {
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  await page.getByRole('link', { name: /^\d+ open, \d+ yours$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cases' })).toBeFocused();
  const link = page.locator(`a[href^="${worked}"]`);
  await expect(link).toBeVisible();
  await page.getByLabel('Status').selectOption({ label: 'closed' });
  await expect(page).toHaveURL(/\/cases\?state=closed$/);
  await expect(link).toHaveCount(0);
  await page.getByLabel('Assigned').selectOption({ label: 'Oz Overseer' });
  await expect(page.getByRole('heading', { name: 'No case meets these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Show cases of every status' }).click();
  await expect(link).toBeVisible();
  await page.getByLabel('Task due').selectOption({ label: 'late' });
  await expect(link).toHaveCount(0);
});

for (const theme of THEMES) {
  test(`a case and the list of cases are accessible and fit, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await chooseTheme(page, theme);
    await signInAs(page.context(), 'investigators');
    for (const width of WIDTHS) {
      for (const [name, path] of Object.entries({ 'case-list': '/cases?state=all', case: worked })) {
        await expectItFits(page, path, `${name}-${theme}`, width);
      }
    }
  });
}

test('a German investigator reads a case in German', async ({ page }) => {
  await chooseTheme(page, 'light', 'de');
  await signInAs(page.context(), 'investigators');
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto('/cases');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fälle');
  await page.locator(`a[href^="${worked}"]`).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Fall [0-9a-f]{6}$/);
  await expect(page.getByText('Warnung in den Fall bestätigt')).toBeVisible();
  await expect(page.getByText('Case opened')).toHaveCount(0);
});

test('overseers see a case, close it and change who contributes, and write nothing', async ({ page }) => {
  await signInAs(page.context(), 'overseers');
  await page.goto(worked);
  await expect(part(page, 'Notes').getByText(NOTE)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close the case' })).toBeVisible();
  await expect(part(page, 'Contributors').getByRole('button', { name: 'Add' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Add note|Add a task|Change .*)$/ })).toHaveCount(0);
  await page.goto('/cases');
  await settled(page);
  await expect(page.getByRole('button', { name: 'Open a case' })).toHaveCount(0);
});

for (const who of ['auditors', 'administrators', 'approvers']) {
  test(`${who} have no place for cases, and an address does not open one`, async ({ page }) => {
    await signInAs(page.context(), who);
    await page.goto('/');
    await settled(page);
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Cases' })).toHaveCount(0);
    for (const path of ['/cases', worked]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Not open to your roles' })).toBeVisible();
    }
    await expect(acts(page)).toHaveCount(0);
  });
}
