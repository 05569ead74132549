import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/marks.css';
import './ui/chart.css';
import './components/frame.css';
import './overview/overview.css';

import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { isOwnPath, paths } from './app/paths';
import { makeQueries } from './app/queries';
import { makeRouter } from './app/router';
import { useTheme } from './app/theme';
import { startTexts } from './texts';
import { Toasts } from './ui/toast';

// Styles that are made at run time carry the nonce that the server wrote into the page.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

const queries = makeQueries(() => {
  const { href, pathname } = router.state.location;
  if (pathname === paths.signIn().to) return;
  // What was read is forgotten once nothing shows it any more.
  void router
    .navigate(paths.signIn(isOwnPath(href) ? href : undefined))
    .then(() => queries.removeQueries({ type: 'inactive' }));
});
const router = makeRouter(queries);

function Console() {
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={useTheme()}>
        <QueryClientProvider client={queries}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no element "root"');

const texts = await startTexts();
createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <Console />
    </I18nextProvider>
  </StrictMode>,
);
