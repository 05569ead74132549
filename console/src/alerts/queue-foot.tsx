import { Button, Tooltip } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../api/alerts';
import { paths } from '../app/paths';
import { Keys } from '../components/keys';
import { Decide } from '../decisions/decide';
import { useToast } from '../ui/toast';

interface Props {
  readonly count: number;
  readonly more: boolean;
  readonly failed: boolean;
  readonly selected: readonly Alert[];
  readonly onClear: () => void;
  readonly onRetry: () => void;
}

/** Below the grid: what can be done with the rows that are selected, and what the keys do. */
export function QueueFoot({ count, more, failed, selected, onClear, onRetry }: Props) {
  const { t } = useTranslation();
  return (
    <div className="queue-foot">
      {failed && (
        <p className="banner warn" role="alert">
          <span>{t('alerts.moreFailed')}</span>
          <Button size="small" onClick={onRetry}>
            {t('ui.states.retry')}
          </Button>
        </p>
      )}
      {selected.length > 0 && <BulkBar selected={selected} onClear={onClear} />}
      <div className="queue-keys">
        <span>
          <Keys keys="j k" /> {t('alerts.keys.move')}
        </span>
        <span>
          <Keys keys="Enter" /> {t('alerts.keys.open')}
        </span>
        <span>
          <Keys keys="x" /> {t('alerts.keys.selectShort')}
        </span>
        <span>
          <Keys keys="?" /> {t('alerts.keys.all')}
        </span>
        <span className="push" role="status">
          {more ? t('alerts.loadedMore', { count }) : t('alerts.loaded', { count })}
        </span>
      </div>
    </div>
  );
}

function BulkBar({ selected, onClear }: { readonly selected: readonly Alert[]; readonly onClear: () => void }) {
  const { t } = useTranslation();
  const { show } = useToast();
  const copy = async () => {
    const addresses = selected.map(({ id }) => location.origin + paths.alert(id).to.replace('$id', id));
    await navigator.clipboard.writeText(addresses.join('\n'));
    show(t('alerts.copied'));
  };
  return (
    <div className="bulk-bar">
      <div className="line">
        <strong role="status">{t('alerts.selected', { count: selected.length })}</strong>
        <span className="line push">
          <Tooltip relationship="description" content={t('alerts.copyText')}>
            <Button appearance="subtle" onClick={() => void copy()}>
              {t('alerts.copy')}
            </Button>
          </Tooltip>
          <Button appearance="subtle" onClick={onClear}>
            {t('alerts.clear')} <kbd>Esc</kbd>
          </Button>
        </span>
      </div>
      <Decide alerts={selected} onDone={onClear} />
    </div>
  );
}
