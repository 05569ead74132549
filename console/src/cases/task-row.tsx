import { Button } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Task } from '../api/cases';
import { Moment } from '../ui/moment';
import { DueDay } from './due-day';
import { useMembers } from './use-members';

interface Props {
  readonly task: Task;
  /** Whether the viewer may change it now. */
  readonly offered: boolean;
  readonly pending: boolean;
  /** Done, or open again; with the title that it keeps. */
  readonly onDone: (title: string) => void;
  readonly onChange: () => void;
}

export function TaskRow({ task, offered, pending, onDone, onChange }: Props) {
  const { t } = useTranslation();
  const { who, owner } = useMembers();
  const { title, done, due, done_at: at, done_by: by } = task;
  const act = done ? 'reopen' : 'markDone';
  return (
    <li className="cases-task" data-done={done ? '' : undefined}>
      {done ? (
        <CheckmarkCircleRegular aria-label={t('cases.tasks.isDone')} />
      ) : (
        <CircleRegular aria-label={t('cases.tasks.isOpen')} />
      )}
      <div className="what">
        <p className={title ? '' : 'meta'}>{title ?? t('cases.notes.erased')}</p>
        <p className="line meta">
          <span>{owner(task.owner)}</span>
          {due && <DueDay day={due} done={done} />}
          {at && (
            <span>
              {t('cases.tasks.doneBy', { name: who(by) })}, <Moment at={at} />
            </span>
          )}
        </p>
        {/* A task whose title is erased stays as it is: each change writes the title anew. */}
        {offered && title && (
          <div className="line">
            <Button
              size="small"
              aria-label={t(`cases.tasks.${act}Title`, { title })}
              disabledFocusable={pending}
              onClick={() => onDone(title)}
            >
              {t(`cases.tasks.${act}`)}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              aria-label={t('cases.tasks.changeTitle', { title })}
              onClick={onChange}
            >
              {t('cases.tasks.change')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
