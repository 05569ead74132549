import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { alertsOfQuery, type AlertDetail } from '../api/alerts';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { Empty } from '../ui/states';
import { AlertRows } from './alert-rows';

/** What else there is about the person: the newest alerts of every status. */
export function Others({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const query = useQuery(alertsOfQuery(alert.person));
  const empty = <Empty title={t('alert.noOthers')} text={t('alert.noOthersText')} />;
  const othersIn = (alerts: readonly { id: string }[]) => alerts.some(({ id }) => id !== alert.id);
  return (
    <Card title={t('alert.others')} flush>
      <Region query={query} empty={{ when: ({ alerts }) => !othersIn(alerts), show: empty }}>
        {({ alerts, next_cursor }) => (
          <div>
            <AlertRows alerts={alerts.filter(({ id }) => id !== alert.id)} person={alert.person} />
            {next_cursor && (
              <p className="others-all">
                <Link {...paths.alerts({ status: 'all', person: alert.person })}>{t('alert.allOthers')}</Link>
              </p>
            )}
          </div>
        )}
      </Region>
    </Card>
  );
}
