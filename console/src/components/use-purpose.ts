import { useTranslation } from 'react-i18next';
import { PURPOSES } from '../api/requests';

/** What a purpose of unmasking is called, and what it means; one that is not known has no other name than its id. */
export function usePurpose() {
  const { t } = useTranslation();
  const known = (purpose: string) => PURPOSES.find((one) => one === purpose);
  return {
    title: (purpose: string) => {
      const one = known(purpose);
      return one === undefined ? purpose : t(`requests.purposes.${one}`);
    },
    text: (purpose: string) => {
      const one = known(purpose);
      return one === undefined ? '' : t(`requests.purposeTexts.${one}`);
    },
  };
}
