import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addPasskey, passkeysQuery, removePasskey, renamePasskey, type Passkey } from '../api/account';
import { browserHasPasskeys, wasNotUsed } from '../api/passkeys';
import { waysQuery } from '../api/sign-in';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { TextField } from '../ui/text-field';

const changes = passkeysQuery.queryKey;

export function Passkeys() {
  const { t } = useTranslation();
  const query = useQuery(passkeysQuery);
  const offered = useQuery(waysQuery).data?.passkeys;
  const empty = <Empty title={t('account.passkeys.empty')} text={t('account.passkeys.emptyText')} />;
  const closed =
    offered === false
      ? t('account.passkeys.notHere')
      : browserHasPasskeys()
        ? undefined
        : t('account.passkeys.notInBrowser');
  return (
    <Card title={t('account.passkeys.title')} flush>
      <Region query={query} rows={1} empty={{ when: (passkeys) => passkeys.length === 0, show: empty }}>
        {(passkeys) => (
          <ul className="rows">
            {passkeys.map((passkey) => (
              <Row key={passkey.id} passkey={passkey} />
            ))}
          </ul>
        )}
      </Region>
      <div className="inset">{closed === undefined ? <Add /> : <p className="meta">{closed}</p>}</div>
    </Card>
  );
}

function Add() {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  const { mutate, error, isPending } = useAct(addPasskey, {
    changes,
    said: t('account.passkeys.added'),
    onDone: () => setLabel(''),
  });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate(label.trim());
  };
  return (
    <form className="form narrow" onSubmit={onSubmit}>
      {wasNotUsed(error) ? <p className="banner warn">{t('signIn.passkeyNotUsed')}</p> : <ProblemLine error={error} />}
      <TextField
        label={t('account.passkeys.label')}
        hint={t('account.passkeys.hint')}
        maxLength={60}
        value={label}
        onChange={setLabel}
      />
      <Button type="submit" disabled={isPending}>
        {t('account.passkeys.add')}
      </Button>
    </form>
  );
}

function Row({ passkey }: { readonly passkey: Passkey }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState<string>();
  const rename = useAct(renamePasskey, { changes, onDone: () => setLabel(undefined) });
  const remove = useAct(removePasskey, { changes, said: t('account.passkeys.removed') });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (label !== undefined) rename.mutate({ id: passkey.id, label: label.trim() });
  };
  if (label !== undefined) {
    return (
      <li>
        <form className="form narrow" onSubmit={onSubmit}>
          <ProblemLine error={rename.error} />
          <TextField label={t('account.passkeys.label')} maxLength={60} value={label} onChange={setLabel} takesFocus />
          <div className="line">
            <Button type="submit" disabled={rename.isPending}>
              {t('account.passkeys.save')}
            </Button>
            <Button onClick={() => setLabel(undefined)}>{t('frame.cancel')}</Button>
          </div>
        </form>
      </li>
    );
  }
  return (
    <li>
      <span className="what">
        <strong>{passkey.label}</strong>
        <br />
        <span className="meta">
          {t('account.created')} <Moment at={passkey.created} />
          {typeof passkey.last_used === 'string' && (
            <>
              {' · '}
              {t('account.lastUsed')} <Moment at={passkey.last_used} />
            </>
          )}
        </span>
      </span>
      <Button
        size="small"
        aria-label={t('account.passkeys.renameOf', { name: passkey.label })}
        onClick={() => setLabel(passkey.label)}
      >
        {t('account.passkeys.rename')}
      </Button>
      <ConfirmButton
        label={t('account.passkeys.remove')}
        title={t('account.passkeys.removeOf', { name: passkey.label })}
        consequence={t('account.othersEnd')}
        disabled={remove.isPending}
        onConfirm={() => remove.mutate(passkey.id)}
      />
      <ProblemLine error={remove.error} />
    </li>
  );
}
