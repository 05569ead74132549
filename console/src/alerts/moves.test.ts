import { expect, test } from 'vitest';
import { moveBy, toggled, withRange } from './moves';

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 9, 9],
  ['PageDown', 3, 8],
  ['PageDown', 7, 9],
  ['PageUp', 3, 0],
  ['Home', 7, 0],
  ['End', 0, 9],
  ['ArrowDown', -1, 0],
  ['ArrowUp', -1, 0],
])('%s from row %i goes to row %i', (key, from, to) => {
  expect(moveBy(key, from, 10, 5)).toBe(to);
});

test('other keys do not move, and nothing moves in an empty list', () => {
  expect(moveBy('a', 3, 10, 5)).toBeUndefined();
  expect(moveBy('ArrowDown', -1, 0, 5)).toBeUndefined();
});

test('a selection takes one more, one fewer, or all up to a row', () => {
  expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a']), 'a')]).toEqual([]);
  expect([...withRange(new Set(['a']), ['a', 'b', 'c', 'd'], 3, 1)]).toEqual(['a', 'b', 'c', 'd']);
});
