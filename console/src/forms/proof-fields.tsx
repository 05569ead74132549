import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../api/sign-in';
import { TextField } from '../ui/text-field';

interface Props {
  readonly proof: Proof;
  readonly onChange: (proof: Proof) => void;
  /** The server asked for a code. */
  readonly codeNeeded: boolean;
}

/** A password and, when the server asks for one or somebody wants to give it, a one-time or recovery code. */
export function ProofFields({ proof, onChange, codeNeeded }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <TextField
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        value={proof.password}
        onChange={(password) => onChange({ ...proof, password })}
      />
      {codeNeeded || wanted ? (
        <TextField
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          autoComplete="one-time-code"
          maxLength={64}
          required={codeNeeded}
          value={proof.code}
          onChange={(code) => onChange({ ...proof, code })}
          takesFocus
        />
      ) : (
        <Button appearance="transparent" size="small" onClick={() => setWanted(true)}>
          {t('signIn.withCode')}
        </Button>
      )}
    </>
  );
}
