import type { Page } from '@playwright/test';
import { anAlert, dismiss, openAlert } from './alerts.ts';
import { expect, settled, test } from './test.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  '=HYPERLINK("http://x")',
  // Right to left override, and a space of no width.
  'ab\u202Etxt.exe\u200Bcd',
];

/** Fails where a script opens a dialog, or where text became an element. */
async function watched(page: Page): Promise<() => Promise<void>> {
  const told: string[] = [];
  page.on('dialog', (dialog) => {
    told.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // What the console of the browser is told as an error fails the test.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      console.error(`the policy forbade: ${effectiveDirective}`);
    });
  });
  return async () => {
    expect(told).toEqual([]);
    await expect(page.locator('img[src="x"], script:not([src]):not([nonce]), a[href^="javascript:"]')).toHaveCount(0);
  };
}

test('notes and the reasons of a decision are shown as text', async ({ signedIn: page }) => {
  const expectCalm = await watched(page);
  const { id } = await anAlert(page);
  await openAlert(page, id);
  const history = page.getByRole('region', { name: 'History' });
  for (const [index, text] of HOSTILE.entries()) {
    const note = `${text} ${Date.now()}-${index}`;
    await history.getByLabel('Note').fill(note);
    await history.getByRole('button', { name: 'Add note' }).click();
    await expect(history.locator('.said').filter({ hasText: note })).toHaveCount(1);
    await expectCalm();
  }
  const last = `${HOSTILE.join(' ')} ${Date.now()}`;
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('d');
  await dismiss(page, 'Authorised by somebody', last);
  await expect(history.locator('.said').filter({ hasText: last })).toHaveCount(1);
  await page.keyboard.press('z');
  await expect(page.getByText('Undone. The alert needs review again.')).toBeVisible();
  await expectCalm();
});

test('names of tokens are shown as text', async ({ signedIn: page }) => {
  const expectCalm = await watched(page);
  for (const [index, text] of HOSTILE.entries()) {
    await page.goto('/account');
    await settled(page);
    const name = `${text} ${Date.now()}-${index}`;
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('checkbox', { name: 'list-alerts' }).check();
    await page.getByRole('button', { name: 'Issue token' }).click();
    const card = page.getByRole('region', { name: 'API tokens' });
    const kept = page.getByRole('button', { name: 'I have kept it' });
    await expect(kept.or(page.getByRole('alert'))).toBeVisible();
    if (await kept.isVisible()) {
      await kept.click();
      const own = card.getByRole('listitem').filter({ hasText: name });
      await expect(own).toHaveCount(1);
      await own.getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await expect(own.getByRole('button', { name: 'Revoke' })).toHaveCount(0);
    } else {
      // The server may refuse a name; that is shown as text too.
      await expect(page.getByRole('alert')).toContainText('did not accept');
    }
    await expectCalm();
  }
});

test('what an address says is taken as text or not at all', async ({ signedIn: page }) => {
  const expectCalm = await watched(page);
  for (const text of HOSTILE) {
    const said = encodeURIComponent(text);
    await page.goto(`/alerts?policy=${said}&person=${said}`);
    await settled(page);
    await expect(page.getByRole('group', { name: 'Filters' }).getByText(text, { exact: true })).toHaveCount(2);
    await expectCalm();
    for (const name of ['status', 'severity', 'assignee', 'overdue', 'from', 'to', 'columns']) {
      await page.goto(`/alerts?${name}=${said}`);
      await settled(page);
      await expect(page.getByRole('grid')).toBeVisible();
      await expectCalm();
    }
    await page.goto(`/alerts?at=${said}`);
    await settled(page);
    await expectCalm();
    await page.goto(`/alerts/${said}?day=${said}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expectCalm();
    await page.goto(`/sign-in?return_to=${said}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expectCalm();
  }
});

test('what is typed into the palette and the sign-in is taken as text', async ({ signedIn: page }) => {
  const expectCalm = await watched(page);
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Control+k');
  for (const text of HOSTILE) {
    await page.getByRole('combobox').fill(text);
    await expect(page.getByText('Nothing has this name.')).toBeVisible();
    await expectCalm();
  }
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('Login name').fill(HOSTILE.join(' '));
  await page.getByLabel('Password').fill(HOSTILE.join(' '));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectCalm();
});
