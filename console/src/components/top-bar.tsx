import {
  Button,
  Menu,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
} from '@fluentui/react-components';
import {
  DarkThemeRegular,
  NavigationRegular,
  PersonCircleRegular,
  QuestionCircleRegular,
  SearchRegular,
  ShieldCheckmarkRegular,
} from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { changeSettings, CHOICES, useSettings } from '../app/settings';
import { Crumbs } from './crumbs';
import type { Overlay } from './frame';
import { useSignOut } from './sign-out';

interface Props {
  readonly drawer: boolean;
  readonly onDrawer: () => void;
  readonly onOverlay: (overlay: Overlay) => void;
}

export function TopBar({ drawer, onDrawer, onOverlay }: Props) {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      <Button
        className="drawer-button"
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label={t('frame.openPlaces')}
        aria-controls="rail"
        aria-expanded={drawer}
        onClick={onDrawer}
      />
      <Crumbs />
      <button
        type="button"
        className="find"
        onClick={() => onOverlay('palette')}
        aria-label={t('frame.find')}
        aria-keyshortcuts="Control+K"
      >
        <SearchRegular aria-hidden="true" />
        <span>{t('frame.find')}</span>
        <kbd>{t('frame.ctrl')} K</kbd>
      </button>
      <span className="names-hidden">
        <ShieldCheckmarkRegular aria-hidden="true" />
        {t('frame.namesHidden')}
      </span>
      <LookMenu />
      <Button
        appearance="subtle"
        icon={<QuestionCircleRegular />}
        aria-label={t('frame.keys')}
        onClick={() => onOverlay('help')}
      />
      <AccountMenu />
    </header>
  );
}

/** Theme, density and language. */
function LookMenu() {
  const { t } = useTranslation();
  const { theme, density, language } = useSettings();
  return (
    <Menu
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

function AccountMenu() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (viewer.kind === 'trial') return null;
  return (
    <Menu>
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
