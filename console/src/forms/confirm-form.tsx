import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asksForCode, confirm } from '../api/sign-in';
import { ProblemLine } from '../components/problem';
import { ProofFields } from './proof-fields';

export function ConfirmForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [proof, setProof] = useState({ password: '', code: '' });
  const { mutate, error, isPending } = useMutation({ mutationFn: confirm, onSuccess: onDone });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate(proof);
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      {!asksForCode(error) && <ProblemLine error={error} />}
      <ProofFields proof={proof} onChange={setProof} codeNeeded={asksForCode(error)} />
      <Button type="submit" appearance="primary" disabled={isPending}>
        {t('signIn.confirm')}
      </Button>
    </form>
  );
}
