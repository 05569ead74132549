import {
  AlertUrgentRegular,
  BriefcaseRegular,
  ClockAlarmRegular,
  DocumentSignatureRegular,
  KeyRegular,
  MailInboxRegular,
  PeopleCheckmarkRegular,
  PlugDisconnectedRegular,
  PersonQuestionMarkRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../api/overview';
import { paths } from '../app/paths';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Severity } from '../ui/severity';
import { Empty } from '../ui/states';
import { SEVERITIES, waitingOf, type Waiting } from './waiting';

const ICONS: Record<Waiting['id'], FluentIcon> = {
  overdue: ClockAlarmRegular,
  mine: MailInboxRegular,
  unassigned: PersonQuestionMarkRegular,
  requests: KeyRegular,
  agreements: DocumentSignatureRegular,
  proposals: PeopleCheckmarkRegular,
  cases: BriefcaseRegular,
  checks: AlertUrgentRegular,
  silent: PlugDisconnectedRegular,
};

const TONES: Partial<Record<Waiting['id'], string>> = { overdue: 'late', checks: 'late', silent: 'warn' };

interface Props {
  readonly overview: Overview;
  readonly roles: readonly string[];
}

/** What the viewer has to do: the late first, then what their roles do. */
export function WaitingCard({ overview, roles }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const waiting = waitingOf(overview, roles);
  const late = waiting.find(({ id }) => id === 'overdue')?.count ?? 0;
  const review = waiting.find(({ id }) => id === 'mine') ?? waiting.find(({ queue }) => queue !== undefined);
  const { length: count } = waiting;
  return (
    <Card
      title={t('overview.waiting.title')}
      note={count === 0 ? undefined : t('overview.waiting.note', { count, n: number(count) })}
      acts={
        <>
          {late > 0 && <span className="tag urgent">{t('overview.waiting.late', { n: number(late) })}</span>}
          {review !== undefined && (
            <Link className="button-link primary" {...paths.alerts(review.queue)}>
              {t('overview.waiting.start')}
            </Link>
          )}
        </>
      }
      flush
    >
      {count === 0 && <Empty title={t('overview.waiting.none')} text={t('overview.waiting.noneText')} />}
      {count > 0 && (
        <ul className="lines">
          {waiting.map((line) => (
            <Line key={line.id} line={line} overview={overview} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Line({ line: { id, count, queue, bySeverity }, overview }: { line: Waiting; overview: Overview }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const Icon = ICONS[id];
  const text = t(`overview.waiting.${id}`, { count, n: number(count) });
  return (
    <li className={TONES[id]}>
      <Icon aria-hidden="true" />
      <div>
        <Text id={id} queue={queue} text={text} />
        <Detail id={id} overview={overview} />
      </div>
      {bySeverity !== undefined && (
        <span className="line counts">
          {SEVERITIES.filter((severity) => bySeverity[severity] > 0).map((severity) => (
            <Link key={severity} className="count" {...paths.alerts({ ...queue, severity })}>
              {number(bySeverity[severity])} <Severity level={severity} />
            </Link>
          ))}
        </span>
      )}
    </li>
  );
}

/** What waits, with the way to it where there is a page of it. */
function Text({ id, queue, text }: Pick<Waiting, 'id'> & { queue: Waiting['queue'] | undefined; text: string }) {
  if (id === 'requests') return <Link {...paths.requests()}>{text}</Link>;
  if (id === 'cases') return <Link {...paths.cases()}>{text}</Link>;
  return queue === undefined ? <strong>{text}</strong> : <Link {...paths.alerts(queue)}>{text}</Link>;
}

/** Which ones, where it can be said in a line. */
function Detail({ id, overview: { sources, health } }: { id: Waiting['id']; overview: Overview }) {
  const { t } = useTranslation();
  const text = () => {
    switch (id) {
      case 'requests':
      case 'agreements':
      case 'proposals':
        return t(`overview.waiting.${id}Text`);
      case 'checks':
        return health
          ?.filter(({ ok }) => !ok)
          .map(({ condition }) => condition)
          .join('; ');
      case 'silent':
        return sources
          ?.filter(({ silent_hours: hours }) => hours !== null)
          .map(({ source }) => source)
          .join(', ');
      case 'overdue':
      case 'mine':
      case 'unassigned':
      case 'cases':
        return undefined;
    }
  };
  const said = text();
  return said === undefined ? null : <span className="meta">{said}</span>;
}
