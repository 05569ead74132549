import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type BrowserType, type Page } from '@playwright/test';

export const THEMES = ['light', 'dark', 'contrast'] as const;
export const WIDTHS = [390, 1280, 1920] as const;

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`set ${name}`);
  return value;
}

export const login = () => needed('OMBUD_LOGIN');
export const password = () => needed('OMBUD_PASSWORD');
export const artefacts = () => process.env['OMBUD_ARTEFACTS'] ?? 'artefacts';

const LAUNCHES = 3;

/** Chromium sometimes crashes while it starts, before any page; that says nothing about the console. */
async function launch(chromium: BrowserType): Promise<Browser> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await chromium.launch();
    } catch (error) {
      if (failed === LAUNCHES) throw error;
      process.stderr.write(`start ${failed} of Chromium failed: ${String(error).split('\n')[0]}\n`);
    }
  }
}

/** A page on which anything that the policy forbids, and any error of a script, fails the test. */
export const test = base.extend<{ signedIn: Page }, { browser: Browser }>({
  browser: [
    async ({ playwright }, use) => {
      const browser = await launch(playwright.chromium);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(text);
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(page.url()).origin && page.url() !== 'about:blank') {
        faults.push(`a request left the origin: ${origin}`);
      }
    });
    await use(page);
    expect(faults).toEqual([]);
  },
  signedIn: async ({ page }, use) => {
    await signInAs(page.context(), login());
    await use(page);
  },
});

/** The demonstration has an account for each role group, named like it, with the same password. */
export async function signInAs(context: BrowserContext, who: string): Promise<void> {
  const answer = await context.request.post('/api/v1/sign-in', { data: { login: who, password: password() } });
  expect(answer.status()).toBe(200);
}

export { expect };

export async function chooseTheme(page: Page, theme: (typeof THEMES)[number], language = 'en'): Promise<void> {
  const settings = JSON.stringify({ theme, language });
  await page.addInitScript((value) => localStorage.setItem('ombud.settings', value), settings);
}

/** The page is there with its heading, and nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
}

/** The page is accessible and no wider than the window, at a width; its picture is kept. */
export async function expectItFits(page: Page, path: string, name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(path);
  await settled(page);
  await expectNoAxeViolation(page);
  await page.screenshot({ path: `${artefacts()}/${name}-${width}.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name} at ${width}: nothing is wider than the window`).toBeLessThanOrEqual(0);
}

export async function expectNoAxeViolation(page: Page, open?: 'menu'): Promise<void> {
  // Fluent's traps of the focus are empty elements that only the keyboard meets.
  const axe = new AxeBuilder({ page }).exclude('[data-tabster-dummy]');
  // An open menu stands outside the landmarks, as a dialog does; axe knows that of dialogs only.
  const { violations } = await (open === 'menu' ? axe.disableRules('region') : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}
