import { Button } from '@fluentui/react-components';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, sessionsQuery } from '../api/account';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { TextField } from '../ui/text-field';

export function PasswordChange() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { mutate, error, isPending } = useAct(changePassword, {
    changes: sessionsQuery.queryKey,
    said: t('account.password.done'),
    onDone: () => {
      setCurrent('');
      setNext('');
    },
  });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate({ current, new: next });
  };
  return (
    <Card title={t('account.password.title')}>
      <form className="form narrow" onSubmit={onSubmit}>
        <ProblemLine error={error} />
        <TextField
          label={t('account.password.current')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <TextField
          label={t('account.password.new')}
          hint={t('account.password.hint')}
          type="password"
          autoComplete="new-password"
          maxLength={128}
          value={next}
          onChange={setNext}
        />
        <Button type="submit" disabled={isPending}>
          {t('account.password.act')}
        </Button>
      </form>
      <p className="meta">{t('account.othersEnd')}</p>
    </Card>
  );
}
