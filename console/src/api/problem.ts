import type { components } from './schema';

type ProblemBody = components['schemas']['ProblemBody'];

/** An answer that is a problem document (RFC 9457), or no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  /** The last part of the type, such as `not-found`; `unreachable` when nothing answered. */
  readonly kind: string;
  /** What the server calls the kind, in English. */
  readonly title: string;
  /** The id of the request, which the server's log has too. */
  readonly reference: string | undefined;
  /** The alert as it is now, where somebody else was faster with it. */
  readonly current: components['schemas']['AlertDetail'] | undefined;

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.kind = body.type?.split(':').at(-1) ?? (status === 0 ? 'unreachable' : 'internal');
    this.title = body.title ?? '';
    this.reference = body.instance?.split(':').at(-1);
    this.current = body.current ?? undefined;
  }
}

/** The problem that an error is; nothing for a fault of the console itself. */
export function problemOf(error: unknown): ApiError | undefined {
  return error instanceof ApiError ? error : undefined;
}

/** Kinds about which the server always says the same. */
const SAYS_NO_MORE: readonly string[] = ['fresh-sign-in-needed', 'internal', 'not-found'];

/** What the server says about a problem, in English, where that is more than its kind says. */
export function detailOf(error: unknown): string | undefined {
  const { kind = '', title = '', message: detail = '' } = problemOf(error) ?? {};
  if (detail === '' || detail === title.toLowerCase() || SAYS_NO_MORE.includes(kind)) return undefined;
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}

export function hasStatus(error: unknown, status: number): boolean {
  return problemOf(error)?.status === status;
}

/** The server has no master key. */
export function isSealed(error: unknown): boolean {
  return problemOf(error)?.kind === 'sealed';
}

/** Trying again helps only where the server or the way to it failed. */
export function mayHelpToRetry(error: unknown): boolean {
  if (isSealed(error)) return false;
  const problem = problemOf(error);
  return problem === undefined || problem.status === 0 || problem.status >= 500;
}
