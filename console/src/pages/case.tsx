import '../alerts/alert.css';
import '../cases/cases.css';

import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { caseQuery, changeContributors, type Case as Shown } from '../api/cases';
import { hasStatus } from '../api/problem';
import { mayDo, useViewer } from '../api/viewer';
import { paths } from '../app/paths';
import { About } from '../cases/about';
import { Alerts } from '../cases/alerts';
import { Attachments } from '../cases/attachments';
import { Contributors } from '../cases/contributors';
import { DueDay } from '../cases/due-day';
import { Ending } from '../cases/ending';
import { HandOver } from '../cases/hand-over';
import { Notes } from '../cases/notes';
import { shortOf } from '../cases/order';
import { StatusTag } from '../cases/status-tag';
import { Tasks } from '../cases/tasks';
import { Timeline } from '../cases/timeline';
import { useCaseAct } from '../cases/use-case-act';
import { Problem, ProblemLine } from '../components/problem';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { PageHead } from '../ui/page-head';
import { Forbidden, Loading } from '../ui/states';

const route = getRouteApi('/frame/cases/$id');

export default function Case() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  // To whoever may read no case the server says that there is none: their own roles say more.
  const closed = !mayDo(useViewer(), 'read-case');
  const query = useQuery({ ...caseQuery(id), enabled: !closed });
  // Whoever was removed meanwhile sees the case no longer, whatever was read before.
  const lost = hasStatus(query.error, 403) || hasStatus(query.error, 404);
  if (query.data !== undefined && !lost) return <Content key={id} shown={query.data} />;
  return (
    <>
      <PageHead title={t('cases.name', { name: shortOf(id) })}>
        <Link {...paths.cases()}>← {t('cases.all')}</Link>
      </PageHead>
      <Card title={t('cases.about')} flush>
        {closed ? (
          <Forbidden title={t('problem.kinds.forbidden')} text={t('cases.whoCan')} />
        ) : query.isError ? (
          <>
            <Problem error={query.error} onRetry={() => void query.refetch()} whoCan={t('cases.whoCan')} />
            {hasStatus(query.error, 403) && <TakeUp id={id} />}
          </>
        ) : (
          <Loading rows={6} />
        )}
      </Card>
    </>
  );
}

function Content({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const open = !shown.closed_at;
  return (
    <>
      <div className="line cases-line">
        <Link {...paths.cases()}>← {t('cases.all')}</Link>
        <StatusTag shown={shown} />
        {open && shown.due && <DueDay day={shown.due} />}
      </div>
      <PageHead title={t('cases.name', { name: shortOf(shown.id) })} />
      <div className="columns">
        <div className="stack">
          <About shown={shown} />
          <Alerts shown={shown} />
          <Notes id={shown.id} open={open} />
          <Attachments id={shown.id} open={open} />
          <Ending shown={shown} />
          <HandOver shown={shown} />
        </div>
        <div className="stack">
          <Tasks shown={shown} />
          <Contributors shown={shown} />
          <Timeline id={shown.id} />
        </div>
      </div>
    </>
  );
}

/** A case that nobody contributes to any more is closed until somebody who may change contributors takes it up. */
function TakeUp({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { me, may } = useLooking();
  const take = useCaseAct(changeContributors, { said: t('cases.takeUp.done') });
  if (me === undefined || !may('change-contributors')) return null;
  return (
    <div className="history-note">
      <p className="meta">{t('cases.takeUp.follows')}</p>
      <ProblemLine error={take.error} />
      <Button disabled={take.pending} onClick={() => take.go({ id, account: me, kind: 'add' })}>
        {t('cases.takeUp.act')}
      </Button>
    </div>
  );
}
