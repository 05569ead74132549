import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { ApiError } from '../api/problem';
import { startTexts } from '../texts';
import { DialogFrame, FormDialog } from './dialog';

const texts = await startTexts();

/** A page with a form around the button that opens a dialog. */
function Page({
  dialog,
  onOuter,
}: {
  readonly dialog: (close: () => void) => ReactNode;
  readonly onOuter: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <I18nextProvider i18n={texts}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onOuter();
        }}
      >
        <button type="button" onClick={() => setOpen(true)}>
          Open
        </button>
        {open && dialog(() => setOpen(false))}
      </form>
    </I18nextProvider>
  );
}

async function opened(dialog: (close: () => void) => ReactNode) {
  const user = userEvent.setup();
  let outer = 0;
  render(<Page dialog={dialog} onOuter={() => (outer += 1)} />);
  await user.click(screen.getByRole('button', { name: 'Open' }));

  return { user, outer: () => outer };
}

const frame = { title: 'Close the case', act: 'Close it', pending: false, error: null };

test('an act is sent by Enter, and a form around the dialog is not sent with it', async () => {
  let sent = 0;
  const { user, outer } = await opened((close) => (
    <FormDialog {...frame} onSubmit={() => (sent += 1)} onClose={close}>
      <input aria-label="Reason" />
    </FormDialog>
  ));
  await user.type(screen.getByLabelText('Reason'), 'moved{Enter}');
  expect(sent).toBe(1);
  expect(outer()).toBe(0);
  expect(screen.getByRole('dialog', { name: 'Close the case' })).toBeVisible();
});

test.each([
  ['something is missing', { ready: false }],
  ['the act is on its way', { pending: true }],
])('nothing is sent while %s', async (_, state) => {
  let sent = 0;
  const { user } = await opened((close) => (
    <FormDialog {...frame} {...state} onSubmit={() => (sent += 1)} onClose={close}>
      <input aria-label="Reason" />
    </FormDialog>
  ));
  expect(screen.getByRole('button', { name: 'Close it' })).toBeDisabled();
  await user.type(screen.getByLabelText('Reason'), 'moved{Enter}');
  expect(sent).toBe(0);
});

test('a failure is said, and what was written stays', async () => {
  const error = new ApiError(409, { type: 'urn:ombud:problem:conflict' });
  await opened((close) => (
    <FormDialog {...frame} error={error} onSubmit={() => undefined} onClose={close}>
      <input aria-label="Reason" defaultValue="moved" />
    </FormDialog>
  ));
  expect(screen.getByRole('alert')).toHaveTextContent('Not possible as things stand');
  expect(screen.getByLabelText('Reason')).toHaveValue('moved');
});

test.each([
  ['Cancel', (user: ReturnType<typeof userEvent.setup>) => user.click(screen.getByRole('button', { name: 'Cancel' }))],
  ['Escape', (user: ReturnType<typeof userEvent.setup>) => user.keyboard('{Escape}')],
])('%s closes the dialog, and the focus is where it was', async (_, close) => {
  const { user } = await opened((close) => (
    <FormDialog {...frame} onSubmit={() => undefined} onClose={close}>
      <input aria-label="Reason" />
    </FormDialog>
  ));
  await close(user);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  await expect.poll(() => document.activeElement?.textContent).toBe('Open');
});

test('a dialog that cannot be closed waits for one of its actions', async () => {
  const { user } = await opened((close) => (
    <DialogFrame title="This alert changed" actions={<button onClick={close}>Keep</button>}>
      Somebody was faster.
    </DialogFrame>
  ));
  await user.keyboard('{Escape}');
  expect(screen.getByRole('alertdialog', { name: 'This alert changed' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
});
