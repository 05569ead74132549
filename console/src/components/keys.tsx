import { useTranslation } from 'react-i18next';

/** The caps of a shortcut's keys. */
export function Keys({ keys }: { readonly keys: string }) {
  const { t } = useTranslation();
  const words: Partial<Record<string, string>> = {
    Ctrl: t('frame.ctrl'),
    Shift: t('frame.shift'),
    Enter: t('frame.enter'),
  };
  return (
    <span className="line key-caps">
      {keys.split(/[ +]/).map((key) => (
        <kbd key={key}>{words[key] ?? key}</kbd>
      ))}
    </span>
  );
}
