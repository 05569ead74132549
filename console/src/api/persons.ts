import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type PersonSummary = Schemas['PersonSummary'];
export type PersonDetail = Schemas['PersonDetail'];
export type PersonDay = Schemas['PersonDay'];
export type Family = Schemas['IndicatorFamily'];

/** One person with so many days, the last of which is the person's last one. */
export const personQuery = (person: string, days: number) =>
  queryOptions({
    queryKey: ['person', person, days],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/persons/{person}', { signal, params: { path: { person }, query: { days } } })),
    staleTime: 30_000,
  });

const PAGE = 100;

/** Everybody in scope of a policy, by pseudonym. */
export const personsQuery = infiniteQueryOptions({
  queryKey: ['persons'],
  initialPageParam: '',
  queryFn: ({ signal, pageParam }) => {
    const cursor = pageParam === '' ? {} : { cursor: pageParam };
    return unwrap(
      api.GET('/api/v1/persons', { signal, params: { query: { in_scope: true, limit: PAGE, ...cursor } } }),
    );
  },
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
});
