import { useLayoutEffect } from 'react';

/** When a dialog that a key opened is gone, the focus is where it was, or on the heading, and screen readers find the page again. */
export function useReturnFocus(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      // After the dialog has left the page.
      setTimeout(() => {
        // Another dialog came in its place: without the focus Fluent would hide that one from screen readers.
        if (document.querySelector('[aria-modal="true"]') !== null) return;
        const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
        // A modal of Fluent hides all beside it, and leaves it hidden when it goes while the focus is nowhere.
        document.getElementById('root')?.removeAttribute('aria-hidden');
        (isThere ? before : document.querySelector<HTMLElement>('main h1'))?.focus();
      });
    };
  }, []);
}
