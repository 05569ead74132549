import { expect, expectNoAxeViolation, settled, signInAs, test } from './test.ts';

test.describe.configure({ mode: 'serial' });

test('a view is saved, opened, renamed, shared and deleted by keyboard', async ({ signedIn: page, browser }) => {
  const name = `Late ${Date.now()}`;
  await page.goto('/alerts?severity=high&status=all');
  await settled(page);
  await page.getByRole('button', { name: 'Views' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Save as …' }).focus();
  await page.keyboard.press('Enter');
  const save = page.getByRole('dialog', { name: 'Save this view' });
  await expect(save.getByLabel('Name')).toBeFocused();
  await page.keyboard.type(name);
  await expect(save.getByText('Only you see it.')).toBeVisible();
  await expectNoAxeViolation(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`View: ${name}`, { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/view=view-/);

  // What is changed says so, and is saved under the same name.
  await page.getByRole('button', { name: /Remove filter: Severity/ }).click();
  await expect(page.getByText(`View: ${name}, changed`)).toBeVisible();
  await page.keyboard.press('v');
  await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
  await expect(page.getByText(`View: ${name}`, { exact: true })).toBeVisible();

  await page.keyboard.press('v');
  await page.getByRole('menuitem', { name: 'Rename …' }).click();
  const rename = page.getByRole('dialog', { name: 'Rename the view' });
  await rename.getByLabel('Name').fill(`${name} all`);
  await rename.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`View: ${name} all`, { exact: true })).toBeVisible();
  await page.keyboard.press('v');
  await page.getByRole('menuitem', { name: 'Share with all who may list alerts' }).click();
  await page.keyboard.press('v');
  await expect(page.getByRole('menuitem', { name: 'Stop sharing' })).toBeVisible();
  await page.keyboard.press('Escape');

  // Others see it, and cannot change it.
  const others = await browser.newContext();
  await signInAs(others, 'investigators');
  const theirs = await others.newPage();
  await theirs.goto('/alerts');
  await settled(theirs);
  await theirs.getByRole('button', { name: 'Views' }).click();
  await theirs.getByRole('menuitem', { name: `${name} all` }).click();
  await expect(theirs).toHaveURL(/status=all/);
  await theirs.getByRole('button', { name: 'Views' }).click();
  await expect(theirs.getByRole('menuitem', { name: 'Save as …' })).toBeVisible();
  await expect(theirs.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
  await others.close();

  // The palette knows it from any page.
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(`${name} all`);
  await expect(page.getByRole('option', { name: `View: ${name} all` })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\?.*view=view-/);
  await settled(page);
  // The heading of the page before may still be there: the key works when the view is open.
  await expect(page.getByText(`View: ${name} all`, { exact: true })).toBeVisible();

  await page.keyboard.press('v');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const remove = page.getByRole('dialog', { name: `Delete the view ${name} all` });
  await expect(remove.getByText('It is gone for all with whom it is shared.')).toBeVisible();
  await remove.getByRole('button', { name: 'Delete' }).click();
  await expect(page).not.toHaveURL(/view=/);
  await expect(page.getByText(`View: ${name} all`, { exact: true })).toHaveCount(0);
});

test('an administrator orders the rules that assign alerts, and an analyst has no such place', async ({ browser }) => {
  const admin = await browser.newContext();
  await signInAs(admin, 'administrators');
  const page = await admin.newPage();
  const name = `Rule ${Date.now()}`;
  await page.goto('/');
  await settled(page);
  await page.getByRole('link', { name: 'Assignment rules' }).click();
  await settled(page);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('At least').selectOption('high');
  await page.getByLabel('Given to').selectOption({ index: 1 });
  await expect(page.getByText('It applies to alerts opened from now on.')).toBeVisible();
  await page.getByRole('button', { name: 'Add to the end' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('high');
  await expectNoAxeViolation(page);
  await row.getByRole('button', { name: `Remove the rule ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  await admin.close();

  const analyst = await browser.newContext();
  await signInAs(analyst, 'analysts');
  const theirs = await analyst.newPage();
  await theirs.goto('/');
  await settled(theirs);
  await expect(theirs.getByRole('link', { name: 'Assignment rules' })).toHaveCount(0);
  await analyst.close();
});
