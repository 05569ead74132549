import { createHmac } from 'node:crypto';
import { expect, login, password, settled, test } from './test.ts';

test('a passkey is added, signs in, is renamed and removed', async ({ signedIn: page }) => {
  const ways: unknown = await (await page.request.get('/api/v1/sign-in/ways')).json();
  expect(JSON.stringify(ways)).toContain('"passkeys":true');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/account');
  await page.getByLabel('Name of the device').fill('test key');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();

  await page.request.delete('/api/v1/sessions');
  await page.context().clearCookies();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('button', { name: 'Rename passkey test key' }).click();
  await page.getByLabel('Name of the device').first().fill('other key');
  await page.getByRole('button', { name: 'Save name' }).click();
  await page.getByRole('button', { name: 'Remove passkey other key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('You have no passkey')).toBeVisible();
});

test('an act that needs a fresh proof asks for it and goes on', async ({ signedIn: page }) => {
  let refused = false;
  await page.route('**/api/v1/tokens', async (route) => {
    if (route.request().method() !== 'POST' || refused) return route.fallback();
    refused = true;
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'urn:ombud:problem:fresh-sign-in-needed',
        title: '',
        status: 403,
        detail: '',
        instance: '',
      }),
    });
  });
  const name = `test ${Date.now()}`;
  await page.goto('/account');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('checkbox', { name: 'list-alerts' }).check();
  await page.getByRole('button', { name: 'Issue token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm who you are' });
  await dialog.getByLabel('Password').fill(password());
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('This is shown only now.')).toBeVisible();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: `Revoke token ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('The token is revoked.')).toBeVisible();
});

test('one-time codes are set up, asked for and turned off', async ({ signedIn: page }) => {
  await page.goto('/account');
  await settled(page);
  await page.getByRole('button', { name: 'Set up one-time codes' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await page.locator('p.secret').textContent()) ?? '';
  await page.getByLabel('The code that the app shows now').fill(code(secret, 0));
  await page.getByRole('button', { name: 'Turn codes on' }).click();
  await expect(page.getByText('This is shown only now.')).toBeVisible();
  await expect(page.locator('.secret.two > span')).toHaveCount(10);

  await page.context().clearCookies();
  await page.goto('/sign-in?return_to=/account');
  await page.getByLabel('Login name').fill(login());
  await page.getByLabel('Password').fill(password());
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('One-time code or recovery code')).toBeFocused();
  // The code of before is spent; the one of the next half minute is good already.
  await page.keyboard.type(code(secret, 1));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Turn one-time codes off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn codes off' }).click();
  await expect(page.getByRole('button', { name: 'Set up one-time codes' })).toBeVisible();
});

test('other sessions can be ended', async ({ signedIn: page }) => {
  await page.goto('/account');
  const card = page.getByRole('region', { name: 'Sessions' });
  await expect(card.getByText('this one')).toBeVisible();
  await card.getByRole('button', { name: 'End all other sessions' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByText('All other sessions are over.')).toBeVisible();
  await expect(card.getByRole('listitem')).toHaveCount(1);
});

/** The code of an authenticator app (RFC 6238), so many half minutes from now. */
function code(secret: string, ahead: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
