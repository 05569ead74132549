import './requests.css';

import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personRequestsQuery, type Asks, type PersonRequest } from '../api/requests';
import { paths } from '../app/paths';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { AboutDialog } from './about-dialog';
import { actsOf, pendingOf } from './order';
import { OpenReport } from './open-report';
import { useLooking } from './use-looking';
import { useWords } from './use-words';

const KINDS = ['user-report', 'scoring-by-hand'] as const satisfies Asks['kind'][];

/** The way to ask for a report on a person or for scoring, and what became of it. */
export function AboutCard({ person }: { readonly person: string }) {
  const { may } = useLooking();
  return may('request-about-person') ? <Asking person={person} /> : null;
}

function Asking({ person }: { readonly person: string }) {
  const { t } = useTranslation();
  const { me, may } = useLooking();
  const [asking, setAsking] = useState<Asks['kind']>();
  const requests = useQuery({ ...personRequestsQuery, enabled: may('list-person-requests') }).data;
  if (requests === undefined) return null;
  return (
    <Card title={t('requests.about.title')}>
      {KINDS.map((kind) => {
        const ofKind = requests.filter(({ asks }) => asks.kind === kind);
        const pending = pendingOf(ofKind, person, me);
        return pending === undefined ? (
          <div key={kind} className="stack tight">
            <p className="small">{t(`requests.about.text.${kind}`)}</p>
            <Button onClick={() => setAsking(kind)}>{t(`requests.about.ask.${kind}`)}</Button>
          </div>
        ) : (
          <Pending key={kind} request={pending} />
        );
      })}
      {asking !== undefined && <AboutDialog kind={asking} person={person} onClose={() => setAsking(undefined)} />}
    </Card>
  );
}

function Pending({ request }: { readonly request: PersonRequest }) {
  const { t } = useTranslation();
  const { what } = useWords();
  const live = request.state === 'approved';
  const reads = actsOf(request, useLooking()).includes('read');
  return (
    <div className="stack tight">
      <p className="small">
        {what(request)}. {t(live ? 'requests.about.live' : 'requests.about.waits')}{' '}
        {request.ends_at && <Moment at={request.ends_at} />}
      </p>
      {reads && <OpenReport request={request.id} />}
      <Link className="small" {...paths.requests({ at: request.id })}>
        {t('requests.open')}
      </Link>
    </div>
  );
}
