import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AlertRows } from '../alerts/alert-rows';
import { alertsOfQuery } from '../api/alerts';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { Empty } from '../ui/states';

/** The alerts of a person, whatever their status. */
export function Alerts({ person }: { readonly person: string }) {
  const { t } = useTranslation();
  const query = useQuery(alertsOfQuery(person));
  const empty = <Empty title={t('persons.noAlerts')} text={t('persons.noAlertsText')} />;
  return (
    <Card title={t('persons.alerts')} flush>
      <Region query={query} empty={{ when: ({ alerts }) => alerts.length === 0, show: empty }}>
        {({ alerts, next_cursor }) => (
          <div>
            <AlertRows alerts={alerts} person={person} />
            {next_cursor && (
              <p className="others-all">
                <Link {...paths.alerts({ status: 'all', person })}>{t('alert.allOthers')}</Link>
              </p>
            )}
          </div>
        )}
      </Region>
    </Card>
  );
}
