import { Button } from '@fluentui/react-components';
import {
  DarkThemeRegular,
  EyeRegular,
  NavigationRegular,
  PersonCircleRegular,
  QuestionCircleRegular,
  SearchRegular,
  ShieldCheckmarkRegular,
} from '@fluentui/react-icons';
import { lazy, Suspense, useState, type ComponentType, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { Crumbs } from './crumbs';
import { useReleasedNames } from './released-names';
import type { Overlay } from './frame';

const LookMenu = lazy(async () => ({ default: (await import('./top-bar-menus')).LookMenu }));
const AccountMenu = lazy(async () => ({ default: (await import('./top-bar-menus')).AccountMenu }));

interface Props {
  readonly drawer: boolean;
  readonly onDrawer: () => void;
  readonly onOverlay: (overlay: Overlay) => void;
}

export function TopBar({ drawer, onDrawer, onOverlay }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
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
      <NamesHidden />
      <MenuButton icon={<DarkThemeRegular />} label={t('frame.look')} menu={LookMenu} />
      <Button
        appearance="subtle"
        icon={<QuestionCircleRegular />}
        aria-label={t('frame.keys')}
        onClick={() => onOverlay('help')}
      />
      {viewer.kind === 'account' && (
        <MenuButton icon={<PersonCircleRegular />} label={t('frame.account')} menu={AccountMenu} />
      )}
    </header>
  );
}

/** Whether names are hidden, or how many are shown now. */
function NamesHidden() {
  const { t } = useTranslation();
  const count = useReleasedNames().shown.length;
  return (
    <span className={count === 0 ? 'names-hidden' : 'names-hidden names-shown'}>
      {count === 0 ? <ShieldCheckmarkRegular aria-hidden="true" /> : <EyeRegular aria-hidden="true" />}
      {count === 0 ? t('frame.namesHidden') : t('frame.namesShown', { count })}
    </span>
  );
}

interface MenuButtonProps {
  readonly icon: JSX.Element;
  readonly label: string;
  readonly menu: ComponentType;
}

/** Loads its menu, which takes the place of the button, when somebody asks for it: few visits do. */
function MenuButton({ icon, label, menu: MenuWithButton }: MenuButtonProps) {
  const [asked, setAsked] = useState(false);
  const button = (
    <Button
      appearance="subtle"
      icon={icon}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setAsked(true)}
    />
  );
  return asked ? (
    <Suspense fallback={button}>
      <MenuWithButton />
    </Suspense>
  ) : (
    button
  );
}
