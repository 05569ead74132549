import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from '../ui/states';
import { Problem } from './problem';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly rows?: number;
  readonly whoCan?: string;
  /** What is there instead when nothing is in it. */
  readonly empty?: { readonly when: (data: T) => boolean; readonly show: ReactNode };
  readonly children: (data: T) => ReactNode;
}

/** A part of a page that comes from one query, in all of its states. */
export function Region<T>({ query, rows = 4, whoCan, empty, children }: Props<T>) {
  if (query.data !== undefined) return empty?.when(query.data) === true ? empty.show : children(query.data);
  if (query.isError) {
    const who = whoCan === undefined ? {} : { whoCan };
    return <Problem error={query.error} onRetry={() => void query.refetch()} {...who} />;
  }
  return <Loading rows={rows} />;
}
