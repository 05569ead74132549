import { linkOptions } from '@tanstack/react-router';
import type { AlertSearch, QueueSearch } from '../alerts/search';
import { searchOf } from '../alerts/views';
import type { PersonSearch } from '../persons/search';
import type { CaseSearch } from '../cases/search';
import type { RequestSearch } from '../requests/search';
import type { View } from '../api/views';

/** The one place that knows addresses: `<Link {...paths.alert(id)}>`. */
export const paths = {
  overview: () => linkOptions({ to: '/' }),
  alerts: (search: QueueSearch = {}) => linkOptions({ to: '/alerts', search }),
  alert: (id: string, search: AlertSearch = {}) => linkOptions({ to: '/alerts/$id', params: { id }, search }),
  view: (view: Pick<View, 'id' | 'query'>) => linkOptions({ to: '/alerts', search: searchOf(view) }),
  people: () => linkOptions({ to: '/persons' }),
  person: (person: string, search: PersonSearch = {}) =>
    linkOptions({ to: '/persons/$person', params: { person }, search }),
  cases: (search: CaseSearch = {}) => linkOptions({ to: '/cases', search }),
  case: (id: string) => linkOptions({ to: '/cases/$id', params: { id } }),
  policies: (policy?: string) => linkOptions({ to: '/policies', search: policy === undefined ? {} : { policy } }),
  requests: (search: RequestSearch = {}) => linkOptions({ to: '/requests', search }),
  report: (request: string) => linkOptions({ to: '/requests/$request/report', params: { request } }),
  assignment: () => linkOptions({ to: '/assignment-rules' }),
  account: () => linkOptions({ to: '/account' }),
  signIn: (returnTo?: string) =>
    linkOptions({ to: '/sign-in', search: returnTo === undefined ? {} : { return_to: returnTo } }),
  /** Where to wait for the master key of the server. */
  sealed: (returnTo: string) => linkOptions({ to: '/sealed', search: { return_to: returnTo } }),
} as const;

/** Only a path of this origin is a place to go back to. */
export function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && !value.startsWith('//') && !value.includes('\\');
}
