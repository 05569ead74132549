import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { Alert, AlertDetail } from './decisions';
import type { components, paths } from './schema';

export type { Alert, AlertDetail };
export type AlertStatus = components['schemas']['AlertStatus'];
export type LedgerLine = components['schemas']['LedgerLine'];
export type LineKind = components['schemas']['LineKind'];
export type Activity = components['schemas']['ActivityRow'];

export type RiskFactor = components['schemas']['RiskFactor'];
export type SpotlightReason = components['schemas']['SpotlightReason'];
export type Explanation = components['schemas']['AlertExplanation'];
export type ExplainedGroup = components['schemas']['ExplainedGroup'];
export type ExplainedDay = components['schemas']['ExplainedDay'];
export type Standing = components['schemas']['Standing'];

export type AlertFilters = Omit<
  NonNullable<paths['/api/v1/alerts']['get']['parameters']['query']>,
  'limit' | 'cursor' | 'together'
>;

/** Some of the alerts that meet the filters, as the queue shows them: those that stand together are one entry. */
export const listAlerts = (filters: AlertFilters, page: { limit: number; cursor?: string }, signal: AbortSignal) =>
  unwrap(api.GET('/api/v1/alerts', { signal, params: { query: { ...filters, together: true, ...page } } }));

/** What a page holds: a screen and more, so that it is there at once. */
export const PAGE = 100;
export const ACTIVITIES_AT_MOST = 200;

export const queueQuery = (filters: AlertFilters) =>
  infiniteQueryOptions({
    queryKey: ['alerts', filters],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      listAlerts(filters, { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    // Rows stay where they are while somebody reads.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
    structuralSharing: false,
  });

const OTHERS = 20;

/** The alerts about a person, whatever their status. */
export const alertsOfQuery = (person: string) =>
  queryOptions({
    queryKey: ['alerts', 'of', person],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/alerts', { signal, params: { query: { person, limit: OTHERS } } })),
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/alerts/{id}', { signal, params: { path: { id } } })),
  });

/** What an alert rests on, with the norm of each count. */
export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ['alert', id, 'explanation'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/alerts/{id}/explanation', { signal, params: { path: { id } } })),
  });

export type TuningOption = components['schemas']['TuningOption'];

/** What would become of a policy's alerts if an indicator counted less. */
export const tuningQuery = (policy: string, indicator: string) =>
  queryOptions({
    queryKey: ['tuning', policy, indicator],
    queryFn: ({ signal }) => {
      const params = { path: { policy }, query: { indicator } };
      return unwrap(api.GET('/api/v1/policies/{policy}/tuning', { signal, params }));
    },
    staleTime: 60_000,
  });

/** What the queue can be narrowed to, and to whom alerts can be given. */
export const choicesQuery = queryOptions({
  queryKey: ['alert-choices'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/alerts/choices', { signal })),
  staleTime: 60_000,
});

/** Where the alerts that meet the filters are to be had as a file. */
export function exportAddress(filters: AlertFilters): string {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  return `/api/v1/alerts/export?${query.toString()}`;
}

export const whyQuery = (person: string) =>
  queryOptions({
    queryKey: ['why', person],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/persons/{person}/why', { signal, params: { path: { person } } })),
    staleTime: 60_000,
  });

/** Activities of a person from one day to another, both included. Days are those of UTC, as in the ledger. */
export const activitiesQuery = (person: string, from: string, until: string) => {
  const where = `person = ${literal(person)} and time >= ${literal(from)} and time < ${literal(dayAfter(until))}`;
  return queryOptions({
    queryKey: ['activities', where],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/activities', { signal, params: { query: { where, limit: ACTIVITIES_AT_MOST } } })),
    staleTime: 60_000,
  });
};

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
