import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, test, vi } from 'vitest';
import { changeSettings } from '../app/settings';
import { startTexts } from '../texts';
import { EvidenceBar } from './evidence-bar';
import { Moment } from './moment';
import { PersonChip } from './person-chip';
import { Severity } from './severity';
import { Failed } from './states';
import { Toasts, useToast } from './toast';

const texts = await startTexts();
const show = (page: ReactNode) => render(<I18nextProvider i18n={texts}>{page}</I18nextProvider>);

afterEach(() => {
  changeSettings({ language: 'en' });
  vi.useRealTimers();
});

test('severity has a word in the language of the viewer', async () => {
  show(<Severity level="high" />);
  expect(screen.getByText('high')).toBeVisible();
  act(() => changeSettings({ language: 'de' }));
  expect(await screen.findByText('hoch')).toBeVisible();
});

test('the evidence bar is full at 25 and the number goes on', () => {
  const { container } = show(<EvidenceBar times={31.4} />);
  expect(screen.getByText('Evidence: 31 times what opens an alert')).toBeInTheDocument();
  expect(container.querySelector('.bar > span')).toHaveStyle({ width: '100%' });
});

test('a moment says UTC to whoever asks, and text that is no date stays text', () => {
  show(
    <>
      <Moment at="2026-11-30T08:14:00Z" />
      <Moment at="<b>soon</b>" />
    </>,
  );
  expect(screen.getByTitle(/08:14:00 UTC/)).toHaveAttribute('datetime', '2026-11-30T08:14:00.000Z');
  expect(screen.getByText('<b>soon</b>')).toBeVisible();
});

test('a shown name takes the place of the pseudonym', () => {
  show(<PersonChip pseudonym="amber-otter-482" released={{ name: 'Mara Lind', note: '1 d left' }} />);
  expect(screen.getByText('Mara Lind')).toBeVisible();
  expect(screen.queryByText('amber-otter-482')).toBeNull();
});

test('a failed region offers to try again and names the reference', async () => {
  const onRetry = vi.fn();
  show(<Failed title="Failed" reference="r-1" onRetry={onRetry} />);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
  expect(screen.getByText('r-1')).toBeVisible();
});

function Acting({ undo }: { readonly undo: () => void }) {
  const toast = useToast();
  return (
    <>
      <button type="button" onClick={() => toast.show('Dismissed', undo)}>
        dismiss
      </button>
      <button type="button" onClick={toast.undoNewest}>
        newest
      </button>
    </>
  );
}

test('an act can be undone once, within a minute', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const undo = vi.fn();
  show(
    <Toasts>
      <Acting undo={undo} />
    </Toasts>,
  );
  await userEvent.click(screen.getByText('dismiss'));
  await userEvent.click(screen.getByText('newest'));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(screen.queryByText('Dismissed')).toBeNull();
  await userEvent.click(screen.getByText('dismiss'));
  act(() => void vi.advanceTimersByTime(61_000));
  expect(screen.queryByText('Dismissed')).toBeNull();
  await userEvent.click(screen.getByText('newest'));
  expect(undo).toHaveBeenCalledTimes(1);
});
