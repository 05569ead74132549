import type * as en from '../en/alerts';
import type { Same } from '../same';

export const alerts: Same<typeof en.alerts> = {
  title: 'Warnungen',
  strongest: 'Die stärkste zuerst',
  empty: 'Es gibt keine Warnung',
  emptyText: 'Warnungen erscheinen hier, wenn Aktivitäten die Schwelle einer Richtlinie erreichen.',
  whoCan: 'Warnungen sehen Analysten, Ermittler und Fallaufsicht.',
};
