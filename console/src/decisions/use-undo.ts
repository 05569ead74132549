import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { undo, type Target } from '../api/decisions';
import { mayHelpToRetry } from '../api/problem';
import { useProblemText } from '../components/problem';
import { useToast } from '../ui/toast';

interface Failed {
  readonly target: Target;
  readonly error: unknown;
}

/** Reads everything anew that a decision changes. */
export function useReadAnew(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['alerts', 'alert', 'cases']) void queries.invalidateQueries({ queryKey: [key] });
  };
}

/** Takes decisions back, and says what could not be; what failed on the way can be tried again. */
export function useUndo() {
  const { t } = useTranslation();
  const { show } = useToast();
  const says = useProblemText();
  const readAnew = useReadAnew();
  const takeBack = useMutation({
    mutationFn: undoEach,
    onSuccess: (failed, targets) => {
      const count = targets.length - failed.length;
      if (count > 0) show(t('decisions.done.undone', { count }));
      readAnew();
      const [first] = failed;
      if (first === undefined) return;
      const again = failed.filter(({ error }) => mayHelpToRetry(error)).map(({ target }) => target);
      const text = t('decisions.notUndone', { count: failed.length, why: says(first.error) });
      show(text, again.length === 0 ? undefined : () => takeBack.mutate(again));
    },
  });
  return takeBack;
}

/** One after the other, the last first, so that a case is left before it is taken back; what cannot be does not keep the rest from it. */
async function undoEach(targets: readonly Target[]): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  for (const target of targets.toReversed()) {
    try {
      await undo(target);
    } catch (error) {
      failed.push({ target, error });
    }
  }
  return failed;
}
