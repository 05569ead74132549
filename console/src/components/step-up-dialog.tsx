import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { confirmWithPasskey } from '../api/passkeys';
import { ConfirmForm } from '../forms/confirm-form';
import { OtherWays } from '../forms/other-ways';
import { TextDialog } from './dialog';

/** Asks who is there; closes with whether it was proved. */
export function StepUpDialog({ onClose }: { readonly onClose: (proved: boolean) => void }) {
  const { t } = useTranslation();
  const returnTo = useRouterState({ select: ({ location }) => location.href });
  const onDone = () => onClose(true);
  return (
    <TextDialog title={t('signIn.confirmTitle')} close={t('frame.cancel')} onClose={() => onClose(false)}>
      <p>{t('signIn.confirmText')}</p>
      <ConfirmForm onDone={onDone} />
      <OtherWays purpose="confirm" returnTo={returnTo} passkey={confirmWithPasskey} onDone={onDone} />
    </TextDialog>
  );
}
