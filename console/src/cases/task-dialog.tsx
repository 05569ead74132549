import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putTask, TASK_TITLE_AT_MOST, type Case, type Task } from '../api/cases';
import { hasStatus } from '../api/problem';
import { FormDialog } from '../components/dialog';
import { Choice } from '../ui/choice';
import { TextField } from '../ui/text-field';
import { TaskConflict } from './task-conflict';
import { useCaseAct } from './use-case-act';
import { useMembers } from './use-members';

interface Props {
  readonly shown: Case;
  /** The task as it was when the dialog opened; nothing for a new one. */
  readonly seen: Task | undefined;
  /** The task as it is. */
  readonly now: Task | undefined;
  readonly onClose: () => void;
}

/** Adds a task or changes one. Where somebody else was faster, it says what changed and keeps what was typed. */
export function TaskDialog({ shown, seen, now, onClose }: Props) {
  const { t } = useTranslation();
  const { choices } = useMembers();
  const [title, setTitle] = useState(seen?.title ?? '');
  const [owner, setOwner] = useState(seen?.owner ?? '');
  const [due, setDue] = useState(seen?.due ?? '');
  const put = useCaseAct(putTask, {
    said: t(seen === undefined ? 'cases.tasks.added' : 'cases.tasks.changed'),
    onDone: onClose,
  });
  const conflict = hasStatus(put.error, 409) && seen !== undefined && now !== undefined && now.version !== seen.version;
  const mine = { title: title.trim(), owner: owner === '' ? null : owner, due: due === '' ? null : due };
  // What was seen is what is changed: a newer version counts only after it was shown.
  const base = conflict ? now : seen;
  return (
    <FormDialog
      title={seen === undefined ? t('cases.tasks.add') : t('cases.tasks.changeTitle', { title: seen.title ?? '' })}
      act={t(conflict ? 'cases.tasks.saveAnyway' : 'cases.tasks.save')}
      cancel={conflict ? t('cases.tasks.keep') : undefined}
      ready={title.trim() !== ''}
      pending={put.pending}
      error={conflict ? null : put.error}
      onSubmit={() => put.go({ ...mine, id: shown.id, task: base, done: base?.done ?? false })}
      onClose={onClose}
    >
      <TextField label={t('cases.tasks.what')} value={title} onChange={setTitle} maxLength={TASK_TITLE_AT_MOST} />
      <Choice label={t('cases.tasks.owner')} value={owner} onChange={setOwner} options={choices(shown, seen?.owner)} />
      <TextField label={t('cases.tasks.due')} type="date" required={false} value={due} onChange={setDue} />
      {conflict && <TaskConflict seen={seen} now={now} mine={mine} />}
      <p className="meta">{t('cases.tasks.follows')}</p>
    </FormDialog>
  );
}
