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
import { useTranslation } from 'react-i18next';
import { confirmWithPasskey } from '../api/passkeys';
import { ConfirmForm } from '../forms/confirm-form';
import { OtherWays } from '../forms/other-ways';

/** Asks who is there; closes with whether it was proved. */
export function StepUpDialog({ onClose }: { readonly onClose: (proved: boolean) => void }) {
  const { t } = useTranslation();
  const returnTo = useRouterState({ select: ({ location }) => location.href });
  const onDone = () => onClose(true);
  return (
    <Dialog open onOpenChange={() => onClose(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('signIn.confirmTitle')}</DialogTitle>
          <DialogContent className="stack">
            <p>{t('signIn.confirmText')}</p>
            <ConfirmForm onDone={onDone} />
            <OtherWays purpose="confirm" returnTo={returnTo} passkey={confirmWithPasskey} onDone={onDone} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onClose(false)}>{t('frame.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
