import { FlagFilled } from '@fluentui/react-icons';
import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';
import { paths } from '../app/paths';
import { Due } from '../decisions/due';
import { useWho } from '../decisions/use-who';
import { EvidenceBar } from '../ui/evidence-bar';
import { useFormat } from '../ui/format';
import { Moment } from '../ui/moment';
import { PersonChip } from '../ui/person-chip';
import { Severity } from '../ui/severity';
import type { QueueSearch } from './search';
import { useIndicator } from './use-indicator';

export const features = tableFeatures({ columnVisibilityFeature });
const helper = createColumnHelper<typeof features, Alert>();

/** The columns of the queue. A new one is an entry here, its id in `search.ts` and its name in the texts. */
export const columnsOf = (search: QueueSearch) =>
  helper.columns([
    helper.accessor('severity', { id: 'severity', cell: ({ getValue }) => <Severity level={getValue()} /> }),
    helper.accessor('score', { id: 'score', cell: ({ getValue }) => <strong>{getValue()}</strong> }),
    helper.accessor('evidence', { id: 'evidence', cell: ({ getValue }) => <EvidenceBar times={getValue() / 100} /> }),
    helper.accessor('insights', { id: 'insights' }),
    helper.display({ id: 'what', cell: ({ row }) => <What alert={row.original} search={search} /> }),
    helper.accessor('trigger', { id: 'trigger', cell: ({ getValue }) => <Trigger id={getValue()} /> }),
    helper.accessor('risk_factors', { id: 'factors', cell: ({ getValue }) => <Factors factors={getValue()} /> }),
    helper.accessor('status', { id: 'status', cell: ({ getValue }) => <Status status={getValue()} /> }),
    helper.accessor('first_activity', {
      id: 'first',
      cell: ({ getValue }) => <Moment at={getValue()} only="day" />,
    }),
    helper.accessor('last_activity', { id: 'last', cell: ({ getValue }) => <Moment at={getValue()} only="day" /> }),
    helper.display({ id: 'due', cell: ({ row }) => <DueFor alert={row.original} /> }),
  ]);

function What({ alert, search }: { readonly alert: Alert; readonly search: QueueSearch }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const words = {
    insights: t('alerts.insights', { count: alert.insights }),
    from: day(new Date(alert.first_activity)),
  };
  return (
    <>
      <span className="about">
        <Link {...paths.alert(alert.id, search)} tabIndex={-1}>
          <PersonChip pseudonym={alert.person} />
        </Link>
        <span className="meta clip">{t('alerts.since', words)}</span>
      </span>
      <span className="about">
        {alert.spotlight.length > 0 && <FlagFilled className="spotlight" title={t('alerts.spotlight')} />}
        <span className="clip">{alert.policy}</span>
        {alert.joined.length > 0 && (
          <span className="tag" title={alert.joined.map(({ policy }) => policy).join(', ')}>
            {t('alerts.joined', { count: alert.joined.length })}
          </span>
        )}
      </span>
    </>
  );
}

function Trigger({ id }: { readonly id: string }) {
  const { title } = useIndicator();
  return <span className="clip">{title(id)}</span>;
}

function Factors({ factors }: { readonly factors: Alert['risk_factors'] }) {
  const { t } = useTranslation();
  const words = factors.map((factor) => t(`alerts.factor.${factor}`)).join(', ');
  return (
    <span className="clip" title={words}>
      {words}
    </span>
  );
}

function DueFor({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation();
  const { assignee } = useWho();
  return (
    <>
      <Due due={alert.due} />
      {alert.assignee !== null && (
        <span className="meta">{t('alerts.assigned', { who: assignee(alert.assignee) })}</span>
      )}
    </>
  );
}

function Status({ status }: { readonly status: Alert['status'] }) {
  const { t } = useTranslation();
  return <span className="tag">{t(`alerts.status.${status}`)}</span>;
}
