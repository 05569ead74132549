import type * as en from '../en/overview';
import type { Same } from '../same';

export const overview: Same<typeof en.overview> = {
  title: 'Übersicht',
  notices: 'Hinweise für Sie',
  noNotices: 'Nichts wartet auf Sie',
  noNoticesText: 'Hier erscheint, was jemand vorschlägt und was aus Ihren Vorschlägen wurde.',
  places: 'Für Sie zugänglich',
};
