import { lazy, Suspense, useEffect, useState } from 'react';
import { setFreshProofDialog } from '../api/fresh';

const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog')).StepUpDialog }));

type Answer = (proved: boolean) => void;

/** Asks who is there when the server wants a fresh proof; then what was asked for goes on by itself. */
export function StepUp() {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    setFreshProofDialog(() => new Promise((resolve) => setAnswer(() => resolve)));
    return () => setFreshProofDialog(() => Promise.resolve(false));
  }, []);
  if (answer === undefined) return null;
  const close = (proved: boolean) => {
    setAnswer(undefined);
    answer(proved);
  };
  return (
    <Suspense>
      <StepUpDialog onClose={close} />
    </Suspense>
  );
}
