import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts';
import type { Arrivals } from './use-arrivals';

/** On top of the queue: what has arrived and waits to be placed. It is said once; the list does not move until then. */
export function ArrivalRow({ arrived, gone, following, place }: Arrivals) {
  const { t } = useTranslation();
  useShortcuts(useMemo(() => [{ keys: 'n', text: t('alerts.arrivals.place'), act: place }], [place, t]));
  const count = arrived.length;
  const says = count > 0 ? t('alerts.arrivals.new', { count }) : '';
  const left = gone > 0 ? t('alerts.arrivals.gone', { count: gone }) : '';
  const waits = count > 0 || gone > 0;
  return (
    <div className={waits || !following ? 'arrival' : undefined}>
      <span role="status">{says}</span>
      {left !== '' && <span>{left}</span>}
      {!following && <span role="status">{t('alerts.arrivals.broken')}</span>}
      {waits && (
        <Button size="small" appearance="subtle" className="push" onClick={place}>
          {t('alerts.arrivals.place')} <kbd>n</kbd>
        </Button>
      )}
    </div>
  );
}
