import type { Plugin } from 'vite';

// What ECharts takes in although no chart here uses it: moving labels and Chinese.
const UNUSED: Partial<Record<string, string>> = {
  'label/installLabelLayout.js': 'export function installLabelLayout() {}',
  'i18n/langZH.js': 'export default {};',
};

/** Leaves parts of ECharts out that `echarts/core` always brings along. */
export function smallerECharts(): Plugin {
  return {
    name: 'ombud-smaller-echarts',
    apply: 'build',
    load(id) {
      const [, part] = id.split('/node_modules/echarts/lib/');
      return part === undefined ? undefined : UNUSED[part];
    },
  };
}
