import './decide.css';

import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/decisions';
import { useViewer } from '../api/viewer';
import { useShortcuts } from '../app/shortcuts';
import { ProblemLine } from '../components/problem';
import { ConflictDialog } from './conflict-dialog';
import { DecisionDialog } from './decision-dialog';
import { useDecide } from './use-decide';

interface Props {
  readonly alerts: readonly Alert[];
  /** What follows, beside the acts. */
  readonly follows: string;
  readonly onDone?: () => void;
}

/** The acts on one alert or on several. Both answers weigh the same: neither button is filled. */
export function Decide({ alerts, follows, onDone }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [open, setOpen] = useState<'dismiss' | 'confirm'>();
  const { decide, error, conflict, closeConflict } = useDecide(onDone);
  const me = viewer.kind === 'account' ? viewer.me.account.id : undefined;
  const undecided = alerts.filter(({ decision }) => decision === null);
  const mine = alerts.every(({ assignee }) => assignee === me);
  const none = undecided.length === 0;
  useShortcuts(
    useMemo(() => {
      if (none) return [];
      const assign = () => decide({ targets: alerts, act: { kind: 'assign', assignee: mine ? null : (me ?? null) } });
      return [
        { keys: 'd', text: t('decisions.dismiss'), act: () => setOpen('dismiss') },
        { keys: 'c', text: t('decisions.confirm'), act: () => setOpen('confirm') },
        ...(me === undefined
          ? []
          : [{ keys: 'a', text: t(mine ? 'decisions.unassign' : 'decisions.assign'), act: assign }]),
      ];
    }, [alerts, decide, me, mine, none, t]),
  );
  if (none) return null;
  return (
    <div className="decide" role="group" aria-label={t('decisions.bar')}>
      <div className="line">
        <Button onClick={() => setOpen('confirm')}>
          {t('decisions.confirm')} <kbd>c</kbd>
        </Button>
        <Button onClick={() => setOpen('dismiss')}>
          {t('decisions.dismiss')} <kbd>d</kbd>
        </Button>
        {me !== undefined && (
          <Button onClick={() => decide({ targets: alerts, act: { kind: 'assign', assignee: mine ? null : me } })}>
            {t(mine ? 'decisions.unassign' : 'decisions.assign')} <kbd>a</kbd>
          </Button>
        )}
      </div>
      <p className="meta">{follows}</p>
      <ProblemLine error={error} />
      {open !== undefined && (
        <DecisionDialog
          kind={open}
          targets={undecided}
          onAct={(act) => decide({ targets: undecided, act })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {conflict !== undefined && (
        <ConflictDialog
          before={alerts.find(({ id }) => id === conflict.current.id)}
          conflict={conflict}
          onKeep={closeConflict}
          onAnyway={() => {
            closeConflict();
            decide({ targets: [conflict.current], act: conflict.act });
          }}
        />
      )}
    </div>
  );
}
