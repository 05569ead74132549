import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/decisions';
import { useFormat } from '../ui/format';
import { useUndo } from './use-undo';
import { useWho } from './use-who';

/** Offers the undo of the viewer's own decision as long as the server takes it, also after the toast is gone. */
export function TakeBack({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation();
  const { me } = useWho();
  const { time } = useFormat();
  const takeBack = useUndo();
  const { decision } = alert;
  const until = decision?.by === me && decision !== null ? decision.undo_until : undefined;
  const open = useIsBefore(until);
  if (until === undefined || !open) return null;
  return (
    <div className="line">
      <Button disabledFocusable={takeBack.isPending} onClick={() => takeBack.mutate([alert])}>
        {t('ui.toast.undo')}
      </Button>
      <p className="meta">{t('decisions.undoUntil', { time: time(new Date(until)) })}</p>
    </div>
  );
}

function useIsBefore(moment: string | undefined): boolean {
  const [now, setNow] = useState(Date.now);
  const left = moment === undefined ? 0 : new Date(moment).getTime() - now;
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), left);
    return () => clearTimeout(timer);
  }, [left]);
  return left > 0;
}
