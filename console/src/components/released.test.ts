import { expect, test } from 'vitest';
import { IN_SIGHT_MINUTES, leftOf, whyGone } from './released';

const MINUTE = 60_000;
const name = {
  request: 'unmasking-1',
  person: 'amber-otter-482',
  name: 'Mara Lind',
  purpose: 'interview',
  since: 0,
  until: 60 * MINUTE,
};
const fine = { now: MINUTE, state: 'approved', failed: false } as const;

test('a name stays while the server says so, and before its first word', () => {
  expect(whyGone(name, fine)).toBeUndefined();
  expect(whyGone(name, { ...fine, state: undefined })).toBeUndefined();
});

test('a name goes when its time is over, when it was ended, and when nobody says that it may stay', () => {
  expect(whyGone(name, { ...fine, now: name.until })).toBe('over');
  expect(whyGone(name, { ...fine, state: 'expired' })).toBe('over');
  for (const state of ['requested', 'denied', 'withdrawn', 'revoked'] as const) {
    expect(whyGone(name, { ...fine, state })).toBe('ended');
  }
  expect(whyGone(name, { ...fine, failed: true })).toBe('unchecked');
  expect(whyGone({ ...name, until: Number.NaN }, fine)).toBe('over');
});

test('a name does not stay on a screen that somebody left', () => {
  expect(whyGone(name, { ...fine, now: IN_SIGHT_MINUTES * MINUTE - 1 })).toBeUndefined();
  expect(whyGone(name, { ...fine, now: IN_SIGHT_MINUTES * MINUTE })).toBe('long');
});

test('what is left is said in its two largest units', () => {
  const hour = 60 * MINUTE;
  expect(leftOf(31 * hour + MINUTE)).toMatchObject({ unit: 'days', days: 1, hours: 7 });
  expect(leftOf(hour + 5 * MINUTE + 999)).toMatchObject({ unit: 'hours', hours: 1, minutes: 5 });
  expect(leftOf(61_999)).toMatchObject({ unit: 'minutes', minutes: 1, seconds: 1 });
  expect(leftOf(-1)).toMatchObject({ unit: 'minutes', minutes: 0, seconds: 0 });
});
