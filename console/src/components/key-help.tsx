import { Switch } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { changeSettings, useSettings } from '../app/settings';
import { useShortcutList } from '../app/shortcuts';
import { TextDialog } from './dialog';
import { Keys } from './keys';

/** All keys that do something on this page. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { keys } = useSettings();
  const shortcuts = useShortcutList();
  return (
    <TextDialog title={t('frame.keys')} close={t('frame.close')} onClose={onClose}>
      <dl className="key-list">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.keys}>
            <dt>
              <Keys keys={shortcut.keys} />
            </dt>
            <dd>{shortcut.text}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={keys}
        onChange={(_, { checked }) => changeSettings({ keys: checked })}
        label={t('settings.keys')}
      />
      <p className="meta">{t('settings.keysText')}</p>
    </TextDialog>
  );
}
