import { acts } from './alerts.ts';
import { aCase, ask, asSomebody, field, openRequest, REASON } from './requests.ts';
import {
  artefacts,
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

test('a name is asked for by one, approved by another, shown, and revoked while it is shown', async ({
  page,
  browser,
}) => {
  await signInAs(page.context(), 'investigators');
  await page.goto('/');
  const { alert, person } = await aCase(page);
  await page.goto(`/alerts/${alert}`);
  await page.getByRole('button', { name: 'Ask for the name' }).click();
  await expect(page.getByRole('dialog', { name: 'Ask for the name' })).toBeVisible();
  await expectNoAxeViolation(page);
  await page.keyboard.press('Escape');
  await ask(page, alert);
  const approver = await asSomebody(browser, 'approvers');

  await openRequest(approver.page, person, 'Waiting for you');
  const request = approver.page.getByRole('region', { name: 'Ivo Investigator asks to see a name' });
  await expect(request.getByText('Ivo Investigator, and nobody else')).toBeVisible();
  await expect(request.getByText('1 hour, from the last approval on')).toBeVisible();
  await expect(request.getByText('No agreement is in force.')).toBeVisible();
  await expect(request.getByText('Nothing that you may know of.')).toBeVisible();
  await expectNoAxeViolation(approver.page);
  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(approver.page.getByText('Approved. The one who asked may see the name.')).toBeVisible();
  await expect(request.getByRole('button', { name: 'Show the name' })).toHaveCount(0);

  await page.goto(`/alerts/${alert}`);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/reveal')),
    page.getByRole('button', { name: 'Show the name' }).click(),
  ]);
  const name = String(field(await answer.json(), 'name'));
  const chip = page.locator('.person.released').first();
  await expect(chip).toContainText(name);
  await expect(chip).toContainText(/Interview · \d+ min \d+ s left/);
  await expect(page.getByText('One name shown')).toBeVisible();
  await expectNoAxeViolation(page);
  await page.screenshot({ path: `${artefacts()}/name-shown-light-1280.png` });

  // It is on the screen, and in nothing that is kept or copied.
  await page.keyboard.press('Control+a');
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.title,
      getSelection()?.toString(),
      Object.entries(localStorage),
      Object.entries(sessionStorage),
    ]),
  );
  expect(kept).not.toContain(name);
  await page.keyboard.press('Escape');

  // It goes along to other pages of the console.
  await page.getByRole('link', { name: 'Open the request' }).click();
  await settled(page);
  await expect(page.locator('.person.released')).toContainText(name);
  expect(page.url()).not.toContain(encodeURIComponent(name));

  await approver.page.getByRole('button', { name: 'Revoke' }).click();
  const why = approver.page.getByRole('dialog', { name: 'Why do you end this release?' });
  await expectNoAxeViolation(approver.page);
  await why.getByLabel('It is no longer needed').check();
  await why.getByRole('button', { name: 'Revoke' }).click();
  await expect(approver.page.getByText('The release is revoked.')).toBeVisible();

  await expect(page.locator('.person.released')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText('The name is no longer shown: the release was ended.')).toBeVisible();
  await expect(page.getByText('Names hidden')).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);

  // A request that comes after says what was asked before.
  await ask(page, alert, 'Exoneration');
  await openRequest(approver.page, person, 'Waiting for you');
  await expect(request.getByRole('link', { name: /^Interview,/ })).toBeVisible();
  await request.getByRole('button', { name: 'Deny' }).click();
  const deny = approver.page.getByRole('dialog', { name: 'Why do you deny this request?' });
  await expect(deny.getByRole('button', { name: 'Deny' })).toBeDisabled();
  await deny.getByLabel('It is not necessary').check();
  await deny.getByRole('button', { name: 'Deny' }).click();
  await expect(approver.page.getByText('The request is denied.')).toBeVisible();
  await approver.close();

  await openRequest(page, person, 'Over');
  await expect(page.getByText('It is not necessary')).toBeVisible();
  await expect(page.getByRole('group', { name: 'What you can do' })).toHaveCount(0);
});

test('whoever asked takes the request back, by keyboard, and may ask again', async ({ page }) => {
  await signInAs(page.context(), 'analysts');
  await page.goto('/');
  const { alert, person } = await aCase(page);
  await ask(page, alert);
  await expect(page.getByRole('button', { name: 'Ask for the name' })).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect(page.getByRole('heading', { level: 1, name: 'Requests' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Waiting for others' })).toBeVisible();
  await page.keyboard.press('j');
  const request = page.getByRole('region', { name: 'You ask to see a name' });
  await expect(request.getByText(REASON)).toBeVisible();
  await expect(request.getByText(person).first()).toBeVisible();
  await request.getByRole('button', { name: 'Withdraw' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The request is withdrawn.')).toBeVisible();
  await expect(request.getByRole('button', { name: 'Withdraw' })).toHaveCount(0);
  await page.goto(`/alerts/${alert}`);
  await expect(page.getByRole('button', { name: 'Ask for the name' })).toBeVisible();
});

for (const theme of THEMES) {
  test(`requests are accessible and fit, ${theme}`, async ({ page }) => {
    await chooseTheme(page, theme);
    await signInAs(page.context(), 'approvers');
    await page.goto('/requests');
    await settled(page);
    const link = page.getByRole('main').getByRole('listitem').getByRole('link').first();
    const open = String(await link.getAttribute('href'));
    for (const width of WIDTHS) {
      for (const [name, path] of Object.entries({ requests: '/requests', request: open })) {
        await expectItFits(page, path, `${name}-${theme}`, width);
      }
    }
  });
}

test('a German approver reads requests in German', async ({ page }) => {
  await chooseTheme(page, 'light', 'de');
  await signInAs(page.context(), 'approvers');
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto('/requests');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anträge');
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await expect(page.getByText('Was vereinbart ist')).toBeVisible();
  await page.getByRole('link', { name: 'Alle Anträge' }).click();
  await expect(page.getByRole('heading', { name: 'Beendet' })).toBeVisible();
});

test('auditors read requests and are offered no act', async ({ page }) => {
  await signInAs(page.context(), 'auditors');
  await page.goto('/requests');
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await expect(page.getByText(REASON)).toBeVisible();
  await expect(page.getByRole('group', { name: 'What you can do' })).toHaveCount(0);
});

for (const who of ['administrators', 'planners']) {
  test(`${who} have no place for requests, and an address does not open one`, async ({ page }) => {
    await signInAs(page.context(), who);
    await page.goto('/');
    await settled(page);
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Requests' })).toHaveCount(0);
    await page.goto('/requests');
    await expect(page.getByRole('heading', { name: 'Not open to your roles' })).toBeVisible();
    await expect(acts(page)).toHaveCount(0);
  });
}
