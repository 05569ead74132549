import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { parseAlertSearch, parseQueueSearch } from '../alerts/search';
import { parsePersonSearch } from '../persons/search';
import { parseCaseSearch } from '../cases/search';
import { parseRequestSearch } from '../requests/search';
import { hasStatus, isSealed } from '../api/problem';
import { viewerQuery } from '../api/viewer';
import { Frame } from '../components/frame';
import { NotFound, RouteError } from '../components/route-states';
import { loadPageTexts } from '../texts';
import { isOwnPath, paths } from './paths';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: RouteError,
});

/** Where to go afterwards. */
function parseReturn(search: Record<string, unknown>): { return_to?: string | undefined } {
  const returnTo = search['return_to'];
  // What is not taken must be named: the router keeps what a route does not mention.
  return { return_to: isOwnPath(returnTo) ? returnTo : undefined };
}

const sealed = createRoute({
  getParentRoute: () => root,
  path: '/sealed',
  validateSearch: parseReturn,
  component: lazyRouteComponent(() => import('../pages/sealed')),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: parseReturn,
  component: lazyRouteComponent(() => import('../pages/sign-in')),
});

/** All that needs to know who is there. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    let viewer;
    try {
      viewer = await context.queries.query({ ...viewerQuery, staleTime: 'static' });
    } catch (error) {
      if (hasStatus(error, 401)) throw redirect(paths.signIn(location.href));
      if (isSealed(error)) throw redirect(paths.sealed(location.href));
      throw error;
    }
    // Nothing else answers before a second factor is set up.
    const mustSetUp = viewer.kind === 'account' && viewer.me.must_set_up;
    if (mustSetUp && location.pathname !== paths.account().to) throw redirect(paths.account());
  },
});

/** A page that is loaded when it is opened, and its texts with it. */
function page(load: () => Promise<{ default: () => ReactNode }>) {
  return lazyRouteComponent(async () => {
    const [loaded] = await Promise.all([load(), loadPageTexts()]);
    return loaded;
  });
}

// A page is a file in `pages`, its texts in `texts/en` and `texts/de`, and a route here.
const pages = [
  createRoute({
    getParentRoute: () => frame,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/overview')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/alerts',
    validateSearch: parseQueueSearch,
    component: page(() => import('../pages/alerts')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/alerts/$id',
    validateSearch: parseAlertSearch,
    component: page(() => import('../pages/alert')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/persons',
    component: page(() => import('../pages/people')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/persons/$person',
    validateSearch: parsePersonSearch,
    component: page(() => import('../pages/person')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/cases',
    validateSearch: parseCaseSearch,
    component: page(() => import('../pages/cases')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/cases/$id',
    component: page(() => import('../pages/case')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/requests',
    validateSearch: parseRequestSearch,
    component: page(() => import('../pages/requests')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/requests/$request/report',
    component: page(() => import('../pages/report')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/policies',
    validateSearch: ({ policy }): { policy?: string | undefined } => ({
      policy: typeof policy === 'string' ? policy : undefined,
    }),
    component: page(() => import('../pages/policies')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/assignment-rules',
    component: page(() => import('../pages/assignment-rules')),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: '/account',
    component: page(() => import('../pages/account')),
  }),
] as const;

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([sealed, signIn, frame.addChildren(pages)]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
