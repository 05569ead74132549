import { linkOptions } from '@tanstack/react-router';
import type { QueueSearch } from './queue-search';

/** The one place that knows addresses: `<Link {...paths.alert(id)}>`. */
export const paths = {
  overview: () => linkOptions({ to: '/' }),
  alerts: (search: QueueSearch = {}) => linkOptions({ to: '/alerts', search }),
  account: () => linkOptions({ to: '/account' }),
  signIn: (returnTo?: string) =>
    linkOptions({ to: '/sign-in', search: returnTo === undefined ? {} : { return_to: returnTo } }),
} as const;

/** Only a path of this origin is a place to go back to. */
export function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('/') && !value.startsWith('//') && !value.includes('\\');
}
