import { expect, test } from 'vitest';
import type { Task } from '../api/cases';
import { inOrder, lastClosing, pseudonymsIn, shortOf } from './order';

const task = (id: string, changes: Partial<Task> = {}): Task => ({
  id,
  title: id,
  owner: null,
  due: null,
  done: false,
  version: 1,
  ...changes,
});

test('what is due first is first, what has no day follows, what is done is last', () => {
  const tasks = [
    task('done', { done: true, due: '2026-01-01' }),
    task('some time'),
    task('later', { due: '2026-12-02' }),
    task('sooner', { due: '2026-11-30' }),
  ];
  expect(inOrder(tasks).map(({ id }) => id)).toEqual(['sooner', 'later', 'some time', 'done']);
});

test('pseudonyms are told apart however they are written down, and count once', () => {
  expect(pseudonymsIn(' amber-otter-482, Noble-Anchor-476;\n amber-otter-482 ')).toEqual([
    'amber-otter-482',
    'noble-anchor-476',
  ]);
  expect(pseudonymsIn(' ,;\n')).toEqual([]);
});

test('of several closings the last one counts', () => {
  const entry = (kind: 'closed' | 'reopened', outcome?: string) => ({
    at: '2026-11-30T08:00:00Z',
    by: null,
    kind,
    ...(outcome === undefined ? {} : { outcome }),
  });
  const entries = [entry('closed', 'benign'), entry('reopened'), entry('closed', 'confirmed-violation')];
  expect(lastClosing(entries)?.outcome).toBe('confirmed-violation');
  expect(lastClosing([entry('reopened')])).toBeUndefined();
});

test('a case is called by the end of its id', () => {
  expect(shortOf('case-0198f2c4a51b7d3e9c55b0a1d2e3f405')).toBe('e3f405');
});
