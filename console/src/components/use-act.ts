import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useToast } from '../ui/toast';
import { viewerQuery } from '../api/viewer';

interface Options<Data> {
  /** What is read anew afterwards, beside who the viewer is. */
  readonly changes?: QueryKey;
  /** What a toast says when it is done. */
  readonly said?: string;
  readonly onDone?: (data: Data) => void;
}

/** An act that changes something: reads anew what it changed, and says that it is done. */
export function useAct<Data, Input>(act: (input: Input) => Promise<Data>, { changes, said, onDone }: Options<Data>) {
  const queries = useQueryClient();
  const { show } = useToast();
  return useMutation({
    mutationFn: act,
    onSuccess: async (data) => {
      onDone?.(data);
      if (said !== undefined) show(said);
      await Promise.all([
        queries.invalidateQueries({ queryKey: viewerQuery.queryKey }),
        changes === undefined ? undefined : queries.invalidateQueries({ queryKey: changes }),
      ]);
    },
  });
}
