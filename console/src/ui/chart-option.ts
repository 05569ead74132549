import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption>;

/** Names of the variables in `tokens.css` that a chart draws with. */
export type InkName = 'accent' | 'high' | 'medium' | 'low' | 'other' | 'text' | 'text-2';
export type Ink = Record<InkName | 'font', string>;

export interface ChartRow {
  /** What stands above the bars of the row: a row is known by its place and its name, not by its colour alone. */
  readonly name: string;
  readonly ink: InkName;
  readonly values: readonly number[];
}

export interface ChartData {
  readonly columns: readonly string[];
  /** One row of bars under the other, all on the same scale. */
  readonly rows: readonly ChartRow[];
  /** Which bars carry their number: few bars each, many bars only the highest of their row. */
  readonly labels: 'each' | 'highest';
}

const ROW = 100;
const NAME = 40;
const AXIS = 26;

export function chartHeight({ rows }: ChartData): number {
  return rows.length * ROW + AXIS;
}

/** Where the highest value stands, the first one of several; nothing when all are zero. */
export function highestAt(values: readonly number[]): number | undefined {
  const highest = Math.max(0, ...values);
  return highest === 0 ? undefined : values.indexOf(highest);
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

export function chartOption(data: ChartData, ink: Ink, number: (value: number) => string): ChartOption {
  const { columns, rows, labels } = data;
  const top = Math.max(1, ...rows.flatMap(({ values }) => values));
  const text = { fontFamily: ink.font, fontSize: 12, color: ink['text-2'] };
  const last = rows.length - 1;
  const said = (column: string | undefined, value: number) =>
    labels === 'each' ? number(value) : `${column ?? ''}: ${number(value)}`;
  return {
    // Charts stand still: nothing moves that nobody moved.
    animation: false,
    textStyle: text,
    grid: rows.map((_, index) => ({
      left: 4,
      right: 4,
      top: index * ROW + NAME,
      height: ROW - NAME,
      outerBoundsMode: 'none',
    })),
    xAxis: rows.map((_, index) => ({
      type: 'category',
      gridIndex: index,
      data: [...columns],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.other } },
      axisLabel: {
        show: index === last,
        ...text,
        ...(labels === 'each' ? { interval: 0 } : { hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' }),
      },
    })),
    yAxis: rows.map(({ name }, index) => ({
      type: 'value',
      gridIndex: index,
      min: 0,
      max: top,
      name,
      nameGap: 20,
      nameTextStyle: { ...text, fontWeight: 600, align: 'left', color: ink.text },
      axisLabel: { show: false },
      splitLine: { show: false },
    })),
    series: rows.map(({ name, ink: fill, values }, index) => {
      const highest = highestAt(values);
      return {
        type: 'bar',
        name,
        xAxisIndex: index,
        yAxisIndex: index,
        barMaxWidth: 40,
        itemStyle: { color: ink[fill], borderRadius: [2, 2, 0, 0] },
        data: values.map((value, column) => ({
          value,
          label: {
            show: labels === 'each' || column === highest,
            position: 'top',
            distance: 3,
            formatter: number(value),
            ...text,
            fontWeight: value === 0 ? 400 : 600,
            color: value === 0 ? ink['text-2'] : ink.text,
          },
          // Under the pointer a bar says what it is: text on the canvas, as the policy allows no inline styles in markup.
          emphasis: {
            itemStyle: { color: ink.text },
            label: { show: true, align: alignOf(column, columns.length), formatter: said(columns[column], value) },
          },
        })),
      };
    }),
  };
}

// What stands at an edge must not reach over it.
function alignOf(column: number, columns: number): 'left' | 'center' | 'right' {
  const place = column / columns;
  return place < 0.1 ? 'left' : place > 0.9 ? 'right' : 'center';
}

/** The colours as they are now. A variable may hold `light-dark()`, which only the style of an element resolves. */
export function readInk(element: HTMLElement): Ink {
  const probe = element.appendChild(document.createElement('span'));
  const read = (name: InkName) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    accent: read('accent'),
    high: read('high'),
    medium: read('medium'),
    low: read('low'),
    other: read('other'),
    text: read('text'),
    'text-2': read('text-2'),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return ink;
}
