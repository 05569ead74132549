import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly others: readonly { readonly account: string; readonly name: string }[];
  readonly disabled: boolean;
  readonly onAssign: (account: string) => void;
}

/** Gives the alerts to somebody else. The server refuses whoever may not read them. */
export function AssignMenu({ others, disabled, onAssign }: Props) {
  const { t } = useTranslation();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button disabledFocusable={disabled}>{t('decisions.assignTo')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {others.map(({ account, name }) => (
            <MenuItem key={account} onClick={() => onAssign(account)}>
              {name}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
