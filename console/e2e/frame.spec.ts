import { expect, login, password, settled, test } from './test.ts';

test('somebody who is signed out comes back to the same place after sign-in', async ({ page }) => {
  await page.goto('/alerts');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Login name').fill(login());
  await page.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('is wrong');
  await page.getByLabel('Password').fill(password());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(page).toHaveURL(/\/alerts$/);
});

test('a session that ends meanwhile leads to sign-in and back', async ({ signedIn: page }) => {
  await page.goto('/');
  await settled(page);
  await page.context().clearCookies();
  await page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page).toHaveURL(/return_to=%2Falerts/);
});

test('sign-in goes to no other origin', async ({ page }) => {
  await page.goto('/sign-in?return_to=//example.org/');
  await page.getByLabel('Login name').fill(login());
  await page.getByLabel('Password').fill(password());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('keys move between places, the heading gets the focus, the title follows', async ({ signedIn: page }) => {
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeFocused();
  await expect(page).toHaveTitle('Alerts · Ombud');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('overview');
  await expect(page.getByRole('option').first()).toHaveText(/Overview/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeFocused();
});

test('single keys do nothing in a field, and nothing at all when they are off', async ({ signedIn: page }) => {
  await page.goto('/account');
  await settled(page);
  await page.getByLabel('New password').press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Single keys act' }).click();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the skip link is the first stop and leads to the content', async ({ signedIn: page }) => {
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the rail is a drawer in a narrow window', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/');
  await settled(page);
  await expect(page.getByRole('navigation')).toBeHidden();
  await page.getByRole('button', { name: 'Open places' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
});

test('what is closed or failed says so in words', async ({ signedIn: page }) => {
  const problem = (status: number, kind: string, detail: string) => ({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: `urn:ombud:problem:${kind}`,
      title: kind,
      status,
      detail,
      instance: 'urn:ombud:request:r-1',
    }),
  });
  await page.route('**/api/v1/alerts?*', (route) => route.fulfill(problem(403, 'forbidden', '')));
  await page.goto('/alerts');
  await expect(page.getByRole('heading', { name: 'Not open to your roles' })).toBeVisible();
  await expect(page.getByText('Analysts, investigators')).toBeVisible();
  await page.route('**/api/v1/alerts?*', (route) => route.fulfill(problem(503, 'unavailable', 'the disk is full')));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The disk is full.', { timeout: 10_000 });
  await expect(page.getByText('r-1')).toBeVisible();
  await page.unroute('**/api/v1/alerts?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('sign-out ends the session', async ({ signedIn: page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});
