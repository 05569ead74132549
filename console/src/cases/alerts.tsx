import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';
import { caseAlertsQuery, PERSONS_READ_AT_MOST, type Case } from '../api/cases';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { EvidenceBar } from '../ui/evidence-bar';
import { Moment } from '../ui/moment';
import { PersonChip } from '../ui/person-chip';
import { Severity } from '../ui/severity';
import { Empty, Forbidden } from '../ui/states';

/** The alerts that were confirmed into the case, each with the way to it. */
export function Alerts({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const may = useLooking().may('list-alerts');
  const query = useQuery({ ...caseAlertsQuery(shown), enabled: may });
  const empty = <Empty title={t('cases.alerts.none')} text={t('cases.alerts.noneText')} />;
  return (
    <Card title={t('cases.alerts.title')} note={query.data?.length} flush>
      {may ? (
        <Region query={query} rows={2} empty={{ when: ({ length }) => length === 0, show: empty }}>
          {(alerts) => (
            <ul className="rows">
              {alerts.map((alert) => (
                <Row key={alert.id} alert={alert} />
              ))}
            </ul>
          )}
        </Region>
      ) : (
        <Forbidden title={t('problem.kinds.forbidden')} text={t('cases.alerts.whoCan')} />
      )}
      {may && shown.persons.length > PERSONS_READ_AT_MOST && (
        <p className="meta cases-foot">{t('cases.alerts.firstPersons', { n: PERSONS_READ_AT_MOST })}</p>
      )}
    </Card>
  );
}

function Row({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation();
  const { id, person, policy, severity, score, evidence, status, last_activity: last } = alert;
  return (
    <li>
      <div className="what">
        <Link {...paths.alert(id)} className="cases-alert">
          <PersonChip pseudonym={person} /> <span>{policy}</span>
        </Link>
        <p className="line meta">
          <Severity level={severity} /> {score} <Moment at={last} only="day" />
        </p>
      </div>
      <span className="cases-evidence">
        <EvidenceBar times={evidence / 100} />
      </span>
      <span className="tag">{t(`alerts.status.${status}`)}</span>
    </li>
  );
}
