import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface Props {
  /** An act that stands before the names. */
  readonly first?: { readonly text: string; readonly act: () => void } | undefined;
  readonly others: readonly { readonly account: string; readonly name: string }[];
  readonly disabled: boolean;
  readonly onAssign: (account: string) => void;
}

/** Gives the alerts to somebody else. The server refuses whoever may not read them. */
export function AssignMenu({ first, others, disabled, onAssign }: Props) {
  const { t } = useTranslation();
  const names = others.map(({ account, name }) => (
    <MenuItem key={account} onClick={() => onAssign(account)}>
      {name}
    </MenuItem>
  ));
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button disabledFocusable={disabled}>
          {t(first === undefined ? 'decisions.assignTo' : 'decisions.assignMenu')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {first === undefined ? names : <MenuItem onClick={first.act}>{first.text}</MenuItem>}
          {first !== undefined && names.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>{t('decisions.assignTo')}</MenuGroupHeader>
              {names}
            </MenuGroup>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
