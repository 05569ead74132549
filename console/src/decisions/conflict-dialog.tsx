import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { addNote, historyQuery, type Alert } from '../api/decisions';
import { DialogFrame } from '../components/dialog';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { useFormat } from '../ui/format';
import type { Conflict } from './use-decide';
import { ConflictTable } from './conflict-table';
import { useWho } from './use-who';

interface Props {
  readonly conflict: Conflict;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onKeep: () => void;
  readonly onAnyway: () => void;
}

type Known = Pick<Alert, 'status' | 'score' | 'evidence' | 'assignee'>;

const AFTER = { dismiss: 'dismissed', confirm: 'confirmed', assign: undefined } as const;

/** Two persons at once: what one saw, what is now, what one wanted. The safest act comes first. */
export function ConflictDialog({ conflict, pending, error, onKeep, onAnyway }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const who = useWho();
  const { act, before, current } = conflict;
  const after = AFTER[act.kind];
  const same = t('decisions.conflict.same');
  const note = act.kind === 'assign' ? null : act.note;
  const keepNote = useAct(addNote, {
    changes: historyQuery(current.id).queryKey,
    said: t('decisions.noteAdded'),
    onDone: onKeep,
  });
  const rows = [
    {
      name: t('decisions.conflict.status'),
      of: ({ status }: Known) => t(`alerts.status.${status}`),
      wanted: after === undefined ? same : t(`alerts.status.${after}`),
    },
    { name: t('decisions.conflict.score'), of: ({ score }: Known) => number(score), wanted: same },
    { name: t('decisions.conflict.evidence'), of: ({ evidence }: Known) => `${number(evidence / 100)}×`, wanted: same },
    {
      name: t('decisions.conflict.assignee'),
      of: ({ assignee }: Known) => who.assignee(assignee),
      wanted: act.kind === 'assign' ? who.assignee(act.assignee) : same,
    },
  ];
  return (
    <DialogFrame
      title={t('decisions.conflict.title')}
      fluid
      actions={
        <>
          <Button appearance="primary" onClick={onKeep}>
            {t('decisions.conflict.keep')}
          </Button>
          {note !== null && (
            <Button disabled={keepNote.isPending} onClick={() => keepNote.mutate({ id: current.id, text: note })}>
              {t('decisions.conflict.keepNote')}
            </Button>
          )}
          {/* What is decided cannot be decided again. */}
          {current.decision === null && (
            <Button disabledFocusable={pending} onClick={onAnyway}>
              {t('decisions.conflict.anyway')}
            </Button>
          )}
        </>
      }
    >
      <p>{t(`decisions.conflict.${current.decision === null ? 'text' : 'decided'}`)}</p>
      <ConflictTable
        rows={rows.map(({ name, of, wanted }) => ({
          name,
          before: before === undefined ? '' : of(before),
          current: of(current),
          wanted,
        }))}
      />
      {note !== null && (
        <div>
          <p className="meta">{t('decisions.conflict.yourNote')}</p>
          <p className="breaks">{note}</p>
        </div>
      )}
      <ProblemLine error={keepNote.error ?? error} />
    </DialogFrame>
  );
}
