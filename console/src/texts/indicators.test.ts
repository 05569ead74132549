import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { did } from './en/did';
import { indicators } from './en/indicators';

const FOLDER = '../content/indicators';

test('each indicator of the content has a name and says what was done', () => {
  const ids = readdirSync(FOLDER).flatMap((file) =>
    [...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(/^ {2}id: (\S+)$/gm)].map(([, id = '']) =>
      id.replaceAll('.', '_'),
    ),
  );
  expect(ids.length).toBeGreaterThan(0);
  expect(Object.keys(indicators).sort()).toEqual([...ids].sort());
  expect(Object.keys(did).sort()).toEqual(ids.flatMap((id) => [`${id}_one`, `${id}_other`]).sort());
});
