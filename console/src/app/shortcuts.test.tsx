import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useMemo } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { changeSettings } from './settings';
import { ShortcutProvider, useShortcutList, useShortcuts } from './shortcuts';

const acts = { j: vi.fn(), go: vi.fn(), find: vi.fn() };

function Page() {
  useShortcuts(
    useMemo(
      () => [
        { keys: 'j', text: 'next', act: acts.j },
        { keys: 'g a', text: 'go', act: acts.go },
        { keys: 'Ctrl+k', text: 'find', act: acts.find },
      ],
      [],
    ),
  );
  return (
    <>
      <input aria-label="field" />
      {useShortcutList().map(({ text }) => (
        <p key={text}>{text}</p>
      ))}
    </>
  );
}

beforeEach(() => {
  vi.clearAllMocks();
  changeSettings({ keys: true });
  render(
    <ShortcutProvider>
      <Page />
    </ShortcutProvider>,
  );
});

test('keys act, also two in a row, and the list has them all', async () => {
  await userEvent.keyboard('j');
  await userEvent.keyboard('ga');
  expect(acts.j).toHaveBeenCalledTimes(1);
  expect(acts.go).toHaveBeenCalledTimes(1);
  expect(screen.getByText('find')).toBeVisible();
});

test('in a field single keys type, and keys with Ctrl act', async () => {
  await userEvent.click(screen.getByLabelText('field'));
  await userEvent.keyboard('j{Control>}k{/Control}');
  expect(acts.j).not.toHaveBeenCalled();
  expect(acts.find).toHaveBeenCalledTimes(1);
  expect(screen.getByLabelText('field')).toHaveValue('j');
});

test('single keys can be switched off', async () => {
  changeSettings({ keys: false });
  await userEvent.keyboard('j{Control>}k{/Control}');
  expect(acts.j).not.toHaveBeenCalled();
  expect(acts.find).toHaveBeenCalledTimes(1);
});
