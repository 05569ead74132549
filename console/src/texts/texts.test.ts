import { expect, test } from 'vitest';
import { de } from './de';
import { en } from './en';

function entries(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] =>
    typeof inner === 'object' && inner !== null ? entries(inner, `${path}${key}.`) : [[path + key, String(inner)]],
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same keys, and no text is empty', () => {
  expect(
    entries(de)
      .map(([key]) => key)
      .sort(),
  ).toEqual(
    entries(en)
      .map(([key]) => key)
      .sort(),
  );
  expect([...entries(de), ...entries(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a text has the same placeholders in both languages', () => {
  const german = new Map(entries(de));
  for (const [key, text] of entries(en)) expect(placeholders(german.get(key) ?? ''), key).toEqual(placeholders(text));
});
