import { useAct } from '../components/use-act';
import { useReadAnew } from '../decisions/use-undo';

interface Options<Data> {
  /** What a toast says when it is done. */
  readonly said: string;
  readonly onDone?: (data: Data) => void;
}

/** An act in a case. Whether it is done or refused, what can have changed meanwhile is read anew; what was typed stays. */
export function useCaseAct<Data, Input>(act: (input: Input) => Promise<Data>, { said, onDone }: Options<Data>) {
  const readAnew = useReadAnew();
  const doing = useAct(act, {
    said,
    onDone: (data) => {
      readAnew();
      onDone?.(data);
    },
  });
  return {
    go: (input: Input) => doing.mutate(input, { onError: readAnew }),
    forget: doing.reset,
    pending: doing.isPending,
    error: doing.error,
    /** What was wanted last. */
    wanted: doing.variables,
  };
}
