import { useTranslation } from 'react-i18next';
import type { Case } from '../api/cases';
import { useLooking } from '../requests/use-looking';
import { useWords } from '../requests/use-words';

/** Who somebody in a case is, in words, and to whom something in it can be given. */
export function useMembers() {
  const { t } = useTranslation();
  const { me } = useLooking();
  const { who } = useWords();
  return {
    who: (account: string | null | undefined) => (account ? who(account) : t('cases.operator')),
    owner: (account: string | null | undefined) => (account ? who(account) : t('cases.nobody')),
    /** The viewer sees the case, and so do its contributors; whoever has it already stays to be chosen. */
    choices: ({ contributors }: Pick<Case, 'contributors'>, now: string | null | undefined) => [
      { id: '', text: t('cases.nobody') },
      ...[...new Set([...contributors, ...(me === undefined ? [] : [me]), ...(now ? [now] : [])])].map((id) => ({
        id,
        text: who(id),
      })),
    ],
  };
}
