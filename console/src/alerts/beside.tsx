import './beside.css';

import { FlagFilled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';

/** Why an alert is in the spotlight, and which alerts stand with it. */
export function Beside({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation();
  const reasons = alert.spotlight.map((reason) => t(`alerts.reason.${reason}`)).join(', ');
  const policies = alert.joined.map(({ policy }) => policy).join(', ');
  if (alert.spotlight.length + alert.joined.length === 0) return null;
  return (
    <div className="beside">
      {alert.spotlight.length > 0 && (
        <p className="meta">
          <FlagFilled className="spotlight" aria-hidden="true" />
          {t('alerts.spotlightBecause', { reasons })}
        </p>
      )}
      {alert.joined.length > 0 && <p className="meta">{t('alerts.joinedText', { policies })}</p>}
    </div>
  );
}
