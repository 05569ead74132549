import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { withFreshProof } from './fresh';
import type { components } from './schema';

type Schemas = components['schemas'];

/** Somebody asks to be shown the name of one person. */
export type Request = Schemas['UnmaskingSummary'];
export type RequestState = Schemas['UnmaskingState'];
export type Agreement = Schemas['AgreementSummary'];

/** What a name is needed for. */
export const PURPOSES = [
  'investigation',
  'interview',
  'containment',
  'exoneration',
  'safeguarding',
  'legal-claim',
  'report-to-authority',
  'rights-of-the-person',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Why a request is denied. */
export const DENIALS = [
  'not-necessary',
  'too-weak',
  'purpose-not-allowed',
  'too-long',
  'not-explained',
  'conflict-of-interest',
] as const;

/** Why a release is ended before its time. Closing a case ends it by itself: that ground is nobody's choice. */
export const REVOCATIONS = ['no-longer-needed', 'wrong-person', 'misuse', 'viewer-left', 'agreement-ended'] as const;

/** The shortest and the longest reason that the server takes. */
export const REASON_AT_LEAST = 10;
export const REASON_AT_MOST = 4000;

export const requestsQuery = queryOptions({
  queryKey: ['requests'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/unmaskings', { signal }))).unmaskings,
});

export const readRequest = (id: string, signal: AbortSignal) =>
  unwrap(api.GET('/api/v1/unmaskings/{unmasking}', { signal, params: { path: { unmasking: id } } }));

export const requestQuery = (id: string) =>
  queryOptions({ queryKey: ['requests', id], queryFn: ({ signal }) => readRequest(id, signal) });

/** The agreement that holds; nothing where there is none. */
export const agreementQuery = queryOptions({
  queryKey: ['agreement'],
  queryFn: async ({ signal }): Promise<Agreement | null> => {
    const { agreements } = await unwrap(api.GET('/api/v1/agreements', { signal }));
    return agreements.find(({ in_force }) => in_force) ?? null;
  },
  staleTime: 60_000,
});

export const unmaskingRulesQuery = queryOptions({
  queryKey: ['unmasking-rules'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/unmasking-rules', { signal })),
  staleTime: 60_000,
});

export const askForName = (body: Schemas['UnmaskingRequest']): Promise<Request> =>
  withFreshProof(() => unwrap(api.POST('/api/v1/unmaskings', { body })));

export type Step =
  { readonly kind: 'approve' | 'withdraw' } | { readonly kind: 'deny' | 'revoke'; readonly ground: string };

/** Goes one step on with a request. */
export function take({ id, step }: { readonly id: string; readonly step: Step }): Promise<Request> {
  const params = { path: { unmasking: id } };
  return withFreshProof(() => {
    switch (step.kind) {
      case 'approve':
        return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/approve', { params }));
      case 'withdraw':
        return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/withdraw', { params }));
      case 'deny':
        return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/deny', { params, body: { ground: step.ground } }));
      case 'revoke':
        return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/revoke', { params, body: { ground: step.ground } }));
    }
  });
}

/** The name itself. Each call is counted and in the audit log. */
export const reveal = (id: string) =>
  withFreshProof(() =>
    unwrap(api.POST('/api/v1/unmaskings/{unmasking}/reveal', { params: { path: { unmasking: id } } })),
  );
