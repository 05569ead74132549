import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, expect, test, vi } from 'vitest';
import { startTexts } from '../texts';
import { Chart } from './chart';
import { chartHeight, chartOption, highestAt, readInk, total, type ChartData } from './chart-option';

const engine = vi.hoisted(() => ({ draw: vi.fn(), remove: vi.fn() }));
vi.mock('./chart-engine', () => ({ draw: engine.draw }));

beforeAll(() => {
  engine.draw.mockReturnValue(engine.remove);
  // jsdom has no fonts.
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() } });
});

const data: ChartData = {
  columns: ['1 Nov', '2 Nov', '3 Nov'],
  rows: [
    { name: 'opened', ink: 'accent', values: [0, 1200, 1200] },
    { name: 'decided', ink: 'other', values: [0, 0, 0] },
  ],
  labels: 'highest',
};
const number = (value: number) => new Intl.NumberFormat('en-GB').format(value);
const option = (changes: Partial<ChartData> = {}) =>
  chartOption({ ...data, ...changes }, readInk(document.body), number);

function shown(changes: Partial<ChartData> = {}): unknown[] {
  return [option(changes).series].flat().map((series) => series?.data);
}

test('the highest is the first one of several, and nothing where all is zero', () => {
  expect([highestAt([1, 5, 5]), highestAt([0, 0]), highestAt([]), total([1, 5, 5])]).toEqual([
    1,
    undefined,
    undefined,
    11,
  ]);
});

test('all rows have one scale, and only the last names the columns', () => {
  expect(option().yAxis).toMatchObject([{ max: 1200 }, { max: 1200 }]);
  expect(option().xAxis).toMatchObject([{ axisLabel: { show: false } }, { axisLabel: { show: true } }]);
  expect(chartHeight(data)).toBeGreaterThan(chartHeight({ ...data, rows: data.rows.slice(1) }));
});

test('of many bars only the highest of a row carries its number, of few each', () => {
  const label = (show: boolean) => ({ label: { show } });
  expect(shown()).toMatchObject([
    [label(false), { label: { show: true, formatter: '1,200' } }, label(false)],
    [label(false), label(false), label(false)],
  ]);
  expect(shown({ labels: 'each' })).toMatchObject([
    [label(true), label(true), label(true)],
    [label(true), label(true), label(true)],
  ]);
});

test('under the pointer a bar says its column and its number', () => {
  const label = (formatter: string) => ({ emphasis: { label: { show: true, formatter } } });
  expect(shown()[0]).toMatchObject([label('1 Nov: 0'), label('2 Nov: 1,200'), label('3 Nov: 1,200')]);
});

test('a chart says its summary, turns into a table with the same numbers, and is taken away', async () => {
  render(
    <I18nextProvider i18n={await startTexts()}>
      <Chart name="Alerts" data={data} summary="2,400 opened, 0 decided." columnName="Day" />
    </I18nextProvider>,
  );
  expect(screen.getByRole('img', { name: 'Alerts' })).toBeInTheDocument();
  expect(screen.getByText('2,400 opened, 0 decided.')).toBeVisible();
  await vi.waitFor(() => expect(engine.draw).toHaveBeenCalledTimes(1));
  await userEvent.click(screen.getByRole('button', { name: 'Alerts: Show as table' }));
  expect(engine.remove).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('row', { name: '2 Nov 1,200 0' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Alerts: Show as chart' }));
  await vi.waitFor(() => expect(engine.draw).toHaveBeenCalledTimes(2));
});
