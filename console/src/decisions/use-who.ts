import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';

/** The viewer's account, and words for accounts. Names of others are not known here: they are the administrators' business. */
export function useWho() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const me = viewer.kind === 'account' ? viewer.me.account.id : undefined;
  const kindOf = (id: string) => (id === me ? 'me' : 'somebody');
  return {
    me,
    assignee: (id: string | null | undefined) => t(`decisions.assignee.${id ? kindOf(id) : 'nobody'}`),
    /** Whoever acted; only the operator of a trial has no account. */
    by: (id: string | null) => t(`decisions.by.${id === null ? 'operator' : kindOf(id)}`),
  };
}
