import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putTask, tasksQuery, type Case, type Task } from '../api/cases';
import { hasStatus } from '../api/problem';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { Empty } from '../ui/states';
import { inOrder } from './order';
import { TaskDialog } from './task-dialog';
import { TaskRow } from './task-row';
import { useCaseAct } from './use-case-act';

/** What is still to be done in the case, by whom and until when. */
export function Tasks({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const query = useQuery(tasksQuery(shown.id));
  const mayChange = useLooking().may('change-case-task') && !shown.closed_at;
  const [asking, setAsking] = useState<{ readonly seen: Task | undefined }>();
  const toggle = useCaseAct(putTask, { said: t('cases.tasks.changed') });
  const tasks = query.data ?? [];
  const done = tasks.filter((task) => task.done).length;
  const wanted = tasks.find(({ id }) => id === toggle.wanted?.task?.id);
  const overtaken = hasStatus(toggle.error, 409) && wanted?.version !== toggle.wanted?.task?.version;
  const empty = <Empty title={t('cases.tasks.none')} text={t('cases.tasks.noneText')} />;
  return (
    <Card
      title={t('cases.tasks.title')}
      note={tasks.length === 0 ? undefined : t('cases.tasks.doneOf', { done, all: tasks.length })}
      acts={
        mayChange ? (
          <Button size="small" onClick={() => setAsking({ seen: undefined })}>
            {t('cases.tasks.add')}
          </Button>
        ) : undefined
      }
      flush
    >
      <Region query={query} rows={2} empty={{ when: ({ length }) => length === 0, show: empty }}>
        {(all) => (
          <ul className="rows">
            {inOrder(all).map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                offered={mayChange}
                pending={toggle.pending}
                onDone={(title) => toggle.go({ ...task, id: shown.id, task, title, done: !task.done })}
                onChange={() => setAsking({ seen: task })}
              />
            ))}
          </ul>
        )}
      </Region>
      {mayChange && tasks.length > 0 && <p className="meta cases-foot">{t('cases.tasks.rowFollows')}</p>}
      {overtaken ? (
        <p className="banner urgent" role="alert">
          {t('cases.tasks.changedMeanwhile', { title: toggle.wanted?.title ?? '' })}
        </p>
      ) : (
        <ProblemLine error={toggle.error} />
      )}
      {asking !== undefined && (
        <TaskDialog
          shown={shown}
          seen={asking.seen}
          now={tasks.find(({ id }) => id === asking.seen?.id)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Card>
  );
}
