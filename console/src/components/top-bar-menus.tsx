import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { DarkThemeRegular, PersonCircleRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths';
import { changeSettings, CHOICES, useSettings } from '../app/settings';
import { useSignOut } from './sign-out';

/** Theme, density and language. */
export function LookMenu() {
  const { t } = useTranslation();
  const { theme, density, language } = useSettings();
  return (
    <Menu
      defaultOpen
      checkedValues={{ theme: [theme], density: [density], language: [language] }}
      onCheckedValueChange={(_, { name, checkedItems }) => changeSettings({ [name]: checkedItems[0] })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<DarkThemeRegular />} aria-label={t('frame.look')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t('settings.theme')}</MenuGroupHeader>
            {CHOICES.theme.map((value) => (
              <MenuItemRadio key={value} name="theme" value={value}>
                {t(`settings.themes.${value}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('settings.density')}</MenuGroupHeader>
            {CHOICES.density.map((value) => (
              <MenuItemRadio key={value} name="density" value={value}>
                {t(`settings.densities.${value}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('settings.language')}</MenuGroupHeader>
            {CHOICES.language.map((value) => (
              <MenuItemRadio key={value} name="language" value={value} lang={value}>
                {t(`settings.languages.${value}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** One's account and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Menu defaultOpen>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<PersonCircleRegular />} aria-label={t('frame.account')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void navigate(paths.account())}>{t('frame.account')}</MenuItem>
          <MenuItem onClick={signOut}>{t('frame.signOut')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
