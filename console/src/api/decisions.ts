import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Alert = Schemas['AlertSummary'];
export type AlertDetail = Schemas['AlertDetail'];
export type HistoryEntry = Schemas['HistoryEntry'];
type Result = Schemas['ManyResult'];

/** What identifies an alert as it was read. */
export type Target = Pick<Alert, 'id' | 'version'>;

export const REASONS = [
  'false-positive',
  'expected-activity',
  'authorised',
  'duplicate',
  'not-worth-pursuing',
] as const;
export type Reason = (typeof REASONS)[number];

/** The longest note that the server takes. */
export const NOTE_AT_MOST = 4000;

export type Act =
  | { readonly kind: 'dismiss'; readonly reason: Reason; readonly note: string | null }
  | { readonly kind: 'confirm'; readonly case: string | null; readonly note: string | null }
  | { readonly kind: 'assign'; readonly assignee: string | null };

export function decide({ id, version }: Target, act: Act): Promise<AlertDetail> {
  const params = { path: { id } };
  switch (act.kind) {
    case 'dismiss': {
      const body = { version, reason: act.reason, note: act.note };
      return unwrap(api.POST('/api/v1/alerts/{id}/dismiss', { params, body }));
    }
    case 'confirm': {
      const body = { version, case: act.case, note: act.note };
      return unwrap(api.POST('/api/v1/alerts/{id}/confirm', { params, body }));
    }
    case 'assign': {
      const body = { version, assignee: act.assignee };
      return unwrap(api.PUT('/api/v1/alerts/{id}/assignee', { params, body }));
    }
  }
}

/** The most alerts that one request decides on. */
const AT_ONCE = 400;

export async function decideAll(alerts: readonly Target[], act: Act): Promise<readonly Result[]> {
  // Many alerts are confirmed without a note: it would stand with persons whom it does not concern.
  const many: Schemas['ManyAct'] = act.kind === 'confirm' ? { kind: 'confirm', case: act.case } : act;
  const results: Result[] = [];
  for (let from = 0; from < alerts.length; from += AT_ONCE) {
    const part = alerts.slice(from, from + AT_ONCE).map(({ id, version }) => ({ id, version }));
    const answer = await unwrap(api.POST('/api/v1/alerts/decisions', { body: { alerts: part, act: many } }));
    results.push(...answer.results);
  }
  return results;
}

export function undo({ id, version }: Target): Promise<AlertDetail> {
  return unwrap(api.POST('/api/v1/alerts/{id}/undo', { params: { path: { id } }, body: { version } }));
}

export function addNote({ id, text }: { readonly id: string; readonly text: string }): Promise<HistoryEntry> {
  return unwrap(api.POST('/api/v1/alerts/{id}/notes', { params: { path: { id } }, body: { text } }));
}

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id, 'history'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/alerts/{id}/history', { signal, params: { path: { id } } })),
  });
