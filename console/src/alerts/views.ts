import type { View } from '../api/views';
import { parseQueueSearch, type QueueSearch } from './search';

/** What a view keeps of an address: all but the current row and the view itself. */
export function queryOf(search: QueueSearch): Record<string, string> {
  const kept = parseQueueSearch({ ...search, at: undefined, view: undefined });
  const entries = Object.entries(kept).map(([key, value]) => [key, String(value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
}

/** The address that a view opens. */
export function searchOf({ id, query }: Pick<View, 'id' | 'query'>): QueueSearch {
  return parseQueueSearch({ ...query, overdue: query['overdue'] === 'true', view: id });
}

/** Whether the address asks for something else than the view that it names. */
export function isChanged(view: View, search: QueueSearch): boolean {
  return JSON.stringify(queryOf(searchOf(view))) !== JSON.stringify(queryOf(search));
}
