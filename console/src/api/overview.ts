import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type BySeverity = Schemas['BySeverity'];
export type AlertsPart = Schemas['AlertCounts'];
export type SourcePart = Schemas['SourceState'];
export type HealthPart = Schemas['HealthCondition'];
/** A part that the viewer's roles do not open is `null`. */
export type Overview = Schemas['Overview'];

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/overview', { signal })),
});
