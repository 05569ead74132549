import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

/** What is shown only once. It lives as long as the component; nothing keeps it. */
export function Secret({ lines, onClose }: { readonly lines: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack tight" role="status">
      <p className="banner warn">{t('ui.secret.once')}</p>
      <div className={lines.length > 1 ? 'secret two' : 'secret'}>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
      <div className="line">
        <Button onClick={() => void navigator.clipboard.writeText(lines.join('\n'))}>{t('ui.secret.copy')}</Button>
        <Button onClick={onClose}>{t('ui.secret.kept')}</Button>
      </div>
    </div>
  );
}
