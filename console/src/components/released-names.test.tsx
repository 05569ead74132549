import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadPageTexts, startTexts } from '../texts';
import { Person } from './person';
import { CHECK_MS } from './released';
import { ReleasedNames, useReleasedNames } from './released-names';

const texts = await startTexts();
await loadPageTexts();
const SINCE = Date.parse('2026-11-30T08:00:00Z');
const name = {
  request: 'unmasking-1',
  person: 'amber-otter-482',
  name: 'Mara Lind',
  purpose: 'interview',
  since: SINCE,
  until: SINCE + 60 * 60_000,
};

/** What the server says next about the request; nothing: it cannot be reached. */
let state: string | undefined;

function Page() {
  const { show, hide, goneOf } = useReleasedNames();
  return (
    <>
      <button type="button" onClick={() => show(name)}>
        show
      </button>
      <button type="button" onClick={() => hide(name.request)}>
        hide
      </button>
      <Person pseudonym={name.person} />
      <output>{goneOf(name.request)}</output>
    </>
  );
}

const press = (button: string) => act(() => screen.getByText(button).click());
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

beforeEach(async () => {
  vi.useFakeTimers({ now: SINCE });
  state = 'approved';
  vi.stubGlobal('fetch', () =>
    state === undefined
      ? Promise.reject(new TypeError('failed'))
      : Promise.resolve(Response.json({ id: name.request, state })),
  );
  render(
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={new QueryClient()}>
        <ReleasedNames>
          <Page />
        </ReleasedNames>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  press('show');
  await pass(1000);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a name is shown with its purpose, counts down, and is kept in no storage', async () => {
  expect(screen.getByText('Mara Lind')).toHaveAttribute('translate', 'no');
  expect(screen.getByText('Interview · 59 min 59 s left')).toBeVisible();
  await pass(2000);
  expect(screen.getByText('Interview · 59 min 57 s left')).toBeVisible();
  expect(
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.title, location.href]),
  ).not.toContain('Mara');
});

test('a name goes at the next check when it was revoked, and when the server cannot be reached', async () => {
  state = 'revoked';
  await pass(CHECK_MS);
  expect(screen.queryByText('Mara Lind')).toBeNull();
  expect(screen.getByText('amber-otter-482')).toBeVisible();
  expect(screen.getByText('ended')).toBeVisible();

  state = 'approved';
  await pass(1000);
  press('show');
  await pass(1000);
  expect(screen.getByText('Mara Lind')).toBeVisible();
  state = undefined;
  await pass(CHECK_MS);
  expect(screen.queryByText('Mara Lind')).toBeNull();
  expect(screen.getByText('unchecked')).toBeVisible();
});

test('a name goes when its time ends, and when it is hidden', async () => {
  press('hide');
  expect(screen.queryByText('Mara Lind')).toBeNull();
  vi.setSystemTime(name.until);
  press('show');
  await pass(1000);
  expect(screen.queryByText('Mara Lind')).toBeNull();
  expect(screen.getByText('over')).toBeVisible();
});
