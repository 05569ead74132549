import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { withFreshProof } from './fresh';
import { addPasskey as add } from './passkeys';
import type { components } from './schema';

export type Passkey = components['schemas']['PasskeySummary'];
export type Session = components['schemas']['SessionSummary'];
export type Token = components['schemas']['TokenSummary'];
export type NewToken = components['schemas']['NewToken'];

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/me/passkeys', { signal }))).passkeys,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/sessions', { signal }))).sessions,
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/tokens', { signal }))).tokens,
});

export const changePassword = (body: { readonly current: string; readonly new: string }) =>
  withFreshProof(() => unwrap(api.PUT('/api/v1/me/password', { body })));

export const beginCodes = () => withFreshProof(() => unwrap(api.POST('/api/v1/me/totp')));

export const finishCodes = (code: string) =>
  withFreshProof(() => unwrap(api.PUT('/api/v1/me/totp', { body: { code: code.trim() } })));

export const turnCodesOff = () => withFreshProof(() => unwrap(api.DELETE('/api/v1/me/totp')));

export const newRecoveryCodes = () => withFreshProof(() => unwrap(api.POST('/api/v1/me/recovery-codes')));

export const unlinkProvider = () => withFreshProof(() => unwrap(api.DELETE('/api/v1/me/provider')));

export const addPasskey = (label: string) => withFreshProof(() => add(label));

export const renamePasskey = ({ id, label }: { readonly id: string; readonly label: string }) =>
  withFreshProof(() =>
    unwrap(api.PUT('/api/v1/me/passkeys/{passkey}', { params: { path: { passkey: id } }, body: { label } })),
  );

export const removePasskey = (id: string) =>
  withFreshProof(() => unwrap(api.DELETE('/api/v1/me/passkeys/{passkey}', { params: { path: { passkey: id } } })));

export const endSession = (id: string) =>
  withFreshProof(() => unwrap(api.DELETE('/api/v1/sessions/{session}', { params: { path: { session: id } } })));

export const endOtherSessions = () => withFreshProof(() => unwrap(api.DELETE('/api/v1/sessions')));

export const issueToken = (body: NewToken) => withFreshProof(() => unwrap(api.POST('/api/v1/tokens', { body })));

export const revokeToken = (id: string) =>
  withFreshProof(() => unwrap(api.DELETE('/api/v1/tokens/{token}', { params: { path: { token: id } } })));
