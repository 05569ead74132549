import { expect, type Browser, type Page } from '@playwright/test';
import { singles } from './alerts.ts';
import { signInAs } from './test.ts';

export const REASON = 'The manager has to be asked whether the transfer was agreed.';

export interface Someone {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** A window of its own for somebody. */
export async function asSomebody(browser: Browser, who: string): Promise<Someone> {
  const context = await browser.newContext();
  await signInAs(context, who);
  return { page: await context.newPage(), close: () => context.close() };
}

interface Case {
  readonly alert: string;
  readonly person: string;
}

/** An alert whose person is in a case of the account that the page belongs to: confirmed without the pages. */
export async function aCase(page: Page): Promise<Case> {
  const me: unknown = await (await page.request.get('/api/v1/me')).json();
  const csrf = String(field(me, 'csrf'));
  for (const { id, person } of await singles(page)) {
    const alert: unknown = await (await page.request.get(`/api/v1/alerts/${id}`)).json();
    const confirmed = await page.request.post(`/api/v1/alerts/${id}/confirm`, {
      headers: { 'X-Ombud-Csrf': csrf, Origin: new URL(page.url()).origin },
      data: { version: field(alert, 'version'), case: null, note: null },
    });
    if (confirmed.status() === 200) return { alert: id, person };
  }
  throw new Error('no alert could be confirmed');
}

export function field(value: unknown, name: string): unknown {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return fields.find(([key]) => key === name)?.[1];
}

/** Asks for the name of the alert's person, on the page of the alert. */
export async function ask(page: Page, alert: string, purpose = 'Interview'): Promise<void> {
  await page.goto(`/alerts/${alert}`);
  await page.getByRole('button', { name: 'Ask for the name' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask for the name' });
  await dialog.getByLabel(purpose).check();
  await dialog.getByLabel('Why the name is needed').fill(REASON);
  await dialog.getByLabel('For how long').selectOption({ label: '1 hour' });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('The request is made. Somebody else decides on it.')).toBeVisible();
}

/** Opens the newest request about a person. */
export async function openRequest(page: Page, person: string, group: string): Promise<void> {
  await page.goto('/requests');
  const card = page.getByRole('region', { name: group, exact: true });
  await card.getByRole('link', { name: person }).first().click();
  await expect(page.getByRole('region', { name: /(ask|asks) to see a name$/ })).toContainText(REASON);
}
