import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { endOtherSessions, endSession, sessionsQuery, type Session } from '../api/account';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';

const changes = sessionsQuery.queryKey;
const PROOFS = ['password', 'one-time-code', 'recovery-code', 'passkey', 'provider'] as const;

export function Sessions() {
  const { t } = useTranslation();
  const query = useQuery(sessionsQuery);
  const others = useAct(endOtherSessions, { changes, said: t('account.sessions.othersEnded') });
  const end = useAct(endSession, { changes, said: t('account.sessions.ended') });
  const acts = (
    <ConfirmButton
      label={t('account.sessions.endOthers')}
      title={t('account.sessions.endOthersTitle')}
      consequence={t('account.sessions.endText')}
      disabled={(query.data?.length ?? 0) < 2}
      onConfirm={() => others.mutate(undefined)}
    />
  );
  return (
    <Card title={t('account.sessions.title')} acts={acts} flush>
      <ProblemLine error={others.error ?? end.error} />
      <Region query={query} rows={2}>
        {(sessions) => (
          <ul className="rows">
            {sessions.map((session) => (
              <Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
            ))}
          </ul>
        )}
      </Region>
    </Card>
  );
}

function Row({ session, onEnd }: { readonly session: Session; readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const proofs = PROOFS.filter((proof) => session.proofs.includes(proof)).map((proof) =>
    t(`account.sessions.proofs.${proof}`),
  );
  return (
    <li>
      <span className="what">
        <strong>{session.from}</strong> {session.this && <span className="tag ok">{t('account.sessions.this')}</span>}
        <br />
        <span className="meta">
          {t('account.sessions.begun')} <Moment at={session.begun} /> · {t('account.lastUsed')}{' '}
          <Moment at={session.last_used} /> · {proofs.join(', ')}
        </span>
      </span>
      {!session.this && (
        <ConfirmButton
          label={t('account.sessions.end')}
          title={t('account.sessions.endOf', { from: session.from })}
          consequence={t('account.sessions.endText')}
          onConfirm={onEnd}
        />
      )}
    </li>
  );
}
