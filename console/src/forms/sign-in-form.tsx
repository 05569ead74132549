import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asksForCode, signIn } from '../api/sign-in';
import { ProblemLine } from '../components/problem';
import { TextField } from '../ui/text-field';
import { ProofFields } from './proof-fields';

export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [proof, setProof] = useState({ password: '', code: '' });
  const { mutate, error, isPending } = useMutation({ mutationFn: signIn, onSuccess: onDone });
  const codeNeeded = asksForCode(error);
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate({ login: login.trim(), ...proof });
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      {codeNeeded ? (
        <p className="banner" role="status">
          {t('signIn.codeNeeded')}
        </p>
      ) : (
        <ProblemLine error={error} />
      )}
      <TextField label={t('signIn.login')} autoComplete="username" maxLength={128} value={login} onChange={setLogin} />
      <ProofFields proof={proof} onChange={setProof} codeNeeded={codeNeeded} />
      <Button type="submit" appearance="primary" disabled={isPending}>
        {t('signIn.act')}
      </Button>
    </form>
  );
}
