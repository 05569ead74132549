import '../alerts/alert.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Activities } from '../alerts/activities';
import { Beside } from '../alerts/beside';
import { Factors } from '../alerts/factors';
import { groupLedger } from '../alerts/groups';
import { Ledger } from '../alerts/ledger';
import { Neighbours } from '../alerts/neighbours';
import { parseAlertSearch, parseQueueSearch, type AlertSearch } from '../alerts/search';
import { Others } from '../alerts/others';
import { Sides } from '../alerts/sides';
import { useIndicator } from '../alerts/use-indicator';
import { Scope, Why } from '../alerts/why';
import { alertQuery, explanationQuery, type AlertDetail } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { CaseLink } from '../cases/case-link';
import { Person } from '../components/person';
import { Problem } from '../components/problem';
import { Card } from '../ui/card';
import { Decide } from '../decisions/decide';
import { History } from '../decisions/history';
import { Due } from '../decisions/due';
import { TakeBack } from '../decisions/take-back';
import { AskCard } from '../requests/ask-card';
import { PageHead } from '../ui/page-head';
import { Severity } from '../ui/severity';
import { Forbidden, Loading } from '../ui/states';

const route = getRouteApi('/frame/alerts/$id');

export default function Alert() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  // The router keeps what an address says beside what the route takes from it.
  const search = route.useSearch({ select: (said) => parseAlertSearch({ ...said }), structuralSharing: true });
  // To whoever may read no alert the server says that there is none: their own roles say more.
  const closed = !mayDo(useViewer(), 'read-alert');
  const query = useQuery({ ...alertQuery(id), enabled: !closed });
  if (query.data !== undefined) return <Content key={id} alert={query.data} search={search} />;
  return (
    <>
      <PageHead title={t('alert.title')}>
        <Back search={search} />
      </PageHead>
      <Card title={t('alert.ledger')} flush>
        {closed ? (
          <Forbidden title={t('problem.kinds.forbidden')} text={t('alerts.whoCan')} />
        ) : query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} whoCan={t('alerts.whoCan')} />
        ) : (
          <Loading rows={8} />
        )}
      </Card>
    </>
  );
}

function Back({ search }: { readonly search: AlertSearch }) {
  const { t } = useTranslation();
  return <Link {...paths.alerts(parseQueueSearch({ ...search }))}>← {t('alert.queue')}</Link>;
}

function Content({ alert, search }: { readonly alert: AlertDetail; readonly search: AlertSearch }) {
  const { t } = useTranslation();
  const { headline } = useIndicator();
  const groups = groupLedger(alert.ledger);
  const alerts = useMemo(() => [alert], [alert]);
  const explanation = useQuery(explanationQuery(alert.id)).data;
  return (
    <>
      <div className="line alert-line">
        <Back search={search} />
        <Link {...paths.person(alert.person)}>
          <Person pseudonym={alert.person} />
        </Link>
        <Severity level={alert.severity} box />
        <span className="tag">{t(`alerts.status.${alert.status}`)}</span>
        {alert.decision?.case && <CaseLink id={alert.decision.case} />}
        <Due due={alert.due} />
        <span className="meta">{alert.policy}</span>
        <Neighbours id={alert.id} search={search} />
      </div>
      <PageHead title={headline(groups) || t('alert.title')} />
      <Beside alert={alert} />
      <div className="columns">
        <div className="stack">
          <Ledger alert={alert} groups={groups} search={search} explanation={explanation} />
          <Sides alert={alert} groups={groups} search={search} explanation={explanation} />
          <Activities alert={alert} search={search} />
        </div>
        <div className="stack">
          <Factors alert={alert} />
          <Scope alert={alert} />
          <AskCard person={alert.person} />
          <Why alert={alert} />
          <Others alert={alert} />
          <History id={alert.id} />
        </div>
      </div>
      <div className="decide-bar">
        <Decide alerts={alerts} />
        <TakeBack alert={alert} />
      </div>
    </>
  );
}
