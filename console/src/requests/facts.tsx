import { useTranslation } from 'react-i18next';
import type { Request } from '../api/requests';
import { CaseLink } from '../cases/case-link';
import { usePurpose } from '../components/use-purpose';
import { Moment } from '../ui/moment';
import { useWords } from './use-words';

/** What was asked for, and what has become of it. */
export function Facts({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const purpose = usePurpose();
  const { who, ground, length } = useWords();
  const { state, approvals, ends_at: ends, ended_at: ended, ended_by: endedBy } = request;
  return (
    <dl className="facts">
      <dt>{t('requests.purpose')}</dt>
      <dd>
        {purpose.title(request.purpose)}
        <div className="meta">{purpose.text(request.purpose)}</div>
      </dd>
      <dt>{t('requests.shownTo')}</dt>
      <dd>{t('requests.only', { name: who(request.asked_by) })}</dd>
      <dt>{t('requests.for')}</dt>
      <dd>{t('requests.fromApproval', { length: length(request.minutes) })}</dd>
      <dt>{t('requests.case')}</dt>
      <dd>
        <CaseLink id={request.case} />
      </dd>
      <dt>{t('requests.asked')}</dt>
      <dd>
        <Moment at={request.asked_at} />
      </dd>
      <dt>{t('requests.approvals')}</dt>
      <dd>
        {t('requests.approvalsOf', { n: approvals.length, needed: request.approvals_needed })}
        {approvals.map(({ by, at }) => (
          <div key={by} className="meta">
            {who(by)}, <Moment at={at} />
          </div>
        ))}
      </dd>
      {ends && (
        <>
          <dt>{t(state === 'approved' ? 'requests.endsAt' : 'requests.lapsesAt')}</dt>
          <dd>
            <Moment at={ends} />
          </dd>
        </>
      )}
      {ended && (
        <>
          <dt>{t('requests.endedAt')}</dt>
          <dd>
            <Moment at={ended} />
            {endedBy && `, ${who(endedBy)}`}
            {request.ground && <div className="meta">{ground(request.ground)}</div>}
          </dd>
        </>
      )}
    </dl>
  );
}
