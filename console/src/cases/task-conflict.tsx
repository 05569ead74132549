import { useTranslation } from 'react-i18next';
import type { Task } from '../api/cases';
import { ConflictTable } from '../decisions/conflict-table';
import { useFormat } from '../ui/format';
import { noonOf } from './days';
import { useMembers } from './use-members';

type Said = Pick<Task, 'title' | 'owner' | 'due'>;

interface Props {
  readonly seen: Task;
  readonly now: Task;
  /** What was typed. */
  readonly mine: Said;
}

/** Two who change a task at once: what one saw, what is now, what one wants. */
export function TaskConflict({ seen, now, mine }: Props) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { owner } = useMembers();
  const state = ({ done }: Pick<Task, 'done'>) => t(done ? 'cases.tasks.isDone' : 'cases.tasks.isOpen');
  const said = [
    { name: t('cases.tasks.what'), of: ({ title }: Said) => title ?? t('cases.notes.erased') },
    { name: t('cases.tasks.owner'), of: ({ owner: account }: Said) => owner(account) },
    { name: t('cases.tasks.due'), of: ({ due }: Said) => (due === null ? t('cases.tasks.noDay') : day(noonOf(due))) },
  ];
  const rows = [
    ...said.map(({ name, of }) => ({ name, before: of(seen), current: of(now), wanted: of(mine) })),
    { name: t('cases.tasks.state'), before: state(seen), current: state(now), wanted: t('decisions.conflict.same') },
  ];
  return (
    <div className="stack tight" role="alert">
      <p className="banner warn">{t('cases.tasks.conflict')}</p>
      <ConflictTable rows={rows} />
    </div>
  );
}
