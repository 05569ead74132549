import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../api/overview';
import { paths } from '../app/paths';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Empty } from '../ui/states';

/** Cases, unmask requests, changes that take two, and the agreement: how many of each. */
export function WorkCard({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { cases, requests, proposals, agreements } = overview;
  if (cases === null && requests === null && proposals === null && agreements === null) return null;
  const need = agreements?.works_council === true ? t('overview.work.needed') : t('overview.work.notNeeded');
  return (
    <Card title={t('overview.work.title')}>
      <dl className="facts">
        {cases !== null && (
          <>
            <dt>{t('overview.work.cases')}</dt>
            <dd>
              <Link {...paths.cases()}>
                {t('overview.work.casesText', { open: number(cases.open), mine: number(cases.mine) })}
              </Link>
            </dd>
          </>
        )}
        {requests !== null && (
          <>
            <dt>{t('overview.work.requests')}</dt>
            <dd>
              <div>{t('overview.work.toDecide', { n: number(requests.to_decide) })}</div>
              <div>{t('overview.work.ownOpen', { n: number(requests.own_open) })}</div>
              <div>{t('overview.work.ownLive', { n: number(requests.own_live) })}</div>
            </dd>
          </>
        )}
        {proposals !== null && (
          <>
            <dt>{t('overview.work.proposals')}</dt>
            <dd>{t('overview.work.toDecide', { n: number(proposals.to_decide) })}</dd>
          </>
        )}
        {agreements !== null && (
          <>
            <dt>{t('overview.work.agreement')}</dt>
            <dd>
              <div>{agreements.in_force ? t('overview.work.inForce') : need}</div>
              {agreements.to_sign > 0 && <div>{t('overview.work.toSign', { n: number(agreements.to_sign) })}</div>}
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}

export function NoticesCard({ notices }: { readonly notices: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('overview.notices')} flush>
      {notices.length === 0 && <Empty title={t('overview.noNotices')} text={t('overview.noNoticesText')} />}
      <ul className="rows">
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </Card>
  );
}
