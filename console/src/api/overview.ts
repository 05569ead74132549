import { queryOptions } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { options, unwrap } from './client';

export type BySeverity = Readonly<Record<'high' | 'medium' | 'low', number>>;

export interface AlertsPart {
  readonly open: BySeverity;
  readonly overdue: BySeverity;
  readonly mine: number;
  readonly unassigned: number;
  /** Open alerts by the days since they were opened; each entry reaches to the next one. */
  readonly ages: (BySeverity & { readonly from_days: number })[];
  /** The last 30 days, the oldest first. */
  readonly days: { readonly day: string; readonly opened: number; readonly decided: number }[];
}

export interface SourcePart {
  readonly source: string;
  readonly last_record: string | null;
  readonly accepted: number;
  readonly rejected: number;
  /** For how long nothing has come from a source that is silent. */
  readonly silent_hours: number | null;
}

export interface HealthPart {
  readonly condition: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** A part that the viewer's roles do not open is `null`. */
export interface Overview {
  readonly alerts: AlertsPart | null;
  readonly cases: { readonly open: number; readonly mine: number } | null;
  readonly requests: { readonly to_decide: number; readonly own_open: number; readonly own_live: number } | null;
  readonly proposals: { readonly to_decide: number } | null;
  readonly agreements: { readonly to_sign: number; readonly works_council: boolean; readonly in_force: boolean } | null;
  readonly sources: SourcePart[] | null;
  readonly health: HealthPart[] | null;
  readonly notices: string[];
}

// By hand until the OpenAPI file has the operation; then `api` of `client.ts` takes its place.
interface Paths {
  '/api/v1/overview': { get: { responses: { 200: { content: { 'application/json': Overview } } } } };
}

const client = createClient<Paths>(options);

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => unwrap(client.GET('/api/v1/overview', { signal })),
});
