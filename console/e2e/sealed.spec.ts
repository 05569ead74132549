import { SealedServer } from './sealed.ts';
import { artefacts, chooseTheme, expect, expectItFits, THEMES, test, WIDTHS } from './test.ts';

let server: SealedServer;

test.beforeEach(async () => {
  server = await SealedServer.start();
});
test.afterEach(() => server.stop());

test('a sealed server says so on every page, and the page goes on by itself when the key comes', async ({ page }) => {
  for (const path of ['/', '/alerts', '/sign-in']) {
    await page.goto(`${server.origin}${path}`);
    await expect(page.getByRole('heading', { name: 'Ombud is sealed' })).toBeVisible();
    await expect(page.getByText('ombud unseal')).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
  }
  await page.goto(`${server.origin}/alerts`);
  await expect(page.getByText('ombud unseal')).toBeVisible();
  server.unseal();
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(page.getByText('ombud unseal')).toHaveCount(0);
});

test('a page that was open before the server was started sealed waits, too', async ({ page }) => {
  await page.goto(`${server.origin}/alerts`);
  server.unseal();
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await server.restart();
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('ombud unseal').first()).toBeVisible();
  server.unseal();
  await expect(page.getByText('ombud unseal')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

for (const theme of THEMES) {
  test(`a sealed server is accessible and fits, ${theme}`, async ({ page }) => {
    await chooseTheme(page, theme);
    for (const width of WIDTHS) await expectItFits(page, `${server.origin}/`, `sealed-${theme}`, width);
  });
}

test('a sealed server is told in German, too', async ({ page }) => {
  await chooseTheme(page, 'light', 'de');
  await page.goto(`${server.origin}/sign-in`);
  await expect(page.getByText('Ombud ist versiegelt')).toBeVisible();
  await page.screenshot({ path: `${artefacts()}/sealed-german-1280.png` });
});
