import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

export type View = components['schemas']['View'];
export type NewView = components['schemas']['NewView'];

/** The longest name that the server takes. */
export const VIEW_NAME_AT_MOST = 80;

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/views', { signal }))).views,
  staleTime: 60_000,
});

export const saveView = (body: NewView): Promise<View> => unwrap(api.POST('/api/v1/views', { body }));

export function changeView({ id, version, name, shared, query }: Pick<View, 'id' | 'version' | keyof NewView>) {
  const params = { path: { view: id } };
  return unwrap(api.PUT('/api/v1/views/{view}', { params, body: { version, name, shared, query } }));
}

export const deleteView = (id: string) =>
  unwrap(api.DELETE('/api/v1/views/{view}', { params: { path: { view: id } } }));
