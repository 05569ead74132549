import {
  artefacts,
  chooseTheme,
  expect,
  expectItFits,
  expectNoAxeViolation,
  settled,
  test,
  THEMES,
  WIDTHS,
} from './test.ts';

const PAGES = {
  overview: '/',
  alerts: '/alerts',
  cases: '/cases?state=all',
  policies: '/policies',
  account: '/account',
};

for (const theme of THEMES) {
  test(`sign-in is accessible, ${theme}`, async ({ page }) => {
    await chooseTheme(page, theme);
    await page.goto('/sign-in');
    await settled(page);
    await expectNoAxeViolation(page);
    await page.screenshot({ path: `${artefacts()}/sign-in-${theme}-1280.png` });
  });

  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name} is accessible, ${theme}`, async ({ signedIn: page }) => {
      await chooseTheme(page, theme);
      for (const width of WIDTHS) {
        await expectItFits(page, path, `${name}-${theme}`, width);
      }
    });
  }

  test(`the dialogs are accessible, ${theme}`, async ({ signedIn: page }) => {
    await chooseTheme(page, theme);
    await page.goto('/');
    await settled(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await expectNoAxeViolation(page);
    await page.screenshot({ path: `${artefacts()}/palette-${theme}-1280.png` });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoAxeViolation(page);
    await page.screenshot({ path: `${artefacts()}/keys-${theme}-1280.png` });
  });
}

test('a German reader gets German pages that fit', async ({ signedIn: page }) => {
  await chooseTheme(page, 'light', 'de');
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto('/account');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr Konto');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: `${artefacts()}/account-german-390.png`, fullPage: true });
});
