import './decide.css';

import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act, Alert } from '../api/decisions';
import { problemOf } from '../api/problem';
import { mayDo, useViewer } from '../api/viewer';
import { useShortcuts, type Shortcut } from '../app/shortcuts';
import { ProblemLine } from '../components/problem';
import { AssignMenu } from './assign-menu';
import { ConflictDialog } from './conflict-dialog';
import { DecisionDialog } from './decision-dialog';
import { useDecide } from './use-decide';
import { useWho } from './use-who';

interface Props {
  readonly alerts: readonly Alert[];
  readonly onDone?: () => void;
}

const NO_KEYS: readonly Shortcut[] = [];

/** The acts on one alert or on several. Both answers weigh the same: neither button is filled. */
export function Decide({ alerts, onDone }: Props) {
  const { t } = useTranslation();
  const { me, others } = useWho();
  const viewer = useViewer();
  // What is decided on is what was in sight when the dialog opened: a newer version must not slip in below it.
  const [open, setOpen] = useState<{ readonly kind: 'dismiss' | 'confirm'; readonly targets: readonly Alert[] }>();
  const { decide, forget, pending, error, conflict, closeConflict } = useDecide(onDone);
  const targets = useMemo(() => alerts.filter(({ status }) => status === 'needs-review'), [alerts]);
  const mine = targets.every(({ assignee }) => assignee === me);
  const mayDecide = mayDo(viewer, 'decide-alert');
  // A case belongs to accounts: the operator of a trial has none.
  const mayConfirm = mayDecide && me !== undefined;
  const mayAssign = mayDo(viewer, 'assign-alert') && me !== undefined;
  const joined = targets.reduce((sum, { joined }) => sum + joined.length, 0);
  const none = targets.length === 0 || !(mayDecide || mayAssign);
  const acts = useMemo(() => {
    if (none) return [];
    const ask = (kind: 'dismiss' | 'confirm') => () => {
      forget();
      setOpen({ kind, targets });
    };
    const assign = () => decide({ targets, act: { kind: 'assign', assignee: mine ? null : (me ?? null) } });
    return [
      { keys: 'c', text: t('decisions.confirm'), act: ask('confirm'), may: mayConfirm },
      { keys: 'd', text: t('decisions.dismiss'), act: ask('dismiss'), may: mayDecide },
      { keys: 'a', text: t(mine ? 'decisions.unassign' : 'decisions.assign'), act: assign, may: mayAssign },
    ].filter(({ may }) => may);
  }, [decide, forget, mayAssign, mayConfirm, mayDecide, me, mine, none, t, targets]);
  useShortcuts(pending ? NO_KEYS : acts);

  const send = (targets: readonly Alert[], act: Act) => {
    const close = () => setOpen(undefined);
    const closeOnConflict = (failure: unknown) => {
      if (problemOf(failure)?.current !== undefined) close();
    };
    decide({ targets, act }, { onSuccess: close, onError: closeOnConflict });
  };
  const follows = mayConfirm ? (targets.length > 1 ? 'bulk' : 'bar') : mayDecide ? 'dismissOnly' : 'assignOnly';
  return (
    <>
      {!none && (
        <div className="decide" role="group" aria-label={t('decisions.bar')}>
          <div className="line">
            {acts.map(({ keys, text, act }) => (
              <Button key={keys} onClick={act} disabledFocusable={pending}>
                {text} <kbd>{keys}</kbd>
              </Button>
            ))}
            {mayAssign && others.length > 0 && (
              <AssignMenu
                others={others}
                disabled={pending}
                onAssign={(assignee) => decide({ targets, act: { kind: 'assign', assignee } })}
              />
            )}
          </div>
          <div className="follows">
            {joined > 0 && <p className="meta">{t('decisions.joined', { count: joined })}</p>}
            <p className="meta">{t(`decisions.follows.${follows}`)}</p>
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
