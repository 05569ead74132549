import { Button } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DENIALS, REVOCATIONS, requestsQuery, take, type Request, type Step } from '../api/requests';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { useToast } from '../ui/toast';
import { GroundDialog } from './ground-dialog';
import { actsOf } from './order';
import { Show } from './show';
import { useLooking } from './use-looking';

const GROUNDS = { deny: DENIALS, revoke: REVOCATIONS } as const;

/** What the viewer can do with a request, and what follows. Approving and denying weigh the same: neither button is filled. */
export function Acts({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { show } = useToast();
  const [asking, setAsking] = useState<'deny' | 'revoke'>();
  const acts = actsOf(request, useLooking());
  const changes = requestsQuery.queryKey;
  const step = useAct(take, {
    changes,
    onDone: ({ state }) => {
      setAsking(undefined);
      show(t(`requests.done.${state}`));
    },
  });
  const go = (to: Step) =>
    step.mutate({ id: request.id, step: to }, { onError: () => void queries.invalidateQueries({ queryKey: changes }) });
  if (acts.length === 0) return null;
  return (
    <div className="requests-acts" role="group" aria-label={t('requests.acts')}>
      {acts.map((kind) => {
        if (kind === 'reveal') return <Show key={kind} request={request} />;
        const start = () => {
          step.reset();
          if (kind === 'deny' || kind === 'revoke') setAsking(kind);
          else go({ kind });
        };
        return (
          <div key={kind} className="stack tight">
            <Button onClick={start} disabledFocusable={step.isPending}>
              {t(`requests.act.${kind}`)}
            </Button>
            <p className="meta">{t(`requests.follows.${kind}`)}</p>
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
          onGround={(ground) => go({ kind: asking, ground })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
