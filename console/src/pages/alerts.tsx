import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { alertsQuery } from '../api/alerts';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { PageHead } from '../ui/page-head';
import { PersonChip } from '../ui/person-chip';
import { Severity } from '../ui/severity';
import { Empty } from '../ui/states';

export default function Alerts() {
  const { t } = useTranslation();
  const query = useQuery(alertsQuery);
  const empty = <Empty title={t('alerts.empty')} text={t('alerts.emptyText')} />;
  return (
    <>
      <PageHead title={t('alerts.title')} />
      <Card title={t('alerts.strongest')} flush>
        <Region
          query={query}
          whoCan={t('alerts.whoCan')}
          empty={{ when: ({ alerts }) => alerts.length === 0, show: empty }}
        >
          {({ alerts }) => (
            <ul className="rows">
              {alerts.map((alert) => (
                <li key={alert.id}>
                  <Severity level={alert.severity} />
                  <strong>{alert.score}</strong>
                  <span className="what line">
                    <PersonChip pseudonym={alert.person} /> {alert.policy}
                  </span>
                  <Moment at={alert.last_activity} />
                </li>
              ))}
            </ul>
          )}
        </Region>
      </Card>
    </>
  );
}
