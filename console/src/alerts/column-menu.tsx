import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ColumnTripleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { COLUMNS, joinColumns, parseColumns, parseQueueSearch, type QueueSearch } from './search';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

export function ColumnMenu({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const change = (columns: readonly string[]) =>
    onSearch(parseQueueSearch({ ...search, columns: joinColumns(columns) }));
  return (
    <Menu
      checkedValues={{ columns: [...parseColumns(search.columns)] }}
      onCheckedValueChange={(_, { checkedItems }) => change(checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<ColumnTripleRegular />}>
          {t('alerts.columns')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {COLUMNS.map((id) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {t(`alerts.column.${id}`)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
