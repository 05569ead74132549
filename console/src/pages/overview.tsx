import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { overviewQuery, type Overview as Parts } from '../api/overview';
import { useViewer } from '../api/viewer';
import { Region } from '../components/region';
import { AgesCard, DaysCard } from '../overview/alert-cards';
import { HealthCard, SourcesCard } from '../overview/system-cards';
import { WaitingCard } from '../overview/waiting-card';
import { NoticesCard, WorkCard } from '../overview/work-cards';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { PageHead } from '../ui/page-head';

export default function Overview() {
  const { t } = useTranslation();
  const query = useQuery(overviewQuery);
  return (
    <>
      <PageHead title={t('overview.title')}>
        {query.data !== undefined && (
          <span className="meta push">
            {t('overview.asOf')} <Moment at={new Date(query.dataUpdatedAt).toISOString()} />
          </span>
        )}
      </PageHead>
      {query.data === undefined ? (
        // All parts come with one answer: until it is there, or when it fails, one region says so.
        <Card title={t('overview.waiting.title')} flush>
          <Region query={query} rows={5} whoCan={t('overview.whoCan')}>
            {() => null}
          </Region>
        </Card>
      ) : (
        <Page overview={query.data} />
      )}
    </>
  );
}

function Page({ overview }: { readonly overview: Parts }) {
  const viewer = useViewer();
  const roles = viewer.kind === 'account' ? viewer.me.account.roles.map(({ role }) => role) : [];
  const { alerts, sources, health, notices } = overview;
  return (
    <div className="columns overview">
      <div className="stack">
        <WaitingCard overview={overview} roles={roles} />
        {alerts !== null && <DaysCard alerts={alerts} />}
        {health !== null && <HealthCard health={health} />}
        {sources !== null && <SourcesCard sources={sources} />}
      </div>
      <div className="stack">
        {alerts !== null && <AgesCard alerts={alerts} />}
        <WorkCard overview={overview} />
        <NoticesCard notices={notices} />
      </div>
    </div>
  );
}
