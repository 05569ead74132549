import { waiting } from './alerts.ts';
import { chooseTheme, expect, expectItFits, settled, signInAs, test, THEMES, WIDTHS } from './test.ts';

test('from everybody in scope to one person, to a day, and to what was done on it', async ({ signedIn: page }) => {
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/persons$/);
  await settled(page);
  const [alert] = await waiting(page);
  if (alert === undefined) throw new Error('there is no alert');
  await page.getByRole('link', { name: alert.person }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`What ${alert.person} did`);
  const activity = page.getByRole('region', { name: 'Activity', exact: true });
  const bubble = activity.getByRole('button', { name: /, score \d+\./ }).first();
  await bubble.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/day=\d{4}-\d{2}-\d{2}/);
  await expect(bubble).toHaveAttribute('aria-pressed', 'true');
  const list = page.getByRole('region', { name: 'Activities', exact: true });
  await expect(list.getByRole('row').nth(1)).toBeVisible();
  await list.getByRole('link', { name: 'All days' }).click();
  await expect(page).not.toHaveURL(/day=/);

  await activity.getByRole('button', { name: 'Show as table' }).click();
  await expect(activity.getByRole('columnheader', { name: 'Usual a day' })).toBeVisible();
  await activity.getByRole('combobox', { name: 'Range' }).selectOption('3');
  await expect(page).toHaveURL(/months=3/);
  await page.reload();
  await settled(page);
  await expect(activity.getByRole('columnheader', { name: 'Peers a day' })).toBeVisible();
  await page.getByRole('region', { name: 'Alerts' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/alerts\/alert-/);
  await page.getByRole('link', { name: alert.person }).first().click();
  await expect(page).toHaveURL(new RegExp(`/persons/${alert.person}`));
});

test('a role that may see nobody has no such place, and is told nothing of a person', async ({ page, browser }) => {
  await signInAs(page.context(), 'analysts');
  await page.goto('/');
  const [alert] = await waiting(page);
  if (alert === undefined) throw new Error('there is no alert');
  const other = await browser.newContext();
  await signInAs(other, 'auditors');
  const auditor = await other.newPage();
  await auditor.goto('/');
  await settled(auditor);
  await expect(auditor.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'People' })).toHaveCount(
    0,
  );
  await auditor.goto(`/persons/${alert.person}`);
  await expect(auditor.getByText('Analysts see persons of their units')).toBeVisible();
  await other.close();
});

const PAGES = {
  people: () => '/persons',
  person: (person: string) => `/persons/${person}?months=3`,
  'person-table': (person: string) => `/persons/${person}?view=table`,
};

for (const theme of THEMES) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name} is accessible, ${theme}`, async ({ signedIn: page }) => {
      await chooseTheme(page, theme);
      await page.goto('/');
      const [alert] = await waiting(page);
      if (alert === undefined) throw new Error('there is no alert');
      for (const width of WIDTHS) {
        await expectItFits(page, path(alert.person), `${name}-${theme}`, width);
      }
    });
  }
}
