import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | undefined;
  readonly until: number;
}

interface Show {
  /** Says what was done. With `undo` it can be taken back for a minute. */
  show: (text: string, undo?: () => void) => void;
  /** Takes the newest act back that can be. */
  undoNewest: () => void;
}

const Context = createContext<Show>({ show: () => undefined, undoNewest: () => undefined });

const UNDO_SECONDS = 60;
const READ_SECONDS = 8;
/** More would cover the page; what is older can still be taken back by its key. */
const IN_SIGHT = 4;
let lastId = 0;

export function useToast(): Show {
  return use(Context);
}

/** Toasts never take the focus; a screen reader says each once. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((all) => current(all).filter((toast) => toast.id !== id)), []);
  const show = useCallback((text: string, undo?: () => void) => {
    lastId += 1;
    const seconds = undo === undefined ? READ_SECONDS : UNDO_SECONDS;
    const toast = { id: lastId, text, undo, until: Date.now() + seconds * 1000 };
    setToasts((all) => [...current(all), toast]);
  }, []);
  const value = useMemo(() => {
    const undoNewest = () => {
      const newest = current(toasts).findLast((toast) => toast.undo !== undefined);
      if (newest === undefined) return;
      remove(newest.id);
      newest.undo?.();
    };
    return { show, undoNewest };
  }, [show, remove, toasts]);
  return (
    <Context value={value}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.slice(-IN_SIGHT).map((toast) => (
          <ToastBar key={toast.id} toast={toast} remove={remove} />
        ))}
      </div>
    </Context>
  );
}

function current(toasts: readonly Toast[]): readonly Toast[] {
  return toasts.filter(({ until }) => until > Date.now());
}

function ToastBar({ toast, remove }: { readonly toast: Toast; readonly remove: (id: number) => void }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  const { id, text, undo, until } = toast;
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() >= until) remove(id);
      else setNow(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, [id, until, remove]);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const undoNow = () => {
    remove(id);
    undo?.();
  };
  return (
    <div className="toast">
      <span>{text}</span>
      {undo === undefined ? (
        <button type="button" onClick={() => remove(id)}>
          {t('ui.toast.close')}
        </button>
      ) : (
        <>
          <button type="button" onClick={undoNow}>
            {t('ui.toast.undo')} <span aria-hidden="true">· {left} s</span>
          </button>
          <span className="left" style={{ width: `${(left / UNDO_SECONDS) * 100}%` }} aria-hidden="true" />
        </>
      )}
    </div>
  );
}
