import { Button } from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wasNotUsed } from '../api/passkeys';
import { ProblemLine } from '../components/problem';

interface Props {
  readonly label: string;
  readonly act: () => Promise<void>;
  readonly onDone: () => void;
}

export function PasskeyButton({ label, act, onDone }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useMutation({ mutationFn: act, onSuccess: onDone });
  return (
    <>
      {wasNotUsed(error) ? (
        <p className="banner warn" role="alert">
          {t('signIn.passkeyNotUsed')}
        </p>
      ) : (
        <ProblemLine error={error} />
      )}
      <Button icon={<KeyRegular />} disabled={isPending} onClick={() => mutate()}>
        {label}
      </Button>
    </>
  );
}
