import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { caseHistoryQuery, reopenCase, type Case } from '../api/cases';
import { ConfirmButton } from '../components/confirm-button';
import { ProblemLine } from '../components/problem';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { CloseDialog } from './close-dialog';
import { lastClosing } from './order';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';
import { useOutcome } from './use-outcome';

/** How the case ends: what it came to when it is closed, and the way to close it or to open it again. */
export function Ending({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const { may } = useLooking();
  const [closing, setClosing] = useState(false);
  const isOpen = !shown.closed_at;
  if (isOpen && !closing && !may('close-case')) return null;
  return (
    <Card title={t('cases.ending.title')}>
      {isOpen ? (
        <>
          <p className="small">{t('cases.ending.closeFollows')}</p>
          <div className="line">
            <Button onClick={() => setClosing(true)}>{t('cases.ending.close')}</Button>
          </div>
        </>
      ) : (
        <>
          <Outcome shown={shown} />
          {may('reopen-case') && <Reopen id={shown.id} />}
        </>
      )}
      {/* It stays when somebody else closes the case meanwhile: what was typed is in it. */}
      {closing && <CloseDialog shown={shown} onClose={() => setClosing(false)} />}
    </Card>
  );
}

function Outcome({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const { who } = useMembers();
  const { outcome, action } = useOutcome();
  const closing = lastClosing(useQuery(caseHistoryQuery(shown.id)).data ?? []);
  return (
    <>
      <dl className="facts">
        {shown.outcome && (
          <>
            <dt>{t('cases.outcome')}</dt>
            <dd>
              <strong>{outcome(shown.outcome)}</strong>
            </dd>
          </>
        )}
        {closing?.action && (
          <>
            <dt>{t('cases.action')}</dt>
            <dd>{action(closing.action)}</dd>
          </>
        )}
        {closing !== undefined && (
          <>
            <dt>{t('cases.closed')}</dt>
            <dd>
              <Moment at={closing.at} />, {who(closing.by)}
            </dd>
          </>
        )}
      </dl>
      {closing !== undefined && (
        <p className={closing.text ? 'cases-said' : 'meta'}>{closing.text ?? t('cases.notes.erased')}</p>
      )}
    </>
  );
}

function Reopen({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const reopen = useCaseAct(reopenCase, { said: t('cases.ending.reopened') });
  return (
    <>
      <div className="line">
        <ConfirmButton
          label={t('cases.ending.reopen')}
          title={t('cases.ending.reopen')}
          consequence={t('cases.ending.reopenFollows')}
          disabled={reopen.pending}
          onConfirm={() => reopen.go(id)}
        />
      </div>
      <ProblemLine error={reopen.error} />
    </>
  );
}
