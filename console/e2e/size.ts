import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { answer } from './overview.ts';
import { expect, settled, test } from './test.ts';

const MOST_BYTES = 350 * 1024;

// The server sends the `.br` twin where there is one, and the file as it is where there is none.
async function bytesOf(path: string, body: () => Promise<Buffer>): Promise<number> {
  const file = join('dist', path);
  const sent = existsSync(`${file}.br`) ? `${file}.br` : file;
  return path !== '/' && existsSync(sent) ? (await stat(sent)).size : (await body()).length;
}

test('a cold overview with its charts is at most 350 KB over the wire', async ({ page }) => {
  const seen: Promise<{ path: string; bytes: number }>[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    seen.push(bytesOf(path, () => response.body()).then((bytes) => ({ path, bytes })));
  });
  await answer(page, 'pilot');
  await page.goto('/');
  await settled(page);
  await expect(page.locator('canvas')).toHaveCount(2);
  await page.waitForLoadState('networkidle');
  const rows = (await Promise.all(seen)).sort((a, b) => b.bytes - a.bytes);
  const sum = rows.reduce((bytes, row) => bytes + row.bytes, 0);
  const lines = [...rows, { path: 'in all', bytes: sum }, { path: 'at most', bytes: MOST_BYTES }];
  process.stdout.write(lines.map(({ path, bytes }) => `${String(bytes).padStart(8)}  ${path}\n`).join(''));
  expect(sum).toBeLessThanOrEqual(MOST_BYTES);
});
