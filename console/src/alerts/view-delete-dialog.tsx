import { useTranslation } from 'react-i18next';
import { deleteView, viewsQuery, type View } from '../api/views';
import { FormDialog } from '../components/dialog';
import { useAct } from '../components/use-act';

interface Props {
  readonly view: View;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ViewDeleteDialog({ view, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useAct(deleteView, {
    changes: viewsQuery.queryKey,
    said: t('views.deleted'),
    onDone: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('views.deleteTitle', { name: view.name })}
      act={t('views.delete')}
      pending={isPending}
      error={error}
      onSubmit={() => mutate(view.id)}
      onClose={onClose}
    >
      <p>{t(view.shared ? 'views.follows.deleteShared' : 'views.follows.delete')}</p>
    </FormDialog>
  );
}
