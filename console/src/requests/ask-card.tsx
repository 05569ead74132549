import './requests.css';

import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { casesQuery } from '../api/cases';
import { nameRequestsQuery } from '../api/requests';
import { paths } from '../app/paths';
import { useReleasedNames } from '../components/released-names';
import { Card } from '../ui/card';
import { Moment } from '../ui/moment';
import { AskDialog } from './ask-dialog';
import { openCasesOf, pendingOf } from './order';
import { Show } from './show';
import { useLooking } from './use-looking';

/** Whether the viewer may see the name of a person, and the way to ask for it. */
export function AskCard({ person }: { readonly person: string }) {
  const { may } = useLooking();
  return may('request-unmasking') && may('list-cases') ? <Asking person={person} /> : null;
}

function Asking({ person }: { readonly person: string }) {
  const { t } = useTranslation();
  const { me } = useLooking();
  const { goneOf } = useReleasedNames();
  const [open, setOpen] = useState(false);
  const cases = openCasesOf(useQuery(casesQuery()).data?.cases ?? [], person, me);
  // Without a case there is nothing that could have been asked for here.
  const requests = useQuery({ ...nameRequestsQuery, enabled: cases.length > 0 }).data;
  const pending = pendingOf(requests ?? [], person, me);
  const gone = pending === undefined ? undefined : goneOf(pending.id);
  return (
    <Card title={t('requests.card')}>
      {cases.length === 0 && <p className="small">{t('requests.noCase')}</p>}
      {cases.length > 0 && requests !== undefined && pending === undefined && (
        <div className="stack tight">
          <p className="small">{t('requests.hidden')}</p>
          <Button onClick={() => setOpen(true)}>{t('requests.ask')}</Button>
        </div>
      )}
      {pending !== undefined && (
        <>
          <p className="small">
            {t(pending.state === 'approved' ? 'requests.mayLook' : 'requests.waits')}{' '}
            {pending.ends_at && <Moment at={pending.ends_at} />}
          </p>
          {pending.state === 'approved' && <Show request={pending} />}
          <div className="line small">
            <Link {...paths.requests({ at: pending.id })}>{t('requests.open')}</Link>
            <span role="status" className="meta">
              {gone !== undefined && t(`requests.gone.${gone}`)}
            </span>
          </div>
        </>
      )}
      {open && <AskDialog person={person} cases={cases} onClose={() => setOpen(false)} />}
    </Card>
  );
}
