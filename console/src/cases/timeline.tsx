import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { caseHistoryQuery, tasksQuery, type CaseEntry } from '../api/cases';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { useWho } from '../decisions/use-who';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { useMembers } from './use-members';
import { useOutcome } from './use-outcome';

/** So many digits tell packages of one case apart. */
const DIGITS_SHOWN = 12;

/** Everything that was done in the case, the newest first. */
export function Timeline({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const query = useQuery(caseHistoryQuery(id));
  const tasks = useQuery(tasksQuery(id)).data ?? [];
  const titleOf = (task: string) => tasks.find((one) => one.id === task)?.title ?? undefined;
  return (
    <Card title={t('cases.timeline.title')} note={query.data?.length} flush>
      <Region query={query}>
        {(entries) => (
          <ol className="history">
            {entries.toReversed().map((entry, index) => (
              // Entries are only added: counted from the oldest, each keeps its place.
              <Entry key={entries.length - index} entry={entry} titleOf={titleOf} />
            ))}
          </ol>
        )}
      </Region>
    </Card>
  );
}

interface EntryProps {
  readonly entry: CaseEntry;
  readonly titleOf: (task: string) => string | undefined;
}

function Entry({ entry, titleOf }: EntryProps) {
  const { t } = useTranslation();
  const { by, assignee } = useWho();
  const { who } = useMembers();
  const { outcome, action } = useOutcome();
  const { kind, account, task, alert } = entry;
  return (
    <li>
      <Moment at={entry.at} />
      <span>
        <strong>{t(`cases.entry.${kind}`)}</strong> {kind === 'assigned' && `${assignee(account)} `}
        {kind !== 'assigned' && account && `${who(account)} `}
        {task && `${titleOf(task) ?? t('cases.notes.erased')} `}
        {entry.outcome && `${outcome(entry.outcome)} `}
        {by(entry.by)}
      </span>
      {alert && <Link {...paths.alert(alert)}>{t('cases.toAlert')}</Link>}
      {entry.action && (
        <span>
          {t('cases.action')}: {action(entry.action)}
        </span>
      )}
      {entry.sha256 && (
        <span title={entry.sha256}>{t('cases.timeline.sha256', { digits: entry.sha256.slice(0, DIGITS_SHOWN) })}</span>
      )}
      {(kind === 'closed' || kind === 'handed-over') && entry.text && <span className="said">{entry.text}</span>}
    </li>
  );
}
