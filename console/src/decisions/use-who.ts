import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { useChoices } from '../components/use-choices';

/** The viewer's account, and words for accounts. Of others the names of those are known to whom alerts can be given. */
export function useWho() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const others = useChoices()?.assignees ?? [];
  const me = viewer.kind === 'account' ? viewer.me.account.id : undefined;
  const nameOf = (id: string) => others.find(({ account }) => account === id)?.name;
  const assignee = (id: string | null | undefined) => {
    if (!id) return t('decisions.assignee.nobody');
    if (id === me) return t('decisions.assignee.me');
    const name = nameOf(id);
    return name === undefined ? t('decisions.assignee.somebody') : t('decisions.assignee.other', { name });
  };
  return {
    me,
    /** To whom alerts can be given, beside the viewer. */
    others: others.filter(({ account }) => account !== me),
    assignee,
    /** What an address says about who is to decide. */
    assigneeOf: (said: string) => assignee(said === 'me' ? me : said === 'none' ? null : said),
    /** Whoever acted; only the operator of a trial has no account. */
    by: (id: string | null) => {
      if (id === null) return t('decisions.by.operator');
      if (id === me) return t('decisions.by.me');
      const name = nameOf(id);
      return name === undefined ? t('decisions.by.somebody') : t('decisions.by.other', { name });
    },
  };
}
