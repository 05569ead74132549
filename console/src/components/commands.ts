import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { changeSettings, CHOICES } from '../app/settings';
import { useShortcutList } from '../app/shortcuts';
import { useSignOut } from './sign-out';

interface Command {
  readonly text: string;
  readonly keys?: string;
  readonly act: () => void;
}

/** All that the palette offers: what has a key here, one's account, and how the console looks. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const viewer = useViewer();
  const signOut = useSignOut();
  const shortcuts = useShortcutList().filter(({ keys }) => keys !== 'Ctrl+k');
  const account: Command[] = [
    { text: t('frame.account'), act: () => void navigate(paths.account()) },
    { text: t('frame.signOut'), act: signOut },
  ];
  return [
    ...shortcuts,
    ...(viewer.kind === 'account' ? account : []),
    ...CHOICES.theme.map((theme) => ({
      text: `${t('settings.theme')}: ${t(`settings.themes.${theme}`)}`,
      act: () => changeSettings({ theme }),
    })),
    ...CHOICES.density.map((density) => ({
      text: `${t('settings.density')}: ${t(`settings.densities.${density}`)}`,
      act: () => changeSettings({ density }),
    })),
    ...CHOICES.language.map((language) => ({
      text: `${t('settings.language')}: ${t(`settings.languages.${language}`)}`,
      act: () => changeSettings({ language }),
    })),
  ];
}
