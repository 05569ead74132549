import { useTranslation } from 'react-i18next';
import { ACTIONS, OUTCOMES } from '../api/cases';

/** Words for what a case came to, and for what was done; one that is not known has no other name than its id. */
export function useOutcome() {
  const { t } = useTranslation();
  return {
    outcome: (id: string) => {
      const known = OUTCOMES.find((one) => one === id);
      return known === undefined ? id : t(`cases.outcomes.${known}`);
    },
    action: (id: string) => {
      const known = ACTIONS.find((one) => one === id);
      return known === undefined ? id : t(`cases.actions.${known}`);
    },
  };
}
