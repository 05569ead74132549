import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { BookmarkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeView, viewsQuery, type View } from '../api/views';
import { useShortcuts } from '../app/shortcuts';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { parseQueueSearch, type QueueSearch } from './search';
import { ViewDeleteDialog } from './view-delete-dialog';
import { ViewNameDialog } from './view-name-dialog';
import { isChanged, queryOf, searchOf } from './views';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

/** Saved views of the queue: which one is open, and all that can be done with views. */
export function ViewsMenu({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'save' | 'rename' | 'delete'>();
  const query = useQuery(viewsQuery);
  const views = query.data ?? [];
  const current = views.find(({ id }) => id === search.view);
  const own = current?.own === true ? current : undefined;
  const changed = current !== undefined && isChanged(current, search);
  const change = useAct(changeView, { changes: viewsQuery.queryKey, said: t('views.saved') });
  useShortcuts(useMemo(() => [{ keys: 'v', text: t('views.choose'), act: () => setOpen(true) }], [t]));
  // After a conflict the view is shown as it is now, and the same act works on it.
  const onFailed = () => void query.refetch();
  const put = (view: View) => change.mutate(view, { onError: onFailed });
  const close = () => setDialog(undefined);
  const item = (view: View) => (
    <MenuItem key={view.id} onClick={() => onSearch(searchOf(view))}>
      {view.name}
    </MenuItem>
  );
  return (
    <>
      <Menu open={open} onOpenChange={(_, data) => setOpen(data.open)}>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<BookmarkRegular />} aria-label={t('views.title')}>
            {t('views.title')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <Group title={t('views.own')} views={views.filter((view) => view.own)} item={item} />
            <Group title={t('views.shared')} views={views.filter((view) => !view.own)} item={item} />
            {views.length > 0 && <MenuDivider />}
            {own !== undefined && changed && (
              <MenuItem onClick={() => put({ ...own, query: queryOf(search) })}>{t('views.save')}</MenuItem>
            )}
            <MenuItem onClick={() => setDialog('save')}>{t('views.saveAs')}</MenuItem>
            {own !== undefined && (
              <>
                <MenuItem onClick={() => setDialog('rename')}>{t('views.rename')}</MenuItem>
                <MenuItem onClick={() => put({ ...own, shared: !own.shared })}>
                  {t(own.shared ? 'views.unshare' : 'views.share')}
                </MenuItem>
                <MenuItem onClick={() => setDialog('delete')}>{t('views.delete')}</MenuItem>
              </>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {current !== undefined && (
        <span className="meta" role="status">
          {t(changed ? 'views.currentChanged' : 'views.current', { name: current.name })}
        </span>
      )}
      <ProblemLine error={change.error ?? query.error} />
      {dialog === 'save' && (
        <ViewNameDialog query={queryOf(search)} onDone={(view) => onSearch(searchOf(view))} onClose={close} />
      )}
      {dialog === 'rename' && own !== undefined && (
        <ViewNameDialog view={own} query={own.query} onFailed={onFailed} onClose={close} />
      )}
      {dialog === 'delete' && own !== undefined && (
        <ViewDeleteDialog
          view={own}
          onDone={() => onSearch(parseQueueSearch({ ...search, view: undefined }))}
          onClose={close}
        />
      )}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly views: readonly View[];
  readonly item: (view: View) => ReactNode;
}

function Group({ title, views, item }: GroupProps) {
  if (views.length === 0) return null;
  return (
    <MenuGroup>
      <MenuGroupHeader>{title}</MenuGroupHeader>
      {views.map(item)}
    </MenuGroup>
  );
}
