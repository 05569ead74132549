import { useFormat } from './format';

/** A moment in the viewer's zone; in UTC when the pointer rests on it. */
export function Moment({ at, only = 'moment' }: { readonly at: string; readonly only?: 'moment' | 'day' }) {
  const format = useFormat();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={date.toISOString()} title={format.universal(date)}>
      {format[only](date)}
    </time>
  );
}
