import type { Plugin } from 'vite';

const NOTHING = 'export default function () {}';
const EMPTY_CLASS = 'export default class {}';

// What ECharts always takes in although charts here are upright bars on a category axis that stand still: other axes and shapes, moving
// labels, patterns, sampling, aligned axes, old options, the theme, texts and loading sign of ECharts itself. A chart that needs a part takes it out here.
const UNUSED: Partial<Record<string, string>> = {
  'echarts/lib/chart/helper/sectorHelper.js': 'export function getSectorCornerRadius() {}',
  'echarts/lib/component/tooltip/seriesFormatTooltip.js': 'export function defaultSeriesFormatTooltip() {}',
  'echarts/lib/coord/axisAlignTicks.js': 'export function scaleCalcAlign() {}',
  'echarts/lib/data/helper/transform.js':
    'export function registerExternalTransform() {}\nexport function applyDataTransform() {}\nexport class ExternalSource {}',
  'echarts/lib/i18n/langEN.js': 'export default {};',
  'echarts/lib/i18n/langZH.js': 'export default {};',
  'echarts/lib/label/installLabelLayout.js': 'export function installLabelLayout() {}',
  'echarts/lib/label/sectorLabel.js':
    'export function createSectorCalculateTextPosition() {}\nexport function setSectorTextRotation() {}',
  'echarts/lib/legacy/dataSelectAction.js':
    'export function handleLegacySelectEvents() {}\nexport function createLegacyDataSelectAction() {}',
  'echarts/lib/loading/default.js': NOTHING,
  'echarts/lib/preprocessor/backwardCompat.js': NOTHING,
  'echarts/lib/processor/dataSample.js': 'export default (seriesType) => ({ seriesType, reset() {} });',
  'echarts/lib/scale/Log.js': EMPTY_CLASS,
  'echarts/lib/scale/Time.js': `${EMPTY_CLASS}\nexport function calcNiceForTimeScale() {}`,
  'echarts/lib/theme/dark.js': 'export default {};',
  'echarts/lib/util/shape/sausage.js': EMPTY_CLASS,
  'echarts/lib/visual/decal.js': 'export const decalVisualStageHandler = { overallReset() {} };',
  'zrender/lib/graphic/IncrementalDisplayable.js': EMPTY_CLASS,
  'zrender/lib/graphic/helper/roundSector.js': 'export function buildPath() {}',
  'zrender/lib/tool/path.js':
    'const none = () => null;\nexport { none as createFromString, none as extendFromString, none as mergePath, none as clonePath };',
};

/** Leaves parts of ECharts out that `echarts/core` always brings along. */
export function smallerECharts(): Plugin {
  return {
    name: 'ombud-smaller-echarts',
    apply: 'build',
    load(id) {
      const [, part] = id.split('/node_modules/');
      return part === undefined ? undefined : UNUSED[part];
    },
  };
}
