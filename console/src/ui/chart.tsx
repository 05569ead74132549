import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chartHeight, type ChartData } from './chart-option';
import { useFormat } from './format';

interface Props {
  readonly name: string;
  readonly data: ChartData;
  /** What the chart shows, in a sentence or two. */
  readonly summary: string;
  /** What the columns are, for the head of the table. */
  readonly columnName: string;
  /** A cell of the table, where it is more than its number. */
  readonly cell?: (row: number, column: number) => ReactNode;
}

/** A chart with its summary and, in the same place, a table with the same numbers. */
export function Chart({ name, data, summary, columnName, cell }: Props) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      {asTable ? (
        <ChartTable name={name} data={data} columnName={columnName} {...(cell === undefined ? {} : { cell })} />
      ) : (
        <Drawing name={name} data={data} />
      )}
      <figcaption>
        <span className="meta">{summary}</span>
        <Button size="small" onClick={() => setAsTable(!asTable)} aria-label={`${name}: ${toggleText()}`}>
          {toggleText()}
        </Button>
      </figcaption>
    </figure>
  );

  function toggleText(): string {
    return asTable ? t('ui.chart.asChart') : t('ui.chart.asTable');
  }
}

function Drawing({ name, data }: { readonly name: string; readonly data: ChartData }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let remove = () => {
      gone = true;
    };
    const element = place.current;
    // The canvas takes the font that is there when it draws.
    void Promise.all([import('./chart-engine'), document.fonts.ready]).then(
      ([{ draw }]) => {
        if (!gone && element !== null) remove = draw(element, data, number);
      },
      () => setFailed(true),
    );
    return () => remove();
  }, [data, number]);
  if (failed) return <p className="banner warn">{t('ui.chart.failed')}</p>;
  return <div ref={place} role="img" aria-label={name} style={{ height: chartHeight(data) }} />;
}

function ChartTable({ name, data: { columns, rows }, columnName, cell }: Omit<Props, 'summary'>) {
  const { number } = useFormat();
  return (
    // A long table scrolls, also by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="chart-table" role="region" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columnName}</th>
            {rows.map((row) => (
              <th key={row.name} scope="col">
                {row.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              {rows.map(({ name: rowName, values }, row) => (
                <td key={rowName}>{cell?.(row, at) ?? number(values[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
