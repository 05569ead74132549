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
import { deleteView, viewsQuery, type View } from '../api/views';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { useReturnFocus } from '../ui/use-return-focus';

interface Props {
  readonly view: View;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ViewDeleteDialog({ view, onDone, onClose }: Props) {
  const { t } = useTranslation();
  useReturnFocus();
  const { mutate, error, isPending } = useAct(deleteView, {
    changes: viewsQuery.queryKey,
    said: t('views.deleted'),
    onDone: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('views.deleteTitle', { name: view.name })}</DialogTitle>
          <DialogContent className="stack">
            <p>{t(view.shared ? 'views.follows.deleteShared' : 'views.follows.delete')}</p>
            <ProblemLine error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('frame.cancel')}</Button>
            <Button disabled={isPending} onClick={() => mutate(view.id)}>
              {t('views.delete')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
