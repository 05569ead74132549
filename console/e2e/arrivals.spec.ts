import { acts, anAlert, dismiss, openAlert, waiting } from './alerts.ts';
import { expect, settled, signInAs, test } from './test.ts';

const BROKEN = 'New alerts do not appear by themselves at the moment.';

test('what others decide on and take back waits on top of the list until it is placed', async ({
  signedIn: page,
  browser,
}) => {
  const before = await waiting(page);
  const { id } = await anAlert(page);
  await page.goto('/alerts');
  await settled(page);
  const row = page.locator(`.queue-body a[href^="/alerts/${id}"]`);
  await expect(row).toHaveCount(1);
  const others = await browser.newContext();
  await signInAs(others, 'investigators');
  const other = await others.newPage();
  await openAlert(other, id);

  await other.keyboard.press('d');
  await dismiss(other, 'Authorised by somebody', 'the unit agreed');
  await expect(page.getByText('One alert is not in this list any more.')).toBeVisible();
  await expect(row).toHaveCount(1);
  await page.keyboard.press('n');
  await expect(row).toHaveCount(0);
  await expect(page.locator('.arrival')).toHaveCount(0);

  await other.keyboard.press('z');
  await expect(page.getByRole('status').filter({ hasText: 'One new alert.' })).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Bring the list up to date' }).click();
  await expect(row).toHaveCount(1);
  await expect(page.locator('.arrival')).toHaveCount(0);
  expect((await waiting(page)).map((alert) => alert.id)).toEqual(before.map((alert) => alert.id));
  await others.close();
});

test('an alert that is on screen renews by itself', async ({ signedIn: page, browser }) => {
  const { id } = await anAlert(page);
  await openAlert(page, id);
  const others = await browser.newContext();
  await signInAs(others, 'investigators');
  const other = await others.newPage();
  await openAlert(other, id);
  await other.keyboard.press('d');
  await dismiss(other, 'Authorised by somebody', 'the unit agreed');
  await expect(acts(page)).toHaveCount(0);
  await expect(
    page
      .getByRole('region', { name: 'History' })
      .getByText(/Dismissed by (?!you)/)
      .first(),
  ).toBeVisible();
  await other.keyboard.press('z');
  await expect(acts(page)).toBeVisible();
  await others.close();
});

test('a stream that breaks is said quietly, and the list is told again when it is back', async ({ signedIn: page }) => {
  await page.route('**/alerts/events', (route) => route.abort());
  await page.goto('/alerts');
  await settled(page);
  await expect(page.getByText(BROKEN)).toBeVisible();
  await page.unroute('**/alerts/events');
  await expect(page.getByText(BROKEN)).toHaveCount(0, { timeout: 20_000 });
});

test('the help knows the key', async ({ signedIn: page }) => {
  await page.goto('/alerts');
  await settled(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Bring the list up to date')).toBeVisible();
});
