import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { whyQuery, type AlertDetail } from '../api/alerts';
import type { components } from '../api/schema';
import { Region } from '../components/region';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';
import { useIndicator } from './use-indicator';

type WhyRow = components['schemas']['WhyRow'];

export function Scope({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const { trigger } = useIndicator();
  const { scope } = alert;
  return (
    <Card title={t('alert.scope')}>
      <dl className="facts">
        <dt>{t('alert.policy')}</dt>
        <dd>{alert.policy}</dd>
        <dt>{t('alert.trigger')}</dt>
        <dd>
          {trigger(scope.trigger)}, <Moment at={scope.triggered} only="day" />
        </dd>
        <dt>{t('alert.inScope')}</dt>
        <dd>
          <Moment at={scope.from} only="day" /> – <Moment at={scope.until} only="day" />
        </dd>
        <dt>{t('alert.activity')}</dt>
        <dd>
          <Moment at={alert.first_activity} /> – <Moment at={alert.last_activity} />
        </dd>
        <dt>{t('alert.insights')}</dt>
        <dd>{alert.insights}</dd>
        <dt>{t('alert.id')}</dt>
        <dd>
          <code className="breaks">{alert.id}</code>
        </dd>
      </dl>
      <p className="meta">{t('alert.scopeText')}</p>
    </Card>
  );
}

/** The conditions from source to alert, each with a tick or the first that does not hold. */
export function Why({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  const query = useQuery(whyQuery(alert.person));
  const empty = <Empty title={t('alert.whyEmpty')} text={t('alert.whyEmptyText')} />;
  return (
    <Card title={t('alert.why')} flush>
      <Region
        query={query}
        whoCan={t('alert.whyCan')}
        empty={{ when: ({ policies }) => policies.length === 0, show: empty }}
      >
        {({ policies }) => {
          const others = policies.filter(({ policy }) => policy !== alert.policy);
          return (
            <div>
              {policies
                .filter(({ policy }) => policy === alert.policy)
                .map((row) => (
                  <Conditions key={row.policy} row={row} />
                ))}
              {others.length > 0 && (
                <details className="why-others">
                  <summary>{t('alert.otherPolicies')}</summary>
                  <dl className="stack tight">
                    {others.map(({ policy, first_unmet }) => (
                      <div key={policy}>
                        <dt>{policy}</dt>
                        <dd className="meta" lang={first_unmet ? 'en' : undefined}>
                          {first_unmet ?? t('alert.allHold')}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              )}
            </div>
          );
        }}
      </Region>
    </Card>
  );
}

function Conditions({ row }: { readonly row: WhyRow }) {
  const { t } = useTranslation();
  return (
    <ol className="conditions">
      {row.conditions.map(({ met, text }) => (
        <li key={text} className={met ? 'met' : 'unmet'}>
          {met ? <CheckmarkRegular aria-label={t('alert.met')} /> : <DismissRegular aria-label={t('alert.unmet')} />}
          <span lang="en">{text}</span>
        </li>
      ))}
    </ol>
  );
}
