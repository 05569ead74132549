import { readFileSync } from 'node:fs';
import type { APIRequestContext, Page } from '@playwright/test';
import { acts, anAlert, openAlert, waiting } from './alerts.ts';
import { expect, signInAs, test } from './test.ts';

/** Two hundred texts that a page could take for something else: none of them is refused or trimmed by the server as a note. */
const HOSTILE = strings(JSON.parse(readFileSync(new URL('hostile.json', import.meta.url), 'utf8')));

/** Long before the demonstration, so that these records are no activity of its persons, and its policies see none of them. */
const DAYS = { files: '2024-03-01', uploads: '2024-03-02' } as const;

function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error('this is no list of texts');
  return value.map(String);
}

test('the texts are two hundred, and no two are the same', () => {
  expect(new Set(HOSTILE).size).toBe(200);
});

test('two hundred notes are shown as the text that they are', async ({ signedIn: page }) => {
  test.setTimeout(180_000);
  const calm = await watch(page);
  // Another alert than other tests write notes on: each entry of a history takes time to draw.
  const first = await anAlert(page);
  const other = (await waiting(page)).findLast(({ id }) => id !== first.id);
  if (other === undefined) throw new Error('the queue has too few alerts');
  const { id } = other;
  const headers = await csrf(page.request);
  for (const text of HOSTILE) {
    const answer = await page.request.post(`/api/v1/alerts/${id}/notes`, { headers, data: { text } });
    expect(answer.status(), JSON.stringify(text)).toBe(200);
  }
  await openAlert(page, id);
  const said = page.getByRole('region', { name: 'History' }).locator('.said');
  await expect.poll(() => said.count()).toBeGreaterThanOrEqual(HOSTILE.length);
  const shown = new Set(await said.allTextContents());
  expect(HOSTILE.filter((text) => !shown.has(text))).toEqual([]);
  await expectText(page);
  expect(calm()).toEqual([]);
});

test('names of files, folders and domains out of records are shown as the text that they are', async ({
  signedIn: page,
  browser,
}) => {
  test.setTimeout(180_000);
  const calm = await watch(page);
  const administrator = await browser.newContext();
  await signInAs(administrator, 'administrators');
  await push(administrator.request);
  await administrator.close();
  const { id } = await anAlert(page);
  for (const day of Object.values(DAYS)) {
    const asked = await page.request.get(`/api/v1/activities?${query(day)}`);
    expect(asked.status()).toBe(200);
    const rows = activitiesIn(await asked.json());
    expect(rows.length).toBe(HOSTILE.length);
    // The page asks for the activities of its person; it gets these instead, as the server sends them.
    await page.route('**/api/v1/activities?*', (route) => route.fulfill({ response: asked }));
    await openAlert(page, id);
    const cells = page.getByRole('region', { name: 'Activities', exact: true }).locator('tbody tr');
    await expect(cells).toHaveCount(rows.length);
    const shown = await cells.evaluateAll((all) =>
      all.map((row) => [1, 2, 3].map((at) => row.children[at]?.textContent ?? '')),
    );
    expect(shown).toEqual(rows.map((row) => [row.kind, row.object + row.container, row.target]));
    // The first are logged on success alone; of the others nobody knows what the device's policy did.
    const doubtful = rows.filter(({ kind }) => kind.includes('not known whether it succeeded'));
    expect(doubtful).toHaveLength(day === DAYS.files ? 0 : rows.length);
    await expectText(page);
    await page.unroute('**/api/v1/activities?*');
  }
  expect(calm()).toEqual([]);
});

/** What opened a dialog, left the page or broke the policy since. The page itself fails the test on errors and foreign requests. */
async function watch(page: Page): Promise<() => readonly string[]> {
  const told: string[] = [];
  page.on('dialog', (dialog) => {
    told.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => told.push(`a window: ${popup.url()}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      console.error(`the policy forbade: ${effectiveDirective}`);
    });
  });
  return () => told;
}

/** Nothing became an element, and nothing is wider than the window. */
async function expectText(page: Page): Promise<void> {
  await expect(acts(page)).toBeVisible();
  const made =
    'main :is(script, iframe, object, embed, video, audio, marquee, math, base, meta, link, dialog, [popover])';
  await expect(
    page.locator(`${made}, main img[src="x"], a[href^="javascript:" i], a[href*="evil.example"]`),
  ).toHaveCount(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

async function csrf(request: APIRequestContext): Promise<Record<string, string>> {
  const me: unknown = await (await request.get('/api/v1/me')).json();
  if (typeof me !== 'object' || me === null || !('csrf' in me)) throw new Error('nobody is signed in');
  return { 'x-ombud-csrf': String(me.csrf) };
}

/** Sends each text as the name of a file and as a domain, with a token of its own that is withdrawn at the end. */
async function push(request: APIRequestContext): Promise<void> {
  const headers = await csrf(request);
  const issued: unknown = await (await request.post('/api/v1/sources/m365/token', { headers })).json();
  if (typeof issued !== 'object' || issued === null || !('secret' in issued)) throw new Error('no token was issued');
  const records = HOSTILE.flatMap((text, index) => [
    record(DAYS.files, index, 'FileAccessed', { ObjectId: text, SiteUrl: text, SourceFileName: text }),
    record(DAYS.uploads, index, 'FileUploadedToCloud', { ObjectId: text, TargetDomain: text, TargetFilePath: text }),
  ]);
  const answer = await request.post('/api/v1/sources/m365/records', {
    headers: {
      authorization: `Bearer ${String(issued.secret)}`,
      'content-type': 'application/x-ndjson',
      'idempotency-key': `hostile-${Date.now()}`,
    },
    data: records.map((one) => JSON.stringify(one)).join('\n'),
  });
  expect(answer.status()).toBe(200);
  const counts: unknown = await answer.json();
  expect(counts).toMatchObject({ read: records.length, rejected: 0 });
  expect((await request.delete('/api/v1/sources/m365/token', { headers })).status()).toBe(200);
}

function record(day: string, index: number, operation: string, fields: Record<string, string>) {
  const [minute, second] = [Math.floor(index / 60), index % 60].map((part) => String(part).padStart(2, '0'));
  return {
    CreationTime: `${day}T10:${minute}:${second}`,
    Id: `${day}-${index}`,
    Operation: operation,
    OrganizationId: '6a1f0c1e-5f3c-4d0b-9a57-3c2d7e4b8f10',
    UserId: 'hostile@contoso.test',
    UserKey: 'hostile',
    UserType: 0,
    Version: 1,
    Workload: operation === 'FileAccessed' ? 'SharePoint' : 'Endpoint',
    RecordType: operation === 'FileAccessed' ? 6 : 63,
    ...fields,
  };
}

function query(day: string): string {
  const where = `time >= '${day}T10:00:00Z' and time < '${day}T11:00:00Z'`;
  return new URLSearchParams({ where, limit: '1000' }).toString();
}

/** The texts of each activity, as the page is to show them. */
function activitiesIn(answer: unknown): readonly { kind: string; object: string; container: string; target: string }[] {
  if (typeof answer !== 'object' || answer === null || !('activities' in answer) || !Array.isArray(answer.activities)) {
    throw new Error('this is no list of activities');
  }
  return answer.activities.map((row: Record<string, unknown>) => {
    const text = (name: string) => (typeof row[name] === 'string' ? row[name] : '');
    const missing = text('incomplete').replaceAll('; ', ', ');
    const kind = [
      text('kind').replaceAll('-', ' '),
      text('outcome') === 'unknown' ? 'not known whether it succeeded' : '',
      missing === '' ? '' : `incomplete, without ${missing}`,
    ].join('');
    return {
      kind,
      object: text('object'),
      container: text('container'),
      target: text('target_domain') || text('target'),
    };
  });
}
