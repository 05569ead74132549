import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayDo, useViewer } from '../api/viewer';
import { viewsQuery } from '../api/views';
import { paths } from '../app/paths';
import { changeSettings, CHOICES } from '../app/settings';
import { useShortcutList } from '../app/shortcuts';
import { useSignOut } from './sign-out';

interface Command {
  /** What tells it from others with the same words. */
  readonly id?: string;
  readonly text: string;
  readonly keys?: string;
  readonly act: () => void;
}

/** All that the palette offers: what has a key here, views of the queue, one's account, and how the console looks. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const viewer = useViewer();
  const signOut = useSignOut();
  const shortcuts = useShortcutList().filter(({ keys }) => keys !== 'Ctrl+k');
  const views = useQuery({ ...viewsQuery, enabled: mayDo(viewer, 'list-views') }).data ?? [];
  const account: Command[] = [
    { text: t('frame.account'), act: () => void navigate(paths.account()) },
    { text: t('frame.signOut'), act: signOut },
  ];
  return [
    ...shortcuts,
    ...views.map((view) => ({
      id: view.id,
      text: t(view.own ? 'views.open' : 'views.openShared', { name: view.name }),
      act: () => void navigate(paths.view(view)),
    })),
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
