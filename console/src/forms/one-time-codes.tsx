import { Button } from '@fluentui/react-components';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { beginCodes, finishCodes, newRecoveryCodes, sessionsQuery, turnCodesOff } from '../api/account';
import type { Me } from '../api/viewer';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { QrCode } from '../ui/qr-code';
import { Secret } from '../ui/secret';
import { TextField } from '../ui/text-field';

/** One-time codes: set up with an app, and recovery codes that are shown once. */
export function OneTimeCodes({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState<readonly string[]>();
  const [uri, setUri] = useState<string>();
  const changes = sessionsQuery.queryKey;
  const begin = useAct(beginCodes, { onDone: (answer) => setUri(answer.uri) });
  const renew = useAct(newRecoveryCodes, { onDone: (answer) => setRecovery(answer.recovery_codes) });
  const off = useAct(turnCodesOff, { changes, said: t('account.codes.offDone') });
  const on = me.account.one_time_codes;
  const onFinished = (codes: readonly string[]) => {
    setUri(undefined);
    setRecovery(codes);
  };
  return (
    <Card
      title={t('account.codes.title')}
      note={on ? t('account.codes.left', { count: me.recovery_codes }) : t('account.codes.none')}
    >
      <ProblemLine error={begin.error ?? renew.error ?? off.error} />
      {recovery !== undefined && <Secret lines={recovery} onClose={() => setRecovery(undefined)} />}
      {uri !== undefined && <FirstCode uri={uri} onFinished={onFinished} />}
      <div className="line">
        {!on && uri === undefined && (
          <Button disabled={begin.isPending} onClick={() => begin.mutate(undefined)}>
            {t('account.codes.begin')}
          </Button>
        )}
        {on && (
          <>
            <ConfirmButton
              label={t('account.codes.renew')}
              title={t('account.codes.renewTitle')}
              consequence={t('account.codes.renewText')}
              onConfirm={() => renew.mutate(undefined)}
            />
            <ConfirmButton
              label={t('account.codes.off')}
              title={t('account.codes.offTitle')}
              consequence={t('account.codes.offText')}
              onConfirm={() => off.mutate(undefined)}
            />
          </>
        )}
      </div>
    </Card>
  );
}

interface FirstCodeProps {
  readonly uri: string;
  readonly onFinished: (recoveryCodes: readonly string[]) => void;
}

function FirstCode({ uri, onFinished }: FirstCodeProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { mutate, error, isPending } = useAct(finishCodes, {
    changes: sessionsQuery.queryKey,
    said: t('account.codes.done'),
    onDone: (answer) => onFinished(answer.recovery_codes),
  });
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    mutate(code);
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      <p>{t('account.codes.scan')}</p>
      <QrCode text={uri} label={t('account.codes.qr')} />
      <p className="meta">{t('account.codes.type')}</p>
      <p className="secret">{new URL(uri).searchParams.get('secret') ?? uri}</p>
      <ProblemLine error={error} />
      <TextField
        label={t('account.codes.first')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={setCode}
      />
      <Button type="submit" appearance="primary" disabled={isPending}>
        {t('account.codes.finish')}
      </Button>
    </form>
  );
}
