import { useTable } from '@tanstack/react-table';
import { useVirtualizer, type Range, defaultRangeExtractor } from '@tanstack/react-virtual';
import {
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';
import { useSettings } from '../app/settings';
import { useMedia } from '../app/theme';
import { columnsOf, features } from './columns';
import { moveBy } from './moves';
import { COLUMNS, parseColumns, type QueueSearch } from './search';

const HEAD = 30;
const ROW = { comfortable: 56, compact: 46, narrow: 84 } as const;

export interface GridHandle {
  readonly focus: () => void;
}

interface Props {
  readonly ref: Ref<GridHandle>;
  readonly alerts: readonly Alert[];
  readonly search: QueueSearch;
  /** The row that the keys start from, -1 for none. */
  readonly current: number;
  readonly selected: ReadonlySet<string>;
  /** Whether the server has alerts after these. */
  readonly more: boolean;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** A click on a row, beside its link and its box. */
  readonly onPoint: (index: number) => void;
  readonly onToggle: (index: number) => void;
  readonly onEnd: () => void;
}

/** One tab stop; arrows move inside. Only rows in sight are in the document, and the current one. */
export function AlertGrid({ ref, alerts, search, current, selected, more, ...on }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const { density } = useSettings();
  const narrow = useMedia('(max-width: 719px)');
  const height = ROW[narrow ? 'narrow' : density];
  const head = narrow ? 0 : HEAD;
  // The virtualizer is a mutable object; only its answers of this rendering are used.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: alerts.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: head,
    scrollPaddingStart: head,
    rangeExtractor: (range) => withCurrent(range, current),
    // The timer that is used otherwise may see a new place before the event of it comes. The event then changes nothing any more, and a
    // frame is painted with the rows of the old place.
    useScrollendEvent: true,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useImperativeHandle(ref, () => ({ focus: () => place.current?.focus({ preventScroll: true }) }), []);
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current);
  }, [virtual, current]);

  const items = virtual.getVirtualItems();
  const last = items.findLast(({ index }) => index !== current)?.index ?? 0;
  const { onEnd } = on;
  useEffect(() => {
    if (more && last > alerts.length - 100) onEnd();
  }, [more, last, alerts.length, onEnd]);

  const columns = useMemo(() => columnsOf(search), [search]);
  const shown = parseColumns(search.columns);
  const table = useTable({
    features,
    columns,
    data: items.flatMap(({ index }) => alerts[index] ?? []),
    getRowId: ({ id }) => id,
    state: { columnVisibility: Object.fromEntries(COLUMNS.map((id) => [id, shown.includes(id)])) },
  });
  const rows = table.getRowModel().rows;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((place.current?.clientHeight ?? 0) / height) - 2);
    const to = moveBy(event.key, current, alerts.length, page);
    if (to !== undefined) on.onCurrent(to);
    else if (event.key === 'Enter' && current >= 0) on.onOpen(current);
    else return;
    event.preventDefault();
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || target.closest('a, input') !== null) return;
    const index = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
    if (index >= 0) on.onPoint(index);
  };
  return (
    <div
      ref={place}
      className="queue-rows"
      role="grid"
      tabIndex={0}
      aria-label={t('alerts.grid')}
      aria-multiselectable="true"
      aria-rowcount={more ? -1 : alerts.length + 1}
      aria-activedescendant={current >= 0 ? `row-${current}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="queue-row head" role="row" aria-rowindex={1}>
        <span className="cell cell-select" role="columnheader">
          <span className="hidden-visually">{t('alerts.column.select')}</span>
        </span>
        {table.getVisibleLeafColumns().map(({ id }) => (
          <span key={id} className={`cell cell-${id}`} role="columnheader">
            {t(`alerts.column.${nameOf(id)}`)}
          </span>
        ))}
      </div>
      <div className="queue-body" role="rowgroup" style={bodyStyle(virtual.getTotalSize(), height)}>
        {items.map(({ index, start }, place) => {
          const row = rows[place];
          if (row === undefined) return null;
          return (
            <div
              key={row.id}
              id={`row-${index}`}
              className={index === current ? 'queue-row current' : 'queue-row'}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={selected.has(row.id)}
              data-index={index}
              style={{ height, transform: `translateY(${start - head}px)` }}
            >
              <span className="cell cell-select" role="gridcell">
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={t('alerts.select', { person: row.original.person })}
                  checked={selected.has(row.id)}
                  onChange={() => on.onToggle(index)}
                />
              </span>
              {row.getVisibleCells().map((cell) => (
                <span key={cell.id} className={`cell cell-${cell.column.id}`} role="gridcell">
                  <table.FlexRender cell={cell} />
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The style sheet draws outlines of rows by their height. */
function bodyStyle(height: number, row: number): CSSProperties & Record<'--row', string> {
  return { height, '--row': `${row}px` };
}

function nameOf(id: string) {
  return COLUMNS.find((known) => known === id) ?? 'what';
}

function withCurrent(range: Range, current: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (current < 0 || current >= range.count || indexes.includes(current)) return indexes;
  return [...indexes, current].sort((a, b) => a - b);
}
