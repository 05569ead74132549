import { api, unwrap } from './client';

/** Whether this browser can use passkeys. */
export function browserHasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** Whether the person turned away from the browser's dialog, or had no passkey to show. */
export function wasNotUsed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}

// The API describes options and answers as plain objects: their fields are those of WebAuthn's JSON, which the browser
// and the server check. So the types are asserted in these two functions, and nowhere else.
/* eslint-disable @typescript-eslint/consistent-type-assertions */

/** WebAuthn's JSON for an answer, with bytes as base64url. */
interface Answer<Field extends string> {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: Partial<Record<Field, string>>;
}

async function get(options: object): Promise<Record<string, never>> {
  const { publicKey: json } = options as { publicKey: PublicKeyCredentialRequestOptionsJSON };
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json);
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const { id, rawId, type, response } = found.toJSON() as Answer<
    'authenticatorData' | 'clientDataJSON' | 'signature' | 'userHandle'
  >;
  const { authenticatorData, clientDataJSON, signature, userHandle } = response;
  const answer: object = { id, rawId, type, response: { authenticatorData, clientDataJSON, signature, userHandle } };
  return answer as Record<string, never>;
}

async function create(options: object): Promise<Record<string, never>> {
  const { publicKey: json } = options as { publicKey: PublicKeyCredentialCreationOptionsJSON };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const { id, rawId, type, response } = made.toJSON() as Answer<'attestationObject' | 'clientDataJSON'>;
  const { attestationObject, clientDataJSON } = response;
  const answer: object = { id, rawId, type, response: { attestationObject, clientDataJSON } };
  return answer as Record<string, never>;
}

/* eslint-enable @typescript-eslint/consistent-type-assertions */

export async function signInWithPasskey(): Promise<void> {
  const { options } = await unwrap(api.POST('/api/v1/sign-in/passkey'));
  await unwrap(api.PUT('/api/v1/sign-in/passkey', { body: { answer: await get(options) } }));
}

export async function confirmWithPasskey(): Promise<void> {
  const { options } = await unwrap(api.POST('/api/v1/confirm/passkey'));
  await unwrap(api.PUT('/api/v1/confirm/passkey', { body: { answer: await get(options) } }));
}

export async function addPasskey(label: string): Promise<void> {
  const { options } = await unwrap(api.POST('/api/v1/me/passkeys'));
  await unwrap(api.PUT('/api/v1/me/passkeys', { body: { label, answer: await create(options) } }));
}
