import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { choicesQuery } from '../api/alerts';
import { caseHistoryQuery, caseNotesQuery, tasksQuery, type Case } from '../api/cases';
import { viewerQuery, type Me, type Viewer } from '../api/viewer';
import { loadPageTexts, startTexts } from '../texts';
import { Ending } from './ending';
import { HandOver } from './hand-over';
import { Notes } from './notes';
import { Tasks } from './tasks';

const texts = await startTexts();
await loadPageTexts();
const AT = '2026-11-30T08:00:00Z';
const WRITE = ['list-alerts', 'note-case', 'change-case-task'];

const CASE: Case = {
  id: 'case-1',
  persons: ['amber-otter-482'],
  contributors: ['account-1', 'account-2'],
  opened_by: 'account-1',
  opened_at: AT,
  changed_at: AT,
};
const CLOSED: Case = { ...CASE, closed_at: AT, outcome: 'benign' };

function me(operations: string[]): Me {
  return {
    account: {
      id: 'account-1',
      login: 'ana',
      display_name: 'Ana',
      kind: 'human',
      roles: [],
      state: 'active',
      created: AT,
      linked: false,
      one_time_codes: false,
    },
    operations,
    must_set_up: false,
    fresh: true,
    notices: [],
    recovery_codes: 0,
  };
}

/** The page for somebody whose roles open these operations, with what the server has said. */
function pageFor(operations: string[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 'static' } } });
  const viewer: Viewer = { kind: 'account', me: me(operations) };
  queries.setQueryData(viewerQuery.queryKey, () => viewer);
  queries.setQueryData(choicesQuery.queryKey, {
    policies: [],
    triggers: [],
    units: [],
    assignees: [
      { account: 'account-2', name: 'Ivo' },
      { account: 'account-3', name: 'Oz' },
    ],
  });
  queries.setQueryData(tasksQuery(CASE.id).queryKey, [
    { id: 'task-1', title: 'Ask for the list', owner: null, due: null, done: false, version: 1 },
    { id: 'task-2', title: null, owner: null, due: null, done: false, version: 1 },
  ]);
  queries.setQueryData(caseNotesQuery(CASE.id).queryKey, [{ at: AT, by: 'account-2' }]);
  queries.setQueryData(caseHistoryQuery(CASE.id).queryKey, [
    { at: AT, by: 'account-2', kind: 'closed', outcome: 'benign', action: 'none', text: 'It was agreed.' },
  ]);
  return (page: ReactNode) => (
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={queries}>{page}</QueryClientProvider>
    </I18nextProvider>
  );
}

const buttons = () =>
  screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent);

test('a task is done and changed by whoever may, in an open case, while its title can be read', () => {
  render(pageFor(WRITE)(<Tasks shown={CASE} />));
  expect(buttons()).toEqual([
    'Add a task',
    'The task “Ask for the list” is done',
    'Change the task “Ask for the list”',
  ]);
  expect(screen.getByText(/^Nobody can read this any more/)).toBeVisible();
});

test('whoever only reads, and everybody in a closed case, is offered no task', () => {
  const { unmount } = render(pageFor(['list-alerts'])(<Tasks shown={CASE} />));
  expect(screen.getByText('Ask for the list')).toBeVisible();
  expect(buttons()).toEqual([]);
  unmount();
  render(pageFor(WRITE)(<Tasks shown={CLOSED} />));
  expect(screen.getByText('Ask for the list')).toBeVisible();
  expect(buttons()).toEqual([]);
});

test('a case is closed by whoever may; a closed one says what it came to, and why', () => {
  const { unmount } = render(pageFor(WRITE)(<Ending shown={CASE} />));
  expect(screen.queryByRole('heading')).toBeNull();
  unmount();
  const { rerender } = render(pageFor(['close-case', 'reopen-case'])(<Ending shown={CASE} />));
  expect(buttons()).toEqual(['Close the case']);
  rerender(pageFor(['close-case', 'reopen-case'])(<Ending shown={CLOSED} />));
  expect(buttons()).toEqual(['Reopen the case']);
  expect(screen.getByText('It was agreed.')).toBeVisible();
});

test('evidence is handed over by whoever may, also of a closed case, and not without a recipient', async () => {
  const { unmount } = render(pageFor(WRITE)(<HandOver shown={CASE} />));
  expect(screen.queryByRole('heading')).toBeNull();
  unmount();
  const page = pageFor(['hand-over-case']);
  const { rerender } = render(page(<HandOver shown={CASE} />));
  expect(buttons()).toEqual(['Hand over evidence']);
  rerender(page(<HandOver shown={CLOSED} />));
  await userEvent.click(screen.getByRole('button', { name: 'Hand over evidence' }));
  const dialog = within(screen.getByRole('dialog'));
  // Whoever is shown no names is offered none.
  expect(dialog.queryByRole('checkbox')).toBeNull();
  expect(dialog.getByRole('button', { name: 'Hand over evidence' })).toBeDisabled();
  await userEvent.type(dialog.getByLabelText('Whom it goes to, and why'), 'Legal');
  expect(dialog.getByRole('button', { name: 'Hand over evidence' })).toBeEnabled();
});

test('a note that was typed stays when the case is closed, and cannot be sent', async () => {
  const page = pageFor(WRITE);
  const { rerender } = render(page(<Notes id={CASE.id} open />));
  await userEvent.type(screen.getByLabelText('New note'), 'as agreed');
  rerender(page(<Notes id={CASE.id} open={false} />));
  expect(screen.getByLabelText('New note')).toHaveValue('as agreed');
  expect(screen.getByRole('button', { name: 'Add note' })).toBeDisabled();
  expect(screen.getByText(/^The case was closed while you were writing/)).toBeVisible();
  await userEvent.clear(screen.getByLabelText('New note'));
  expect(screen.queryByLabelText('New note')).toBeNull();
});
