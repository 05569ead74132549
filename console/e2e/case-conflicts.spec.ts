import { addContributor, addTask, aTip, closeCase, outOfScope, part } from './cases.ts';
import { asSomebody } from './requests.ts';
import { expect, expectNoAxeViolation, signInAs, test } from './test.ts';

const TASK = 'Ask for the hand-over list';
const NOTE = 'The list came, and is complete.';

test('of two who work on a case at once the second sees what changed and loses nothing', async ({ page, browser }) => {
  test.setTimeout(300_000);
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const [, person = ''] = await outOfScope(page, 2);
  const path = await aTip(page, person, 'A manager wrote: lists are missing.');
  await page.goto(path);
  await addTask(page, TASK, '2099-12-30');
  const oz = await asSomebody(browser, 'overseers');
  await oz.page.goto(path);
  await addContributor(oz.page, 'Ana Analyst');
  const ana = await asSomebody(browser, 'analysts');
  await ana.page.goto(path);

  // A task that was done while its change was typed.
  await page.getByRole('button', { name: `Change the task “${TASK}”` }).click();
  const dialog = page.getByRole('dialog', { name: `Change the task “${TASK}”` });
  await dialog.getByLabel('What is to be done').fill('Ask for both lists');
  await ana.page.getByRole('button', { name: `The task “${TASK}” is done` }).click();
  await expect(part(ana.page, 'Tasks').getByText('1 of 1 done')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('row', { name: 'Status open done no change' })).toBeVisible();
  await expect(
    dialog.getByRole('row', { name: `What is to be done ${TASK} ${TASK} Ask for both lists` }),
  ).toBeVisible();
  await expectNoAxeViolation(page);
  await dialog.getByRole('button', { name: 'Save mine anyway' }).click();
  await expect(page.locator('[role="dialog"]')).toHaveCount(0);
  const row = part(page, 'Tasks').getByRole('listitem');
  await expect(row).toContainText('Ask for both lists');
  await expect(row).toContainText('done by Ana Analyst');
  await expect(row).toContainText('due Wed, 30 Dec 2099');

  // An act on a task that is not any more as it is shown.
  await ana.page.getByRole('button', { name: `Reopen the task “${TASK}”` }).click();
  await expect(part(ana.page, 'Tasks').getByRole('alert')).toContainText('Somebody else changed the task');
  await expect(part(ana.page, 'Tasks').getByRole('listitem')).toContainText('Ask for both lists');
  await expect(part(ana.page, 'Tasks').getByText('1 of 1 done')).toBeVisible();

  // A note that was typed while the case was closed, and an outcome that comes second.
  await part(ana.page, 'Notes').getByLabel('New note').fill(NOTE);
  await page.getByRole('button', { name: 'Close the case' }).click();
  await oz.page.getByRole('button', { name: 'Close the case' }).click();
  await closeCase(oz.page, 'Benign', 'The lists were found.');
  await expect(oz.page.getByText('closed: Benign', { exact: true })).toBeVisible();
  await part(ana.page, 'Notes').getByRole('button', { name: 'Add note' }).click();
  await expect(ana.page.getByText('The case was closed while you were writing.')).toBeVisible();
  await expect(part(ana.page, 'Notes').getByLabel('New note')).toHaveValue(NOTE);
  await closeCase(page, 'Confirmed violation', 'Lists are missing.');
  const late = page.getByRole('dialog', { name: 'Close the case' });
  await expect(late.getByRole('alert')).toContainText('with the outcome “Benign”');
  await expect(late.getByLabel('Why')).toHaveValue('Lists are missing.');
  await oz.close();
  await ana.close();
});
