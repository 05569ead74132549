import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DENIALS, isAboutPerson, REQUESTS, REVOCATIONS, take, type Request, type Step } from '../api/requests';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { useToast } from '../ui/toast';
import { GroundDialog, type Grounded } from './ground-dialog';
import { actsOf } from './order';
import { OpenReport } from './open-report';
import { Show } from './show';
import { useLooking } from './use-looking';

const GROUNDS = { deny: DENIALS, revoke: REVOCATIONS, end: REVOCATIONS } as const;

/** What the viewer can do with a request, and what follows. Approving and denying weigh the same: neither button is filled. */
export function Acts({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { show } = useToast();
  const [asking, setAsking] = useState<Grounded>();
  const acts = actsOf(request, useLooking());
  const about = isAboutPerson(request);
  const step = useAct(take, {
    changes: REQUESTS,
    onDone: ({ state }) => {
      setAsking(undefined);
      show(about && state === 'approved' ? t('requests.done.inForce') : t(`requests.done.${state}`));
    },
  });
  const go = (to: Step) =>
    step.mutate({ request, step: to }, { onError: () => void queries.invalidateQueries({ queryKey: REQUESTS }) });
  if (acts.length === 0) return null;
  return (
    <div className="requests-acts" role="group" aria-label={t('requests.acts')}>
      {acts.map((kind) => {
        if (kind === 'reveal') return about ? null : <Show key={kind} request={request} />;
        if (kind === 'read') return <OpenReport key={kind} request={request.id} />;
        const start = () => {
          step.reset();
          if (kind === 'approve' || kind === 'withdraw') go({ kind });
          else setAsking(kind);
        };
        return (
          <div key={kind} className="stack tight">
            <Button onClick={start} disabledFocusable={step.isPending}>
              {t(`requests.act.${kind}`)}
            </Button>
            <p className="meta">
              {about && kind === 'approve' ? t('requests.follows.inForce') : t(`requests.follows.${kind}`)}
            </p>
          </div>
        );
      })}
      {asking === undefined && <ProblemLine error={step.error} />}
      {asking !== undefined && (
        <GroundDialog
          kind={asking}
          grounds={GROUNDS[asking]}
          person={request.person}
          pending={step.isPending}
          error={step.error}
          onGround={(ground) => go({ kind: asking === 'deny' ? 'deny' : 'end', ground })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
