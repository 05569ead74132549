import { queryOptions } from '@tanstack/react-query';
import { clientOf, unwrap } from './client';
import { ApiError } from './problem';
import type { components } from './schema';

// Typed by hand until the server's OpenAPI file has these operations.

type Summary = components['schemas']['AlertSummary'];
type Detail = components['schemas']['AlertDetail'];

export const REASONS = [
  'false-positive',
  'expected-activity',
  'authorised',
  'duplicate',
  'not-worth-pursuing',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Decision {
  readonly kind: 'dismissed' | 'confirmed';
  readonly reason?: string;
  readonly case?: string;
  readonly by: string;
  readonly at: string;
  readonly undo_until: string;
}

/** What a list and a page know about who decides what until when. */
interface Decidable {
  readonly version: number;
  /** Id of an account. */
  readonly assignee: string | null;
  /** The sum over the sum that opens an alert, in hundredths. */
  readonly evidence: number;
  readonly due: string | null;
  readonly decision: Decision | null;
}

export type Alert = Summary & Decidable;
export type AlertDetail = Detail & Decidable;
export type Target = Pick<Alert, 'id' | 'version'>;

export type Act =
  | { readonly kind: 'dismiss'; readonly reason: Reason; readonly note?: string }
  | { readonly kind: 'confirm'; readonly case?: string; readonly note?: string }
  | { readonly kind: 'assign'; readonly assignee: string | null };

export interface Result {
  readonly id: string;
  readonly status: 'done' | 'changed' | 'refused';
  readonly detail?: string;
}

export interface HistoryEntry {
  readonly at: string;
  readonly by: string;
  readonly kind: 'opened' | 'assigned' | 'note' | 'dismissed' | 'confirmed' | 'undone';
  readonly text?: string;
  readonly reason?: string;
  readonly case?: string;
}

interface Answers<T> {
  responses: { 200: { content: { 'application/json': T } } };
}

interface OfAlert {
  parameters: { path: { id: string } };
}

interface Takes<T> {
  requestBody: { content: { 'application/json': T } };
}

interface Listed {
  parameters: {
    query: {
      status?: Summary['status'];
      severity?: Summary['severity'];
      policy?: string;
      limit: number;
      cursor?: string;
    };
  };
}

interface Paths {
  '/api/v1/alerts': { get: Listed & Answers<{ alerts: Alert[]; next_cursor?: string | null }> };
  '/api/v1/alerts/{id}': { get: OfAlert & Answers<AlertDetail> };
  '/api/v1/alerts/{id}/dismiss': {
    post: OfAlert & Takes<{ version: number; reason: Reason; note?: string }> & Answers<AlertDetail>;
  };
  '/api/v1/alerts/{id}/confirm': {
    post: OfAlert & Takes<{ version: number; case?: string; note?: string }> & Answers<AlertDetail>;
  };
  '/api/v1/alerts/{id}/assignee': {
    put: OfAlert & Takes<{ version: number; assignee: string | null }> & Answers<AlertDetail>;
  };
  '/api/v1/alerts/{id}/notes': { post: OfAlert & Takes<{ text: string }> & Answers<HistoryEntry> };
  '/api/v1/alerts/{id}/undo': { post: OfAlert & Takes<{ version: number }> & Answers<AlertDetail> };
  '/api/v1/alerts/{id}/history': { get: OfAlert & Answers<{ entries: HistoryEntry[] }> };
  '/api/v1/alerts/decisions': { post: Takes<{ alerts: Target[]; act: Act }> & Answers<{ results: Result[] }> };
}

export const decisionsApi = clientOf<Paths>();

/** Somebody else changed the alert since it was read. */
export class ConflictError extends ApiError {
  readonly current: AlertDetail;

  constructor(current: AlertDetail) {
    super(409, { type: 'urn:ombud:problem:conflict' });
    this.current = current;
  }
}

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

async function unlessChanged<T>(answer: Answer<T>): Promise<NonNullable<T>> {
  const error = await answer.then(
    (given) => given.error,
    () => undefined,
  );
  if (typeof error === 'object' && error !== null && 'current' in error && isDetail(error.current)) {
    throw new ConflictError(error.current);
  }
  return unwrap(answer);
}

function isDetail(value: unknown): value is AlertDetail {
  return typeof value === 'object' && value !== null && 'version' in value && 'ledger' in value && 'status' in value;
}

export function decide({ id, version }: Target, act: Act): Promise<AlertDetail> {
  const params = { path: { id } };
  switch (act.kind) {
    case 'dismiss': {
      const { reason, note } = act;
      const body = { version, reason, ...(note === undefined ? {} : { note }) };
      return unlessChanged(decisionsApi.POST('/api/v1/alerts/{id}/dismiss', { params, body }));
    }
    case 'confirm': {
      const { case: into, note } = act;
      const body = { version, ...(into === undefined ? {} : { case: into }), ...(note === undefined ? {} : { note }) };
      return unlessChanged(decisionsApi.POST('/api/v1/alerts/{id}/confirm', { params, body }));
    }
    case 'assign':
      return unlessChanged(
        decisionsApi.PUT('/api/v1/alerts/{id}/assignee', { params, body: { version, assignee: act.assignee } }),
      );
  }
}

export async function decideAll(alerts: readonly Target[], act: Act): Promise<readonly Result[]> {
  const body = { alerts: alerts.map(({ id, version }) => ({ id, version })), act };
  return (await unwrap(decisionsApi.POST('/api/v1/alerts/decisions', { body }))).results;
}

export function undo({ id, version }: Target): Promise<AlertDetail> {
  return unlessChanged(decisionsApi.POST('/api/v1/alerts/{id}/undo', { params: { path: { id } }, body: { version } }));
}

export function addNote({ id, text }: { readonly id: string; readonly text: string }): Promise<HistoryEntry> {
  return unwrap(decisionsApi.POST('/api/v1/alerts/{id}/notes', { params: { path: { id } }, body: { text } }));
}

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id, 'history'],
    queryFn: ({ signal }) =>
      unwrap(decisionsApi.GET('/api/v1/alerts/{id}/history', { signal, params: { path: { id } } })),
  });
