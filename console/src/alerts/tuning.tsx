import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tuningQuery, type TuningOption } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { TextDialog } from '../components/dialog';
import { Region } from '../components/region';
import { useFormat } from '../ui/format';
import { ScrollArea } from '../ui/scroll-area';
import { useIndicator } from './use-indicator';

interface Props {
  readonly policy: string;
  readonly indicator: string;
}

/** "Too sensitive here": what else would change if the indicator counted less under this policy. Nothing is changed. */
export function Tuning({ policy, indicator }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!mayDo(useViewer(), 'read-policy')) return null;
  return (
    <>
      <Button size="small" appearance="subtle" onClick={() => setOpen(true)}>
        {t('alert.tuning.ask')}
      </Button>
      {open && <Preview policy={policy} indicator={indicator} onClose={() => setOpen(false)} />}
    </>
  );
}

function Preview({ policy, indicator, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { title } = useIndicator();
  const query = useQuery(tuningQuery(policy, indicator));
  return (
    <TextDialog
      title={t('alert.tuning.title', { indicator: title(indicator), policy })}
      close={t('frame.close')}
      onClose={onClose}
      wide
    >
      <Region query={query} rows={4} whoCan={t('alert.tuning.whoCan')}>
        {({ alerts, thresholds, options }) => (
          <>
            <p>
              {t('alert.tuning.now', {
                thresholds: thresholds.map((count) => number(count)).join(', '),
                count: alerts,
              })}
            </p>
            <Options options={options} />
          </>
        )}
      </Region>
      <p className="meta">{t('alert.tuning.follows')}</p>
      <p>
        <Link {...paths.policies(policy)} onClick={onClose}>
          {t('alert.tuning.policy')}
        </Link>
      </p>
    </TextDialog>
  );
}

function Options({ options }: { readonly options: readonly TuningOption[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <ScrollArea label={t('alert.tuning.options')}>
      <table className="table">
        <thead>
          <tr>
            <th>{t('alert.tuning.change')}</th>
            <th className="right">{t('alert.tuning.alerts')}</th>
            <th className="right">{t('alert.tuning.fewer')}</th>
            <th className="right">{t('alert.tuning.more')}</th>
            <th className="right">{t('alert.tuning.confirmed')}</th>
            <th>{t('alert.tuning.setting')}</th>
          </tr>
        </thead>
        <tbody>
          {options.map(({ setting, thresholds, alerts, fewer, more, confirmed }) => (
            <tr key={setting}>
              <td className="nowrap">
                {thresholds === null ? t('alert.tuning.off') : thresholds.map((count) => number(count)).join(', ')}
              </td>
              <td className="right">{number(alerts)}</td>
              <td className="right">{number(fewer)}</td>
              <td className="right">{number(more)}</td>
              <td className="right">{number(confirmed)}</td>
              <td>
                <code className="breaks">{setting}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
