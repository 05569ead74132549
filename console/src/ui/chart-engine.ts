import { BarChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { chartHeight, chartOption, readInk, type ChartData } from './chart-option';

// Only what the charts here draw with: the rest of ECharts never reaches the browser.
register([BarChart, GridSimpleComponent, CanvasRenderer]);

/** Draws a chart into an element and keeps its size and theme; the answer takes it away again. */
export function draw(element: HTMLElement, data: ChartData, number: (value: number) => string): () => void {
  const chart = init(element, null, { renderer: 'canvas', height: chartHeight(data) });
  const paint = () => chart.setOption(chartOption(data, readInk(element), number), { notMerge: true });
  paint();
  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  const theme = new MutationObserver(paint);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    size.disconnect();
    theme.disconnect();
    chart.dispose();
  };
}
