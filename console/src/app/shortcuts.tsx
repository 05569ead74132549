import { createContext, use, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { settings } from './settings';

export interface Shortcut {
  /** A key (`j`), a key with Ctrl or Shift (`Ctrl+k`, `Shift+x`), or two keys one after the other (`g a`). */
  readonly keys: string;
  /** What it does, in the viewer's language. */
  readonly text: string;
  readonly act: () => void;
}

interface Registry {
  readonly add: (shortcuts: readonly Shortcut[]) => () => void;
  /** All that do something now, the latest first. */
  readonly list: readonly Shortcut[];
}

const Context = createContext<Registry>({ add: () => () => undefined, list: [] });

const SEQUENCE_MS = 1000;

/** The one registry of keys: what is in it works, and the help shows it. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const [groups, setGroups] = useState<readonly (readonly Shortcut[])[]>([]);
  const value = useMemo<Registry>(
    () => ({
      list: groups.flat(),
      add: (shortcuts) => {
        setGroups((known) => [shortcuts, ...known]);
        return () => setGroups((known) => known.filter((group) => group !== shortcuts));
      },
    }),
    [groups],
  );
  const pending = useRef({ key: '', at: 0 });
  // Before the page is painted: a key that is in sight works.
  useLayoutEffect(() => {
    // Looked at before anybody handles the key: the one that closes a dialog must not act on the page behind it.
    let inDialog = false;
    const beforeKey = () => {
      inDialog = document.querySelector('dialog[open], [role="dialog"], [role="alertdialog"]') !== null;
    };
    const onKey = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (key === undefined) return;
      const before = event.timeStamp - pending.current.at < SEQUENCE_MS ? pending.current.key : '';
      pending.current = { key, at: event.timeStamp };
      const find = (keys: string) => value.list.find((shortcut) => shortcut.keys === keys);
      const found = (before === '' ? undefined : find(`${before} ${key}`)) ?? find(key);
      if (found === undefined || !mayAct(event, inDialog)) return;
      event.preventDefault();
      pending.current = { key: '', at: 0 };
      found.act();
    };
    document.addEventListener('keydown', beforeKey, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', beforeKey, true);
      document.removeEventListener('keydown', onKey);
    };
  }, [value]);
  return <Context value={value}>{children}</Context>;
}

function keyOf(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.toLowerCase()}`;
  // A sign such as `?` needs Shift on some keyboards and not on others: the sign counts.
  const letter = /^[A-Z]$/.test(event.key);
  return letter ? `Shift+${event.key.toLowerCase()}` : event.key;
}

// A key without Ctrl does nothing where somebody types, in a dialog, or when it was switched off.
function mayAct(event: KeyboardEvent, inDialog: boolean): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  const target = event.target instanceof Element ? event.target : document.body;
  const typing = target.closest(
    'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]',
  );
  const named = event.key.length > 1;
  return typing === null && !inDialog && (named || settings().keys);
}

export function useShortcutList(): readonly Shortcut[] {
  return use(Context).list;
}

/** Adds keys while the component is there. Give it a list that stays the same between renderings (`useMemo`). */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add } = use(Context);
  const addRef = useRef(add);
  useLayoutEffect(() => addRef.current(shortcuts), [shortcuts]);
}
