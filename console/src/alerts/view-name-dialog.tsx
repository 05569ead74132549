import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeView, saveView, VIEW_NAME_AT_MOST, viewsQuery, type NewView, type View } from '../api/views';
import { FormDialog } from '../components/dialog';
import { useAct } from '../components/use-act';
import { TextField } from '../ui/text-field';

interface Props {
  /** The view that gets another name; without one, a new view is saved. */
  readonly view?: View;
  readonly query: NewView['query'];
  readonly onDone?: (view: View) => void;
  readonly onFailed?: () => void;
  readonly onClose: () => void;
}

/** Asks for the name of a view, and who sees it. */
export function ViewNameDialog({ view, query, onDone, onFailed, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const save = (wanted: NewView) => (view === undefined ? saveView(wanted) : changeView({ ...view, ...wanted }));
  const { mutate, error, isPending } = useAct(save, {
    changes: viewsQuery.queryKey,
    said: t('views.saved'),
    onDone: (saved) => {
      onDone?.(saved);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(view === undefined ? 'views.saveTitle' : 'views.renameTitle')}
      act={t('views.save')}
      primary
      ready={name.trim() !== ''}
      pending={isPending}
      error={error}
      onSubmit={() => mutate({ name: name.trim(), shared, query }, { onError: () => onFailed?.() })}
      onClose={onClose}
    >
      <TextField
        label={t('views.name')}
        hint={t('views.nameHint')}
        maxLength={VIEW_NAME_AT_MOST}
        value={name}
        onChange={setName}
        takesFocus
      />
      <Checkbox
        label={t('views.sharedField')}
        checked={shared}
        onChange={(_, data) => setShared(data.checked === true)}
      />
      <p className="meta">{t(shared ? 'views.follows.shared' : 'views.follows.own')}</p>
    </FormDialog>
  );
}
