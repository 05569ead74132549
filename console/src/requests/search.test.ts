import { expect, test } from 'vitest';
import { listOf, parseRequestSearch } from './search';

const ID = `unmasking-${'0'.repeat(31)}1`;

test('an address says which requests, and which one; nothing else stays in it', () => {
  expect(parseRequestSearch({ state: 'approved', at: ID })).toEqual({ state: 'approved', at: ID });
  expect(parseRequestSearch({ state: 'all', at: 'Mara Lind', name: 'Mara Lind' })).toEqual({});
  expect(parseRequestSearch({ state: 1, at: `${ID}0` })).toEqual({});
});

test('the list keeps its filter when a request is left', () => {
  expect(listOf({ state: 'denied', at: ID })).toEqual({ state: 'denied' });
  expect(listOf({ at: ID })).toEqual({});
});
