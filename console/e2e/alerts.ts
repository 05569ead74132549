import { expect, type Locator, type Page } from '@playwright/test';

export interface Known {
  readonly id: string;
  readonly person: string;
  readonly status: string;
  readonly assignee: 'somebody' | null;
  /** How many alerts stand with its row. */
  readonly joined: number;
}

/** The rows of the queue that wait for review, in its order. */
export const waiting = (page: Page, filter = '') => allWaiting(page, `&together=true${filter}`);

/** What waits for review, each alert by itself. */
export async function allWaiting(page: Page, filter = ''): Promise<readonly Known[]> {
  const answer = await page.request.get(`/api/v1/alerts?status=needs-review&limit=500${filter}`);
  expect(answer.status()).toBe(200);
  const list: unknown = await answer.json();
  if (!isObject(list) || !Array.isArray(list['alerts'])) throw new Error('this is no list of alerts');
  return list['alerts'].map(known);
}

/** Each alert that waits about somebody without another, the weakest first: what is about somebody in a case is closed to others. */
export async function singles(page: Page): Promise<readonly Known[]> {
  const all = await allWaiting(page);
  return all.filter(({ person }) => all.filter((other) => other.person === person).length === 1).toReversed();
}

export async function alertNow(page: Page, id: string): Promise<Known> {
  const answer = await page.request.get(`/api/v1/alerts/${id}`);
  expect(answer.status()).toBe(200);
  return known(await answer.json());
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function known(value: unknown): Known {
  if (!isObject(value)) throw new Error('this is no alert');
  const { id, person, status, assignee, joined } = value;
  return {
    id: String(id),
    person: String(person),
    status: String(status),
    assignee: assignee ? 'somebody' : null,
    joined: Array.isArray(joined) ? joined.length : 0,
  };
}

/** How many alerts are decided on with these rows. */
export function covered(...rows: readonly Known[]): number {
  return rows.reduce((sum, { joined }) => sum + 1 + joined, 0);
}

/** The first alert that waits, with which no other stands, and that no case and no assignee holds. */
export async function anAlert(page: Page, at = 0): Promise<Known> {
  const alert = (await waiting(page)).filter(({ assignee, joined }) => assignee === null && joined === 0)[at];
  if (alert === undefined) throw new Error('the queue has too few alerts');
  return alert;
}

export async function openAlert(page: Page, id: string): Promise<void> {
  await page.goto(`/alerts/${id}`);
  await expect(acts(page)).toBeVisible();
}

export const acts = (page: Page): Locator => page.getByRole('group', { name: 'Decision' });

/** The preview shows this alert, and its acts work. */
export async function previewed(page: Page, id: string): Promise<void> {
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview.getByRole('link', { name: 'Open' })).toHaveAttribute('href', new RegExp(`^/alerts/${id}`));
  await expect(preview.getByRole('group', { name: 'Decision' })).toBeVisible();
}

/** Fills in what the open dialog asks for when an alert is dismissed. */
export async function dismiss(page: Page, reason: string, note = ''): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Dismiss/ });
  await dialog.getByLabel(reason).check();
  await dialog.getByLabel('Note').fill(note);
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
}
