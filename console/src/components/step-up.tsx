import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setFreshProofDialog } from '../api/fresh';
import { confirmWithPasskey } from '../api/passkeys';
import { ConfirmForm } from '../forms/confirm-form';
import { OtherWays } from '../forms/other-ways';

type Answer = (proved: boolean) => void;

/** Asks who is there when the server wants a fresh proof; then what was asked for goes on by itself. */
export function StepUp() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer>();
  const returnTo = useRouterState({ select: ({ location }) => location.href });
  useEffect(() => {
    setFreshProofDialog(() => new Promise((resolve) => setAnswer(() => resolve)));
    return () => setFreshProofDialog(() => Promise.resolve(false));
  }, []);
  if (answer === undefined) return null;
  const close = (proved: boolean) => {
    setAnswer(undefined);
    answer(proved);
  };
  return (
    <Dialog open onOpenChange={() => close(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('signIn.confirmTitle')}</DialogTitle>
          <DialogContent className="stack">
            <p>{t('signIn.confirmText')}</p>
            <ConfirmForm onDone={() => close(true)} />
            <OtherWays purpose="confirm" returnTo={returnTo} passkey={confirmWithPasskey} onDone={() => close(true)} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => close(false)}>{t('frame.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
