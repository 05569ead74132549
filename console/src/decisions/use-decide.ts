import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { alertQuery } from '../api/alerts';
import { ConflictError, decide, decideAll, undo, type Act, type AlertDetail, type Target } from '../api/decisions';
import { useToast } from '../ui/toast';

export interface Wanted {
  readonly targets: readonly Target[];
  readonly act: Act;
}

export interface Conflict extends Wanted {
  readonly current: AlertDetail;
}

interface Outcome {
  readonly done: readonly Target[];
  readonly left: number;
}

/** Decides about one alert or several, offers a minute to undo, and keeps what was wanted where somebody was faster. */
export function useDecide(onDone?: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { show } = useToast();
  const [conflict, setConflict] = useState<Conflict>();
  const readAnew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['alerts'] }),
      queries.invalidateQueries({ queryKey: ['alert'] }),
    ]);

  const takeBack = useMutation({
    mutationFn: async (targets: readonly Target[]) => {
      for (const target of targets) await undo(target);
    },
    onSuccess: () => show(t('decisions.done.undone')),
    onError: () => show(t('decisions.failed')),
    onSettled: readAnew,
  });
  const act = useMutation({
    mutationFn: (wanted: Wanted) => carryOut(wanted),
    onSuccess: ({ done, left }, wanted) => {
      const { kind } = wanted.act;
      const undoable = kind === 'assign' || done.length === 0 ? undefined : () => takeBack.mutate(done);
      if (done.length > 0) show(t(`decisions.done.${kind}`, { count: done.length }), undoable);
      if (left > 0) show(t('decisions.done.left', { count: left }));
      onDone?.();
    },
    onError: (error, wanted) => {
      if (error instanceof ConflictError) setConflict({ ...wanted, current: error.current });
    },
    onSettled: readAnew,
  });

  /** The answer of a bulk act says nothing of versions: they are read where an act is to be taken back. */
  async function carryOut({ targets, act }: Wanted): Promise<Outcome> {
    const [only] = targets;
    if (only !== undefined && targets.length === 1) return { done: [await decide(only, act)], left: 0 };
    const results = await decideAll(targets, act);
    const done = results.filter(({ status }) => status === 'done');
    const now = await Promise.all(done.map(({ id }) => queries.query({ ...alertQuery(id), staleTime: 0 })));
    return { done: now, left: results.length - done.length };
  }

  return {
    decide: act.mutate,
    error: act.error instanceof ConflictError ? null : act.error,
    conflict,
    closeConflict: () => setConflict(undefined),
  };
}
