import './decide.css';

import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act, Alert } from '../api/decisions';
import { problemOf } from '../api/problem';
import { mayDo, useViewer } from '../api/viewer';
import { useShortcuts, type Shortcut } from '../app/shortcuts';
import { useMedia } from '../app/theme';
import { ProblemLine } from '../components/problem';
import { ActButtons } from './act-buttons';
import { ConflictDialog } from './conflict-dialog';
import { DecisionDialog } from './decision-dialog';
import { Follows } from './follows';
import { joinedTo } from './joined';
import { useDecide } from './use-decide';
import { useWho } from './use-who';

type Answer = 'dismiss' | 'confirm';

interface Props {
  readonly alerts: readonly Alert[];
  readonly onDone?: () => void;
}

const NO_KEYS: readonly Shortcut[] = [];

/** The acts on one alert or on several. Both answers weigh the same: neither button is filled. */
export function Decide({ alerts, onDone }: Props) {
  const { t } = useTranslation();
  const { others } = useWho();
  const narrow = useMedia('(max-width: 719px)');
  // What is decided on is what was in sight when the dialog opened: a newer version must not slip in below it.
  const [open, setOpen] = useState<{ readonly kind: Answer; readonly targets: readonly Alert[] }>();
  const { decide, forget, pending, error, conflict, closeConflict } = useDecide(onDone);
  const targets = useMemo(() => alerts.filter(({ status }) => status === 'needs-review'), [alerts]);
  const ask = useCallback(
    (kind: Answer) => {
      forget();
      setOpen({ kind, targets });
    },
    [forget, targets],
  );
  const give = useCallback(
    (assignee: string | null) => decide({ targets, act: { kind: 'assign', assignee } }),
    [decide, targets],
  );
  const { answers, assign, may } = useActs(targets, ask, give);
  const keys = useMemo(() => (assign === undefined ? answers : [...answers, assign]), [answers, assign]);
  useShortcuts(pending ? NO_KEYS : keys);

  const send = (targets: readonly Alert[], act: Act) => {
    const close = () => setOpen(undefined);
    decide({ targets, act }, { onSuccess: close, onError: (failure) => isConflict(failure) && close() });
  };
  return (
    <>
      {keys.length > 0 && (
        <div className="decide" role="group" aria-label={t('decisions.bar')}>
          <ActButtons {...{ answers, assign, others, narrow }} disabled={pending} onAssign={give} />
          <div className="follows">
            <Follows {...may} count={targets.length} joined={joinedTo(targets)} narrow={narrow} />
            {open === undefined && conflict === undefined && <ProblemLine error={error} />}
          </div>
        </div>
      )}
      {open !== undefined && (
        <DecisionDialog
          kind={open.kind}
          targets={open.targets}
          pending={pending}
          error={error}
          onAct={(act) => send(open.targets, act)}
          onClose={() => setOpen(undefined)}
        />
      )}
      {conflict !== undefined && (
        <ConflictDialog
          conflict={conflict}
          pending={pending}
          error={error}
          onKeep={closeConflict}
          onAnyway={() => decide({ targets: [conflict.current], act: conflict.act }, { onSuccess: closeConflict })}
        />
      )}
    </>
  );
}

const isConflict = (failure: unknown) => problemOf(failure)?.current !== undefined;

/** The acts that the viewer's roles open on these alerts. */
function useActs(
  targets: readonly Alert[],
  ask: (kind: Answer) => void,
  give: (assignee: string | null) => void,
): { answers: readonly Shortcut[]; assign: Shortcut | undefined; may: { mayDecide: boolean; mayConfirm: boolean } } {
  const { t } = useTranslation();
  const { me } = useWho();
  const viewer = useViewer();
  const mine = targets.every(({ assignee }) => assignee === me);
  const some = targets.length > 0;
  const mayDecide = some && mayDo(viewer, 'decide-alert');
  // A case belongs to accounts: the operator of a trial has none.
  const mayConfirm = mayDecide && me !== undefined;
  const mayAssign = some && mayDo(viewer, 'assign-alert') && me !== undefined;
  return useMemo(() => {
    const confirm = { keys: 'c', text: t('decisions.confirm'), act: () => ask('confirm') };
    const dismiss = { keys: 'd', text: t('decisions.dismiss'), act: () => ask('dismiss') };
    const assign = {
      keys: 'a',
      text: t(mine ? 'decisions.unassign' : 'decisions.assign'),
      act: () => give(mine ? null : (me ?? null)),
    };
    return {
      answers: [...(mayConfirm ? [confirm] : []), ...(mayDecide ? [dismiss] : [])],
      assign: mayAssign ? assign : undefined,
      may: { mayDecide, mayConfirm },
    };
  }, [ask, give, mayAssign, mayConfirm, mayDecide, me, mine, t]);
}
