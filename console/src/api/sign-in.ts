import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { hasStatus, problemOf } from './problem';

export const waysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/sign-in/ways', { signal })),
  staleTime: Infinity,
});

export interface Proof {
  readonly password: string;
  /** Empty where none was asked for. */
  readonly code: string;
}

const withCode = ({ password, code }: Proof) => ({ password, ...(code.trim() === '' ? {} : { code: code.trim() }) });

export const signIn = ({ login, ...proof }: Proof & { readonly login: string }) =>
  unwrap(api.POST('/api/v1/sign-in', { body: { login, ...withCode(proof) } }));

export const confirm = (proof: Proof) => unwrap(api.POST('/api/v1/confirm', { body: withCode(proof) }));

/**
 * Whether the account has one-time codes and none was sent. The API has no kind of problem for it, only this sentence: should it
 * change, the field for the code is still one button away.
 */
export function asksForCode(error: unknown): boolean {
  return hasStatus(error, 401) && (problemOf(error)?.message.includes('has one-time codes') ?? false);
}
