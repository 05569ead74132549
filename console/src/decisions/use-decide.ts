import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decide, decideAll, type Act, type Alert, type AlertDetail, type Target } from '../api/decisions';
import { problemOf } from '../api/problem';
import { useToast } from '../ui/toast';
import { useReadAnew, useUndo } from './use-undo';

export interface Wanted {
  /** The alerts as the decider saw them. */
  readonly targets: readonly Alert[];
  readonly act: Act;
}

export interface Conflict {
  readonly act: Act;
  readonly before: Alert | undefined;
  readonly current: AlertDetail;
}

interface Outcome {
  readonly done: readonly Target[];
  readonly left: number;
}

/** Decides about one alert or several, offers a minute to undo, and keeps what was wanted where somebody was faster. */
export function useDecide(onDone?: () => void) {
  const { t } = useTranslation();
  const { show } = useToast();
  const [conflict, setConflict] = useState<Conflict>();
  const readAnew = useReadAnew();
  const takeBack = useUndo();
  const act = useMutation({
    mutationFn: carryOut,
    onSuccess: ({ done, left }, { act }) => {
      const kind = act.kind === 'assign' && act.assignee === null ? 'unassign' : act.kind;
      const undoable = act.kind === 'assign' ? undefined : () => takeBack.mutate(done);
      if (done.length > 0) show(t(`decisions.done.${kind}`, { count: done.length }), undoable);
      if (left > 0) show(t('decisions.done.left', { count: left }));
      readAnew();
      onDone?.();
    },
    onError: (error, { targets, act }) => {
      const current = problemOf(error)?.current;
      // What was seen stays in sight until the conflict is settled.
      if (current === undefined) readAnew();
      else setConflict({ act, before: targets[0], current });
    },
  });

  return {
    decide: act.mutate,
    /** Forgets an act that failed. */
    forget: act.reset,
    pending: act.isPending,
    error: problemOf(act.error)?.current === undefined ? act.error : null,
    conflict,
    closeConflict: () => {
      setConflict(undefined);
      act.reset();
      readAnew();
    },
  };
}

/** Whoever decides on an alert decides on those that stand with it. */
async function carryOut({ targets, act }: Wanted): Promise<Outcome> {
  const [only] = targets;
  if (only !== undefined && targets.length === 1) {
    const first = await decide(only, act);
    const rest = await carryOutMany(only.joined, intoSameCase(act, first));
    return { done: [first, ...rest.done], left: rest.left };
  }
  if (act.kind === 'confirm' && act.case === null) return intoOneNewCase(targets, act);
  return carryOutSeveral(targets, act);
}

/** The first alert opens the case, and the others follow into it; where somebody was faster with the first, the next one opens it. */
async function intoOneNewCase([first, ...others]: readonly Alert[], act: Act): Promise<Outcome> {
  if (first === undefined) return { done: [], left: 0 };
  let opened;
  try {
    opened = await decide(first, act);
  } catch (error) {
    if (problemOf(error)?.current === undefined) throw error;
    const rest = await intoOneNewCase(others, act);
    return { done: rest.done, left: rest.left + 1 };
  }
  const same = intoSameCase(act, opened);
  const own = await carryOutMany(first.joined, same);
  const rest = await carryOutSeveral(others, same);
  return { done: [opened, ...own.done, ...rest.done], left: own.left + rest.left };
}

async function carryOutSeveral(targets: readonly Alert[], act: Act): Promise<Outcome> {
  const main = await carryOutMany(targets, act);
  const settled = new Set(main.done.map(({ id }) => id));
  const joined = targets.filter(({ id }) => settled.has(id)).flatMap(({ joined }) => joined);
  const rest = await carryOutMany(joined, act);
  return { done: [...main.done, ...rest.done], left: main.left + rest.left };
}

async function carryOutMany(targets: readonly Target[], act: Act): Promise<Outcome> {
  if (targets.length === 0) return { done: [], left: 0 };
  const results = await decideAll(targets, act);
  const ids = new Set(results.filter(({ status }) => status === 'done').map(({ id }) => id));
  // The answer names no versions. An act raises the version that it was sent with by one.
  const done = targets.filter(({ id }) => ids.has(id)).map(({ id, version }) => ({ id, version: version + 1 }));
  return { done, left: targets.length - done.length };
}

function intoSameCase(act: Act, { decision }: AlertDetail): Act {
  return act.kind === 'confirm' ? { ...act, case: decision?.case ?? act.case } : act;
}
