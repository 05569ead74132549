import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { agreementQuery, unmaskingRulesQuery, type Agreement, type NameRequest } from '../api/requests';
import { viewerQuery, type Me, type Viewer } from '../api/viewer';
import { loadPageTexts, startTexts } from '../texts';
import { Agreed } from './agreed';

const texts = await startTexts();
await loadPageTexts();

const ME: Me = {
  account: {
    id: 'account-1',
    login: 'apo',
    display_name: 'Apo',
    kind: 'human',
    roles: [],
    state: 'active',
    created: '2026-11-01T08:00:00Z',
    linked: false,
    one_time_codes: false,
  },
  operations: ['read-agreement', 'read-settings'],
  must_set_up: false,
  fresh: true,
  notices: [],
  recovery_codes: 0,
};

const AGREEMENT: Agreement = {
  id: 'agreement-1',
  standing: 'in-force',
  in_force: true,
  title: 'Leavers',
  unmasking_purposes: ['investigation'],
  unmasking_approvals: 2,
  text: 'Ombud agreement, form 1',
  digest: '00',
  drafted_by: [],
  signatures: [],
  signatures_required: 2,
};

const REQUEST: NameRequest = {
  id: 'unmasking-1',
  person: 'amber-otter-482',
  case: 'case-1',
  purpose: 'investigation',
  asked_by: 'account-2',
  asked_at: '2026-11-30T08:00:00Z',
  state: 'requested',
  approvals: [],
  approvals_needed: 2,
  minutes: 1500,
};

function show(request: NameRequest, agreement: Agreement | null) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 'static' } } });
  const viewer: Viewer = { kind: 'account', me: ME };
  queries.setQueryData(viewerQuery.queryKey, () => viewer);
  queries.setQueryData(agreementQuery.queryKey, agreement);
  queries.setQueryData(unmaskingRulesQuery.queryKey, {
    approvals: 1,
    usual_minutes: 1440,
    longest_minutes: 43_200,
    lapse_minutes: 10_080,
    releases_per_day: 20,
  });
  render(
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={queries}>
        <Agreed request={request} />
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

test('what is agreed and holds says so', () => {
  show(REQUEST, AGREEMENT);
  expect(screen.getByText('Leavers')).toBeVisible();
  expect(screen.getByText('Investigation is an agreed purpose.')).toBeVisible();
  expect(screen.getByText('2 approvals by different people are needed.')).toBeVisible();
  expect(screen.getByText('Asked for 1 day 1 hour, at most 30 days.')).toBeVisible();
  expect(screen.queryByLabelText('Does not hold')).toBeNull();
});

test('a purpose that is not agreed, and too few approvals, say so', () => {
  show({ ...REQUEST, purpose: 'interview', approvals_needed: 1 }, AGREEMENT);
  expect(screen.getByText('Interview is not an agreed purpose. Agreed: Investigation.')).toBeVisible();
  expect(screen.getAllByLabelText('Does not hold')).toHaveLength(2);
});

test('without an agreement only the rules here count', () => {
  show(REQUEST, null);
  expect(screen.getByText(/^No agreement is in force\./)).toBeVisible();
  expect(screen.getAllByLabelText('Holds')).toHaveLength(1);
});
