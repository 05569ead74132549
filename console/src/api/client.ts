import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError } from './problem';
import type { components, paths } from './schema';

// The token against forged requests lives in memory only. Each answer that begins or renews a session carries the next one.
let csrf: string | undefined;

const csrfHeader: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && csrf !== undefined) request.headers.set('X-Ombud-Csrf', csrf);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith('application/json')) return;
    const body: unknown = await response.clone().json();
    if (typeof body === 'object' && body !== null && 'csrf' in body && typeof body.csrf === 'string') csrf = body.csrf;
  },
};

// `fetch` is looked up at each call, so that a test can put another one in its place.
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
api.use(csrfHeader);

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The data of an answer; throws an {@link ApiError} for everything else. */
export async function unwrap<T>(answer: Answer<T>): Promise<NonNullable<T>> {
  const { data, error, response } = await answer.catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason;
    throw new ApiError(0, {});
  });
  if (data === undefined || data === null) throw new ApiError(response.status, isProblem(error) ? error : {});
  return data;
}

function isProblem(value: unknown): value is components['schemas']['ProblemBody'] {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
