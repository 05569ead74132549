import { useLayoutEffect } from 'react';

/**
 * When a dialog that a key opened is gone, the focus is where it was, or on the heading: as long as it is nowhere, the dialog's page stays
 * hidden from screen readers.
 */
export function useReturnFocus(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      // After the dialog has left the page.
      setTimeout(() => {
        const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
        (isThere ? before : document.querySelector<HTMLElement>('main h1'))?.focus();
      });
    };
  }, []);
}
