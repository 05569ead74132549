import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ShortcutProvider } from '../app/shortcuts';
import { AlertEvents } from './alert-events';
import { FrameKeys } from './frame-keys';
import { Rail } from './rail';
import { ReleasedNames } from './released-names';
import { StepUp } from './step-up';
import { TopBar } from './top-bar';

export type Overlay = 'palette' | 'help' | undefined;

/** The frame of each page but sign-in: skip link, rail, top bar, the page. */
export function Frame() {
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>();
  useFocusOnHeading(() => setDrawer(false));
  return (
    <ShortcutProvider>
      <ReleasedNames>
        <a className="skip" href="#main">
          {t('frame.skip')}
        </a>
        <div className="frame" data-drawer={drawer ? 'open' : undefined}>
          <Rail onClose={() => setDrawer(false)} />
          <div className="frame-page">
            <TopBar drawer={drawer} onDrawer={() => setDrawer(!drawer)} onOverlay={setOverlay} />
            <main id="main" tabIndex={-1}>
              <AlertEvents>
                <Outlet />
              </AlertEvents>
            </main>
          </div>
          {drawer && (
            <button
              type="button"
              className="veil"
              aria-label={t('frame.closePlaces')}
              onClick={() => setDrawer(false)}
            />
          )}
        </div>
        <FrameKeys overlay={overlay} onOverlay={setOverlay} />
        <StepUp />
      </ReleasedNames>
    </ShortcutProvider>
  );
}

// After a change of place the focus goes to the heading, so that a screen reader says where one is.
function useFocusOnHeading(moved: () => void): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        moved();
        document.querySelector<HTMLElement>('main h1')?.focus();
      }),
    // The listener only closes the drawer: any of its versions does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [router],
  );
}
