import { expect, test } from 'vitest';
import { isOwnPath } from './paths';

test.each(['/', '/alerts', '/alerts?status=new#x'])('%s is a place of this console', (path) => {
  expect(isOwnPath(path)).toBe(true);
});

test.each(['//example.org', '/\\example.org', 'https://example.org', 'javascript:alert(1)', '', undefined, 7])(
  '%s is none',
  (path) => {
    expect(isOwnPath(path)).toBe(false);
  },
);
