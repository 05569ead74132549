import type * as en from '../en/frame';
import type { Same } from '../same';

export const places: Same<typeof en.places> = {
  overview: 'Übersicht',
  alerts: 'Warnungen',
  people: 'Personen',
  policies: 'Richtlinien',
  cases: 'Fälle',
  requests: 'Anträge',
  assignment: 'Zuweisungsregeln',
};

export const frame: Same<typeof en.frame> = {
  skip: 'Zum Inhalt springen',
  places: 'Bereiche',
  openPlaces: 'Bereiche öffnen',
  closePlaces: 'Bereiche schließen',
  find: 'Alles durchsuchen',
  nothingFound: 'Nichts trägt diesen Namen.',
  namesHidden: 'Namen verborgen',
  namesShown_one: 'Ein Name sichtbar',
  namesShown_other: '{{count}} Namen sichtbar',
  look: 'Darstellung, Dichte und Sprache',
  keys: 'Tasten und Hilfe',
  close: 'Schließen',
  cancel: 'Abbrechen',
  account: 'Ihr Konto',
  accountOf: 'Ihr Konto, {{name}}',
  signOut: 'Abmelden',
  goTo: 'Gehe zu: {{place}}',
  trial: 'Probebetrieb ohne Konten: Wer an diesem Rechner sitzt, darf alles lesen.',
  ctrl: 'Strg',
  shift: 'Umschalt',
  enter: 'Eingabe',
};

export const roles: Same<typeof en.roles> = {
  administrators: 'Administration',
  analysts: 'Analyse',
  approvers: 'Freigabe',
  auditors: 'Revision',
  investigators: 'Ermittlung',
  overseers: 'Fallaufsicht',
  pilot: 'Pilot',
  planners: 'Planung',
  responder: 'Weiterleitung',
};

export const settings: Same<typeof en.settings> = {
  theme: 'Darstellung',
  themes: { system: 'Wie im System', light: 'Hell', dark: 'Dunkel', contrast: 'Hoher Kontrast' },
  density: 'Dichte',
  densities: { comfortable: 'Großzügig', compact: 'Kompakt' },
  language: 'Sprache',
  languages: { en: 'English', de: 'Deutsch' },
  keys: 'Einzelne Tasten lösen etwas aus',
  keysText: 'Tasten mit Strg wirken immer. In einem Eingabefeld schreiben einzelne Tasten nur.',
};

export const ui: Same<typeof en.ui> = {
  severity: { low: 'niedrig', medium: 'mittel', high: 'hoch' },
  evidence: 'Beleg: das {{times}}-Fache dessen, was eine Warnung auslöst',
  person: { inScope: 'im Geltungsbereich', released: 'Name wird gezeigt' },
  states: {
    loading: 'Wird geladen',
    retry: 'Erneut versuchen',
    reference: 'Kennung',
    sealed: 'Ombud ist versiegelt',
    sealedText:
      'Der Server wartet auf seinen Hauptschlüssel. Bis dahin lässt sich nichts lesen, und es werden keine Datensätze angenommen: Absender behalten sie und senden sie erneut. Wer den Schlüssel verwahrt, übergibt ihn mit „ombud unseal“. Diese Seite geht dann von selbst weiter.',
  },
  secret: {
    once: 'Dies wird nur jetzt angezeigt. Bewahren Sie es so auf, dass niemand sonst es liest.',
    copy: 'Kopieren',
    kept: 'Ich habe es aufbewahrt',
  },
  toast: { undo: 'Rückgängig', close: 'Schließen' },
  chart: {
    asTable: 'Als Tabelle zeigen',
    asChart: 'Als Diagramm zeigen',
    failed: 'Das Diagramm konnte nicht geladen werden. Die Tabelle enthält dieselben Zahlen.',
  },
};

export const problem: Same<typeof en.problem> = {
  page: 'Diese Seite lässt sich nicht anzeigen',
  nowhere: 'Diese Seite gibt es nicht',
  nowhereText: 'Die Adresse ist vielleicht veraltet oder enthält einen Tippfehler.',
  toOverview: 'Zur Übersicht',
  whoCan: 'Ihre Rollen öffnen diesen Bereich nicht. Rollen vergibt die Administration.',
  kinds: {
    'invalid-request': 'Der Server hat diese Angaben nicht angenommen',
    unauthorized: 'Der Nachweis wurde nicht angenommen',
    'fresh-sign-in-needed': 'Bitte bestätigen Sie, wer Sie sind',
    forbidden: 'Das ist für Ihre Rollen nicht zugänglich',
    'not-found': 'Das gibt es nicht, oder Sie dürfen es nicht sehen',
    conflict: 'Das ist beim jetzigen Stand nicht möglich',
    'approval-needed': 'Eine zweite Person muss zustimmen',
    'too-large': 'Das ist zu groß',
    'too-many-attempts': 'Das waren zu viele Versuche: Warten Sie etwas',
    unavailable: 'Das ist zurzeit nicht verfügbar: Versuchen Sie es bald noch einmal',
    sealed: 'Ombud ist versiegelt: es wartet auf seinen Hauptschlüssel',
    unreachable: 'Der Server ist nicht erreichbar',
    'method-not-allowed': 'Das bietet der Server hier nicht an',
    'request-timeout': 'Die Anfrage kam zu langsam an',
    'unsupported-media': 'Diese Art von Inhalt nimmt der Server nicht an',
    'wrong-host': 'Unter dieser Adresse ist der Server nicht bekannt',
    'key-reused': 'Das wurde schon einmal mit anderem Inhalt gesendet',
    internal: 'Das hat nicht funktioniert',
  },
};
