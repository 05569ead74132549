import { useTranslation } from 'react-i18next';
import { isAboutPerson, type NameRequest, type PersonRequest, type Request } from '../api/requests';
import { CaseLink } from '../cases/case-link';
import { usePurpose } from '../components/use-purpose';
import { Moment } from '../ui/moment';
import { useWords } from './use-words';

/** What was asked for, and what has become of it. */
export function Facts({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const purpose = usePurpose();
  const { who, ground } = useWords();
  const { state, ends_at: ends, ended_at: ended, ended_by: endedBy } = request;
  return (
    <dl className="facts">
      <dt>{t('requests.purpose')}</dt>
      <dd>
        {purpose.title(request.purpose)}
        <div className="meta">{purpose.text(request.purpose)}</div>
      </dd>
      {isAboutPerson(request) ? <AboutPerson request={request} /> : <ForName request={request} />}
      <dt>{t('requests.asked')}</dt>
      <dd>
        <Moment at={request.asked_at} />
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

function ForName({ request }: { readonly request: NameRequest }) {
  const { t } = useTranslation();
  const { who, length } = useWords();
  const { approvals, approvals_needed: needed } = request;
  return (
    <>
      <dt>{t('requests.shownTo')}</dt>
      <dd>{t('requests.only', { name: who(request.asked_by) })}</dd>
      <dt>{t('requests.for')}</dt>
      <dd>{t('requests.fromApproval', { length: length(request.minutes) })}</dd>
      <dt>{t('requests.case')}</dt>
      <dd>
        <CaseLink id={request.case} />
      </dd>
      <dt>{t('requests.approvals')}</dt>
      <dd>
        {t('requests.approvalsOf', { n: approvals.length, needed })}
        {approvals.map(({ by, at }) => (
          <div key={by} className="meta">
            {who(by)}, <Moment at={at} />
          </div>
        ))}
      </dd>
    </>
  );
}

function AboutPerson({ request }: { readonly request: PersonRequest }) {
  const { t } = useTranslation();
  const { who, what } = useWords();
  const { asks, approved_at: at, approved_by: by } = request;
  return (
    <>
      <dt>{t('requests.what.title')}</dt>
      <dd>
        {what(request)}
        <div className="meta">{t(`requests.what.text.${asks.kind}`, { name: who(request.asked_by) })}</div>
      </dd>
      <dt>{t('requests.for')}</dt>
      <dd>{t('requests.fromApproval', { length: t('requests.length.days', { count: request.days }) })}</dd>
      {at && by && (
        <>
          <dt>{t('requests.approved')}</dt>
          <dd>
            {who(by)}, <Moment at={at} />
          </dd>
        </>
      )}
    </>
  );
}
