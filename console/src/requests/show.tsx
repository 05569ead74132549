import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { REQUESTS, reveal, type NameRequest } from '../api/requests';
import { ProblemLine } from '../components/problem';
import { IN_SIGHT_MINUTES } from '../components/released';
import { useReleasedNames } from '../components/released-names';

/** Shows the name that was released to the viewer, or takes it out of sight. */
export function Show({ request }: { readonly request: NameRequest }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { shown, show, hide } = useReleasedNames();
  const readAnew = () => void queries.invalidateQueries({ queryKey: REQUESTS });
  // The name goes to where it is shown, and is no result that the cache would keep.
  const look = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const { name, person, until } = await reveal(request.id);
      show({
        request: request.id,
        person,
        name,
        purpose: request.purpose,
        until: Date.parse(until),
        since: Date.now(),
      });
    },
    onError: readAnew,
  });
  const isShown = shown.some((name) => name.request === request.id);
  return (
    <div className="stack tight">
      {isShown ? (
        <Button onClick={() => hide(request.id)}>{t('requests.act.hide')}</Button>
      ) : (
        <Button onClick={() => look.mutate()} disabledFocusable={look.isPending}>
          {t('requests.act.reveal')}
        </Button>
      )}
      <p className="meta">{t('requests.follows.reveal', { minutes: IN_SIGHT_MINUTES })}</p>
      <ProblemLine error={look.error} />
    </div>
  );
}
