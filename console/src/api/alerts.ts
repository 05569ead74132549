import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/alerts', { signal, params: { query: { limit: 50 } } })),
});
