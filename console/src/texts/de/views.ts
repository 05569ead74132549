import type * as en from '../en/views';
import type { Same } from '../same';

export const views: Same<typeof en.views> = {
  title: 'Ansichten',
  choose: 'Ansicht wählen',
  own: 'Ihre Ansichten',
  shared: 'Von anderen geteilt',
  current: 'Ansicht: {{name}}',
  currentChanged: 'Ansicht: {{name}}, geändert',
  open: 'Ansicht: {{name}}',
  openShared: 'Geteilte Ansicht: {{name}}',
  save: 'Speichern',
  saveAs: 'Speichern unter …',
  rename: 'Umbenennen …',
  share: 'Mit allen teilen, die Warnungen sehen dürfen',
  unshare: 'Nicht mehr teilen',
  delete: 'Löschen',
  saved: 'Die Ansicht ist gespeichert.',
  deleted: 'Die Ansicht ist gelöscht.',
  saveTitle: 'Diese Ansicht speichern',
  renameTitle: 'Ansicht umbenennen',
  deleteTitle: 'Ansicht {{name}} löschen',
  name: 'Name',
  nameHint: 'Er ist nicht versiegelt: Schreiben Sie keinen Namen einer Person.',
  sharedField: 'Geteilt',
  follows: {
    own: 'Nur Sie sehen sie. Sie behält Filter und Spalten, keine Warnungen.',
    shared:
      'Alle, die Warnungen sehen dürfen, sehen sie; ändern können nur Sie sie. Jedem zeigt sie nur, was er sehen darf.',
    delete: 'Filter und Spalten sind vergessen. Keine Warnung ändert sich.',
    deleteShared: 'Sie ist für alle weg, mit denen sie geteilt ist. Keine Warnung ändert sich.',
  },
};
