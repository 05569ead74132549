import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alertQuery, type AlertDetail } from '../api/alerts';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { Decide } from '../decisions/decide';
import { EvidenceBar } from '../ui/evidence-bar';
import { Moment } from '../ui/moment';
import { PersonChip } from '../ui/person-chip';
import { Severity } from '../ui/severity';
import { daysOf, groupLedger } from './groups';
import { Beside } from './beside';
import type { QueueSearch } from './search';
import { useIndicator } from './use-indicator';

const GROUPS = 6;
/** Whoever holds a key passes many alerts: only the one where they stay is asked for. */
const WAIT_MS = 150;

interface Props {
  readonly id: string;
  readonly search: QueueSearch;
  /** Acts are here only while they are nowhere else. */
  readonly mayDecide: boolean;
  readonly onDone: () => void;
}

/** What an alert rests on, beside the queue. */
export function Preview({ id, search, mayDecide, onDone }: Props) {
  const { t } = useTranslation();
  const query = useQuery({ ...alertQuery(id), enabled: useIsOlderThan(WAIT_MS) });
  return (
    <Region query={query} rows={6} whoCan={t('alerts.whoCan')}>
      {(alert) => (
        <>
          <Content alert={alert} search={search} />
          {mayDecide && <PreviewActs alert={alert} onDone={onDone} />}
        </>
      )}
    </Region>
  );
}

function useIsOlderThan(milliseconds: number): boolean {
  const [older, setOlder] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOlder(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return older;
}

function PreviewActs({ alert, onDone }: { readonly alert: AlertDetail; readonly onDone: () => void }) {
  const alerts = useMemo(() => [alert], [alert]);
  return (
    <div className="preview-acts">
      <Decide alerts={alerts} onDone={onDone} />
    </div>
  );
}

function Content({ alert, search }: { readonly alert: AlertDetail; readonly search: QueueSearch }) {
  const { t } = useTranslation();
  const { trigger, did, headline } = useIndicator();
  const groups = groupLedger(alert.ledger);
  const most = groups[0]?.points ?? 0;
  const { scope } = alert;
  return (
    <div className="preview-content">
      <div className="line">
        <PersonChip pseudonym={alert.person} />
        <Link {...paths.alert(alert.id, search)} className="push">
          {t('alerts.open')}
        </Link>
      </div>
      <h2>{headline(groups)}</h2>
      <Beside alert={alert} />
      <dl className="facts">
        <dt>{t('alert.score')}</dt>
        <dd className="line">
          <Severity level={alert.severity} /> <strong>{alert.score}</strong>
        </dd>
        <dt>{t('alert.evidence')}</dt>
        <dd>
          <EvidenceBar times={alert.evidence / 100} />
        </dd>
        <dt>{t('alert.restsOn')}</dt>
        <dd>
          {t('alert.kinds', { count: groups.length })}, {t('alert.days', { count: daysOf(alert.ledger).length })}
        </dd>
        <dt>{t('alert.policy')}</dt>
        <dd>{alert.policy}</dd>
        <dt>{t('alert.trigger')}</dt>
        <dd>
          {trigger(scope.trigger)}, <Moment at={scope.triggered} only="day" />
        </dd>
        <dt>{t('alert.inScope')}</dt>
        <dd>
          <Moment at={scope.from} only="day" /> – <Moment at={scope.until} only="day" />
        </dd>
      </dl>
      <h3>{t('alert.adds', { score: alert.score })}</h3>
      <ol className="preview-groups">
        {groups.slice(0, GROUPS).map((group) => (
          <li key={group.indicator}>
            <strong>{group.points}</strong>
            <span className="preview-bar" aria-hidden="true">
              <span style={{ width: `${(group.points / most) * 100}%` }} />
            </span>
            <span>{did(group)}</span>
          </li>
        ))}
      </ol>
      {groups.length > GROUPS && <p className="meta">{t('alert.moreKinds', { count: groups.length - GROUPS })}</p>}
    </div>
  );
}
