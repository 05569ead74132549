import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '../api/client';
import { hasStatus } from '../api/problem';
import { paths } from '../app/paths';
import { useToast } from '../ui/toast';
import { useProblemTitle } from './problem';

/** Ends the session, forgets what was read, and goes to sign-in. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { show } = useToast();
  const title = useProblemTitle();
  const { mutate } = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/sign-out')),
    onSettled: async (_, error) => {
      // A session that is over already is what was asked for.
      if (error !== null && !hasStatus(error, 401)) {
        show(title(error));
        return;
      }
      await navigate(paths.signIn());
      queries.removeQueries({ type: 'inactive' });
    },
  });
  return mutate;
}
