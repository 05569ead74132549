import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { allWaiting, singles, type Known } from './alerts.ts';
import { field } from './requests.ts';
import { expectNoAxeViolation } from './test.ts';

/** The weakest alert that the page's account may read and confirm, of somebody without another. */
export async function readableSingle(page: Page): Promise<Known> {
  for (const alert of await singles(page)) {
    if ((await page.request.get(`/api/v1/alerts/${alert.id}`)).status() === 200) return alert;
  }
  throw new Error('the queue has no such alert');
}

/** Pseudonyms of persons about whom there is nothing: nobody looks at them in another test. */
export async function outOfScope(page: Page, count: number): Promise<readonly string[]> {
  const answer: unknown = await (await page.request.get('/api/v1/persons?in_scope=false&limit=100')).json();
  const persons = field(answer, 'persons');
  const suspected = new Set((await allWaiting(page)).map(({ person }) => person));
  const quiet = Array.isArray(persons) ? persons.map((person) => String(field(person, 'person'))) : [];
  const found = quiet.filter((person) => !suspected.has(person)).slice(0, count);
  if (found.length < count) throw new Error('there is something about everybody');
  return found;
}

/** Opens a case without the pages; its address. */
export async function aTip(page: Page, person: string, reason: string): Promise<string> {
  const me: unknown = await (await page.request.get('/api/v1/me')).json();
  const opened = await page.request.post('/api/v1/cases', {
    headers: { 'X-Ombud-Csrf': String(field(me, 'csrf')), Origin: new URL(page.url()).origin },
    data: { persons: [person], reason },
  });
  expect(opened.status()).toBe(200);
  return `/cases/${String(field(await opened.json(), 'id'))}`;
}

/** The open cases that the page's account sees, with the persons of each. */
export async function openCases(page: Page): Promise<readonly { readonly id: string; readonly persons: string[] }[]> {
  const answer = await page.request.get('/api/v1/cases?open=true');
  expect(answer.status()).toBe(200);
  const cases = field(await answer.json(), 'cases');
  if (!Array.isArray(cases)) throw new Error('this is no list of cases');
  return cases.map((one) => {
    const persons = field(one, 'persons');
    return { id: String(field(one, 'id')), persons: Array.isArray(persons) ? persons.map(String) : [] };
  });
}

export const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

export async function addContributor(page: Page, name: string): Promise<void> {
  const team = part(page, 'Contributors');
  await team.getByLabel('Account').selectOption({ label: name });
  await team.getByRole('button', { name: 'Add' }).click();
  await expect(team.getByRole('listitem').filter({ hasText: name })).toBeVisible();
}

export async function addTask(page: Page, title: string, due: string, owner?: string): Promise<void> {
  await part(page, 'Tasks').getByRole('button', { name: 'Add a task' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a task' });
  await dialog.getByLabel('What is to be done').fill(title);
  if (owner !== undefined) await dialog.getByLabel('Owner').selectOption({ label: owner });
  await dialog.getByLabel('Due on').fill(due);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(part(page, 'Tasks').getByRole('listitem').filter({ hasText: title })).toBeVisible();
}

/** Fills in what the dialog asks for, and closes the case. */
export async function closeCase(page: Page, outcome: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Close the case' });
  await dialog.getByLabel(outcome).check();
  await dialog.getByLabel('Why').fill(reason);
  await dialog.getByLabel('What was done because of it').selectOption({ label: 'A conversation' });
  await dialog.getByRole('button', { name: 'Close the case' }).click();
}

/** Hands the evidence over; the file that is downloaded. */
export async function handOver(page: Page, recipient: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Hand over evidence' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hand over evidence' });
  await dialog.getByLabel('Whom it goes to, and why').fill(recipient);
  await expectNoAxeViolation(page);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Hand over evidence' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^case-[0-9a-f]{32}\.zip$/);
  await expect(page.getByText('The evidence is packed and goes to your downloads.')).toBeVisible();
  return readFile(await download.path());
}

/** To whoever does not see a case, there is none. */
export async function expectNoCase(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { name: 'There is no such thing, or you may not see it' })).toBeVisible();
  await expect(page.getByRole('region')).toHaveCount(1);
  await page.goto('/cases?state=all');
  await expect(page.getByRole('heading', { level: 1, name: 'Cases' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.locator(`a[href^="${path}"]`)).toHaveCount(0);
}
