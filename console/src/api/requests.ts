import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { withFreshProof } from './fresh';
import type { components } from './schema';

type Schemas = components['schemas'];

/** Somebody asks to be shown the name of one person. */
export type NameRequest = Schemas['UnmaskingSummary'];
/** Somebody asks for a report of what one person did, or that policies score the person. */
export type PersonRequest = Schemas['PersonRequestSummary'];
export type Asks = PersonRequest['asks'];
export type Request = NameRequest | PersonRequest;
export type RequestState = Request['state'];
export type Report = Schemas['UserReport'];
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

export function isAboutPerson(request: Request): request is PersonRequest {
  return 'asks' in request;
}

/** Below this key lies all that is read of requests. */
export const REQUESTS = ['requests'] as const;

export const nameRequestsQuery = queryOptions({
  queryKey: [...REQUESTS, 'names'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/unmaskings', { signal }))).unmaskings,
});

export const personRequestsQuery = queryOptions({
  queryKey: [...REQUESTS, 'persons'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/person-requests', { signal }))).requests,
});

export const readNameRequest = (id: string, signal: AbortSignal) =>
  unwrap(api.GET('/api/v1/unmaskings/{unmasking}', { signal, params: { path: { unmasking: id } } }));

export const nameRequestQuery = (id: string) =>
  queryOptions({ queryKey: [...REQUESTS, id], queryFn: ({ signal }) => readNameRequest(id, signal) });

export const personRequestQuery = (id: string) =>
  queryOptions({
    queryKey: [...REQUESTS, id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/person-requests/{request}', { signal, params: { path: { request: id } } })),
  });

/** Made when it is read; each reading is in the audit log, so it is not read again by itself. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: [...REQUESTS, id, 'report'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/person-requests/{request}/report', { signal, params: { path: { request: id } } })),
    staleTime: 'static',
    gcTime: 0,
  });

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

export const askForName = (body: Schemas['UnmaskingRequest']): Promise<NameRequest> =>
  withFreshProof(() => unwrap(api.POST('/api/v1/unmaskings', { body })));

export const askAboutPerson = (body: Schemas['NewPersonRequest']): Promise<PersonRequest> =>
  withFreshProof(() => unwrap(api.POST('/api/v1/person-requests', { body })));

export type Step =
  { readonly kind: 'approve' | 'withdraw' } | { readonly kind: 'deny' | 'end'; readonly ground: string };

interface Taken {
  readonly request: Request;
  readonly step: Step;
}

/** Goes one step on with a request. */
export function take({ request, step }: Taken): Promise<Request> {
  const go: (id: string, step: Step) => Promise<Request> = isAboutPerson(request) ? takeAbout : takeOnName;
  return withFreshProof(() => go(request.id, step));
}

function takeOnName(id: string, step: Step): Promise<NameRequest> {
  const params = { path: { unmasking: id } };
  switch (step.kind) {
    case 'approve':
      return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/approve', { params }));
    case 'withdraw':
      return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/withdraw', { params }));
    case 'deny':
      return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/deny', { params, body: { ground: step.ground } }));
    case 'end':
      return unwrap(api.POST('/api/v1/unmaskings/{unmasking}/revoke', { params, body: { ground: step.ground } }));
  }
}

function takeAbout(id: string, step: Step): Promise<PersonRequest> {
  const params = { path: { request: id } };
  switch (step.kind) {
    case 'approve':
      return unwrap(api.POST('/api/v1/person-requests/{request}/approve', { params }));
    case 'withdraw':
      return unwrap(api.POST('/api/v1/person-requests/{request}/withdraw', { params }));
    case 'deny':
      return unwrap(api.POST('/api/v1/person-requests/{request}/deny', { params, body: { ground: step.ground } }));
    case 'end':
      return unwrap(api.POST('/api/v1/person-requests/{request}/end', { params, body: { ground: step.ground } }));
  }
}

/** The name itself. Each call is counted and in the audit log. */
export const reveal = (id: string) =>
  withFreshProof(() =>
    unwrap(api.POST('/api/v1/unmaskings/{unmasking}/reveal', { params: { path: { unmasking: id } } })),
  );
