import '../alerts/alert.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tuning } from '../alerts/tuning';
import { useIndicator } from '../alerts/use-indicator';
import { policiesQuery, templatesQuery, type PolicySummary } from '../api/policies';
import { paths } from '../app/paths';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { PageHead } from '../ui/page-head';
import { Empty } from '../ui/states';

const route = getRouteApi('/frame/policies');
const VOLUMES = ['fewer', 'default', 'more'] as const;

/** What brings persons in scope and what is scored, policy by policy; one policy where the address names it. */
export default function Policies() {
  const { t } = useTranslation();
  const { policy } = route.useSearch();
  const query = useQuery(policiesQuery);
  const wanted = (all: readonly PolicySummary[]) => all.filter(({ name }) => policy === undefined || name === policy);
  return (
    <>
      <PageHead title={policy ?? t('policies.title')} lead={t('policies.lead')}>
        {policy !== undefined && <Link {...paths.policies()}>{t('policies.all')}</Link>}
      </PageHead>
      <Region
        query={query}
        rows={6}
        whoCan={t('policies.whoCan')}
        empty={{
          when: ({ policies }) => wanted(policies).length === 0,
          show: <Empty title={t('policies.empty')} text={t('policies.emptyText')} />,
        }}
      >
        {({ policies }) => (
          <div className="stack">
            {wanted(policies).map((one) => (
              <Policy key={one.id} policy={one} open={policy !== undefined} />
            ))}
            <p className="meta">{t('policies.change')}</p>
          </div>
        )}
      </Region>
    </>
  );
}

function Policy({ policy, open }: { readonly policy: PolicySummary; readonly open: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { title } = useIndicator();
  const templates = useQuery(templatesQuery).data?.templates;
  const template = templates?.find(({ id }) => id === policy.template);
  const volume = VOLUMES.find((known) => known === policy.alert_volume);
  return (
    <Card title={policy.name} note={policy.enabled ? t('policies.enabled') : t('policies.disabled')}>
      <div className="stack">
        <dl className="facts">
          <dt>{t('policies.template')}</dt>
          <dd>{template?.title ?? policy.template}</dd>
          <dt>{t('policies.triggers')}</dt>
          <dd>{policy.triggers.map(title).join(', ')}</dd>
          <dt>{t('policies.scope')}</dt>
          <dd>
            {t('policies.window', { before: number(policy.look_back_days), after: number(policy.activation_days) })}
          </dd>
          <dt>{t('policies.volume')}</dt>
          <dd>{volume === undefined ? policy.alert_volume : t(`policies.volumes.${volume}`)}</dd>
          <dt>{t('policies.alerts')}</dt>
          <dd>
            <Link {...paths.alerts({ policy: policy.name })}>{t('policies.waiting')}</Link>
          </dd>
        </dl>
        <details open={open}>
          <summary>{t('policies.indicators', { count: policy.indicators.length })}</summary>
          <table className="table">
            <tbody>
              {policy.indicators.map((indicator) => (
                <tr key={indicator}>
                  <td className="wide">{title(indicator)}</td>
                  <td className="right">{policy.enabled && <Tuning policy={policy.name} indicator={indicator} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </Card>
  );
}
