import { Button, Checkbox } from '@fluentui/react-components';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { issueToken, tokensQuery } from '../api/account';
import type { Me } from '../api/viewer';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { Secret } from '../ui/secret';
import { TextField } from '../ui/text-field';

/** Issues a token that may do some of what its owner may do. */
export function NewTokenForm({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [days, setDays] = useState('30');
  const [operations, setOperations] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string>();
  const { mutate, error, isPending } = useAct(issueToken, {
    changes: tokensQuery.queryKey,
    onDone: (issued) => {
      setSecret(issued.secret);
      setName('');
      setOperations([]);
    },
  });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate({ name: name.trim(), days: Number(days), operations: [...operations] });
  };
  const choose = (operation: string, chosen: boolean) =>
    setOperations((before) => (chosen ? [...before, operation] : before.filter((other) => other !== operation)));
  if (secret !== undefined) return <Secret lines={[secret]} onClose={() => setSecret(undefined)} />;
  return (
    <form className="form" onSubmit={onSubmit}>
      <h3>{t('account.tokens.new')}</h3>
      <ProblemLine error={error} />
      <div className="form narrow">
        <TextField label={t('account.tokens.name')} maxLength={60} value={name} onChange={setName} takesFocus />
        <TextField label={t('account.tokens.days')} type="number" value={days} onChange={setDays} />
      </div>
      <fieldset>
        <legend>{t('account.tokens.operations')}</legend>
        <div className="choices">
          {me.operations.map((operation) => (
            <Checkbox
              key={operation}
              label={operation}
              checked={operations.includes(operation)}
              onChange={(_, { checked }) => choose(operation, checked === true)}
            />
          ))}
        </div>
      </fieldset>
      <Button type="submit" disabled={isPending || operations.length === 0}>
        {t('account.tokens.issue')}
      </Button>
    </form>
  );
}
