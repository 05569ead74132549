import { afterEach, expect, test, vi } from 'vitest';
import { api, unwrap } from './client';
import { setFreshProofDialog, withFreshProof } from './fresh';
import { ApiError, mayHelpToRetry } from './problem';

const json = (status: number, body: object, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });

const problem = (status: number, kind: string) =>
  json(
    status,
    { type: `urn:ombud:problem:${kind}`, title: '', status, detail: 'why', instance: 'urn:ombud:request:r-1' },
    'application/problem+json',
  );

function answerWith(...answers: Response[]) {
  const fetch = vi.fn<(request: Request) => Promise<Response>>(() =>
    Promise.resolve(answers.shift() ?? Response.error()),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => vi.unstubAllGlobals());

test('a problem document becomes an error with its kind and reference', async () => {
  answerWith(problem(404, 'not-found'));
  const error: unknown = await unwrap(api.GET('/api/v1/me')).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 404, kind: 'not-found', reference: 'r-1', message: 'why' });
  expect(mayHelpToRetry(error)).toBe(false);
});

test('no answer is an error of its own kind', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
  await expect(unwrap(api.GET('/api/v1/me'))).rejects.toMatchObject({ status: 0, kind: 'unreachable' });
});

test('the token of the newest session goes with each change, and with no reading', async () => {
  const fetch = answerWith(json(200, { csrf: 'first' }), json(200, { done: true }), json(200, { sessions: [] }));
  await unwrap(api.POST('/api/v1/sign-in', { body: { login: 'a', password: 'b' } }));
  await unwrap(api.POST('/api/v1/sign-out'));
  await unwrap(api.GET('/api/v1/sessions'));
  expect(fetch.mock.calls.map(([request]) => request.headers.get('x-ombud-csrf')).slice(1)).toEqual(['first', null]);
});

test('an act that needs a fresh proof is done again after it, and only then', async () => {
  const end = () => withFreshProof(() => unwrap(api.DELETE('/api/v1/sessions')));
  setFreshProofDialog(() => Promise.resolve(false));
  answerWith(problem(403, 'fresh-sign-in-needed'), json(200, { ended: 1 }));
  await expect(end()).rejects.toMatchObject({ kind: 'fresh-sign-in-needed' });
  setFreshProofDialog(() => Promise.resolve(true));
  answerWith(problem(403, 'fresh-sign-in-needed'), json(200, { ended: 1 }));
  await expect(end()).resolves.toEqual({ ended: 1 });
});
