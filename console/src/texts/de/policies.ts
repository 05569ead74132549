import type * as en from '../en/policies';
import type { Same } from '../same';

export const policies: Same<typeof en.policies> = {
  title: 'Richtlinien',
  lead: 'Eine Richtlinie sagt, was jemanden in den Geltungsbereich bringt und was dann bewertet wird.',
  all: 'Alle Richtlinien',
  whoCan: 'Jede Rollengruppe sieht die Richtlinien.',
  empty: 'Diese Richtlinie gibt es nicht',
  emptyText: 'Die Administration legt eine auf der Befehlszeile an: ombud policy create --template VORLAGE --name NAME',
  enabled: 'ein',
  disabled: 'aus',
  template: 'Vorlage',
  triggers: 'Auslöser',
  scope: 'Im Geltungsbereich',
  window: '{{before}} Tage vor dem Auslöser bis {{after}} Tage danach',
  volume: 'Menge der Warnungen',
  volumes: { fewer: 'Weniger Warnungen', default: 'Standard', more: 'Mehr Warnungen' },
  alerts: 'Warnungen',
  waiting: 'Die wartenden',
  indicators_one: '{{count}} Indikator wird bewertet',
  indicators_other: '{{count}} Indikatoren werden bewertet',
  change: 'Die Administration ändert eine Richtlinie über ihre Datei: ombud policy apply DATEI',
};
