import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/decisions';
import { useViewer } from '../api/viewer';
import { useFormat } from '../ui/format';
import type { Conflict } from './use-decide';

interface Props {
  readonly before: Alert | undefined;
  readonly conflict: Conflict;
  readonly onKeep: () => void;
  readonly onAnyway: () => void;
}

type Known = Pick<Alert, 'status' | 'score' | 'evidence' | 'assignee'>;

const AFTER = { dismiss: 'dismissed', confirm: 'confirmed', assign: undefined } as const;

/** Two persons at once: what one saw, what is now, what one wanted. The safest act comes first. */
export function ConflictDialog({ before, conflict, onKeep, onAnyway }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const viewer = useViewer();
  const me = viewer.kind === 'account' ? viewer.me.account.id : undefined;
  const { act, current } = conflict;
  const after = AFTER[act.kind];
  const same = t('decisions.conflict.same');
  const who = (id: string | null) => t(`decisions.conflict.${id === null ? 'nobody' : id === me ? 'me' : 'somebody'}`);
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
      of: ({ assignee }: Known) => who(assignee),
      wanted: act.kind === 'assign' ? who(act.assignee) : same,
    },
  ];
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('decisions.conflict.title')}</DialogTitle>
          <DialogContent className="stack">
            <p>{t('decisions.conflict.text')}</p>
            <table className="table">
              <thead>
                <tr>
                  <th>{t('decisions.conflict.what')}</th>
                  <th>{t('decisions.conflict.before')}</th>
                  <th>{t('decisions.conflict.now')}</th>
                  <th>{t('decisions.conflict.wanted')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ name, of, wanted }) => (
                  <tr key={name}>
                    <td>{name}</td>
                    <td>{before === undefined ? '' : of(before)}</td>
                    <td>
                      <strong>{of(current)}</strong>
                    </td>
                    <td>{wanted}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onKeep}>
              {t('decisions.conflict.keep')}
            </Button>
            <Button onClick={onAnyway}>{t('decisions.conflict.anyway')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
