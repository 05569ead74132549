import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { placesOf } from '../app/places';
import { useShortcuts } from '../app/shortcuts';
import { useToast } from '../ui/toast';
import type { Overlay } from './frame';

// Dialogs are loaded when the first one is asked for: most visits to a page need none.
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help')).KeyHelp }));

interface Props {
  readonly overlay: Overlay;
  readonly onOverlay: (overlay: Overlay) => void;
}

/** The keys that work on each page, and the two dialogs that they open. */
export function FrameKeys({ overlay, onOverlay }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const viewer = useViewer();
  const { undoNewest } = useToast();
  useShortcuts(
    useMemo(
      () => [
        { keys: 'Ctrl+k', text: t('frame.find'), act: () => onOverlay('palette') },
        { keys: '?', text: t('frame.keys'), act: () => onOverlay('help') },
        { keys: 'z', text: t('ui.toast.undo'), act: undoNewest },
        ...placesOf(viewer).map(({ id, key, link }) => ({
          keys: `g ${key}`,
          text: t('frame.goTo', { place: t(`places.${id}`) }),
          act: () => void navigate(link),
        })),
      ],
      [t, navigate, viewer, undoNewest, onOverlay],
    ),
  );
  const close = () => onOverlay(undefined);
  return (
    <Suspense>
      {overlay === 'palette' && <CommandPalette onClose={close} />}
      {overlay === 'help' && <KeyHelp onClose={close} />}
    </Suspense>
  );
}
