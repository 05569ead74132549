import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ACTIVITIES_AT_MOST, activitiesQuery, type Activity, type AlertDetail } from '../api/alerts';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { ScrollArea } from '../ui/scroll-area';
import type { AlertSearch } from './search';

interface Props {
  readonly alert: AlertDetail;
  readonly search: AlertSearch;
}

/** The activities of the person while in scope, or of the day that the address names. */
export function Activities({ alert, search }: Props) {
  const { t } = useTranslation();
  const { day, ...withoutDay } = search;
  const { scope, person, id } = alert;
  return (
    <ActivityList
      person={person}
      from={day ?? scope.from}
      until={day ?? scope.until}
      day={day}
      whole={t('alert.activitiesScope', { most: ACTIVITIES_AT_MOST })}
      back={
        <Link {...paths.alert(id, withoutDay)} resetScroll={false}>
          {t('alert.wholeScope')}
        </Link>
      }
    />
  );
}

interface ListProps {
  readonly person: string;
  readonly from: string;
  readonly until: string;
  /** The one day that is listed. */
  readonly day: string | undefined;
  /** What is listed where it is not one day. */
  readonly whole: string;
  /** The way from one day to all of them. */
  readonly back: ReactNode;
}

/** The activities of a person from one day until another. */
export function ActivityList({ person, from, until, day, whole, back }: ListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(activitiesQuery(person, from, until));
  const most = ACTIVITIES_AT_MOST;
  const note =
    day === undefined ? whole : t('alert.activitiesDay', { day: format.day(new Date(`${day}T12:00:00`)), most });
  const empty = <Empty title={t('alert.noActivity')} text={t('alert.noActivityText')} />;
  return (
    <div id="activities" className="anchor">
      <Card
        title={t('alert.activities')}
        note={<span role="status">{note}</span>}
        acts={day !== undefined && back}
        flush
      >
        <Region
          query={query}
          rows={6}
          whoCan={t('alert.activitiesCan')}
          empty={{ when: ({ activities }) => activities.length === 0, show: empty }}
        >
          {({ activities }) => <Table activities={activities} />}
        </Region>
      </Card>
    </div>
  );
}

function Table({ activities }: { readonly activities: readonly Activity[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <ScrollArea label={t('alert.activitiesList')} tall>
      <table className="table">
        <thead>
          <tr>
            <th>{t('alert.columns.time')}</th>
            <th>{t('alert.columns.kind')}</th>
            <th>{t('alert.columns.object')}</th>
            <th>{t('alert.columns.target')}</th>
            <th className="right">{t('alert.columns.items')}</th>
            <th>{t('alert.columns.source')}</th>
          </tr>
        </thead>
        <tbody>
          {activities.map((activity, index) => (
            // Activities have no id, and the list is never reordered.
            <tr key={index}>
              <td className="nowrap">
                <Moment at={activity.time} />
              </td>
              <td>
                {activity.kind.replaceAll('-', ' ')}
                <Doubts activity={activity} />
              </td>
              <td className="wide">
                {activity.object}
                {activity.container !== undefined && <span className="meta block">{activity.container}</span>}
              </td>
              <td>{activity.target_domain ?? activity.target}</td>
              <td className="right">{number(activity.items)}</td>
              <td>{activity.workload}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

const NOT_DONE = ['unknown', 'failed', 'blocked'] as const;

/** What an activity cannot be taken for: done, or known whole. */
function Doubts({ activity: { outcome, incomplete } }: { readonly activity: Activity }) {
  const { t } = useTranslation();
  const notDone = NOT_DONE.find((known) => known === outcome);
  return (
    <>
      {notDone !== undefined && <span className="meta block">{t(`alert.outcomes.${notDone}`)}</span>}
      {incomplete !== undefined && (
        <span className="meta block">{t('alert.incomplete', { fields: incomplete.replaceAll('; ', ', ') })}</span>
      )}
    </>
  );
}
