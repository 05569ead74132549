import { useTranslation } from 'react-i18next';
import { DENIALS, REVOCATIONS } from '../api/requests';
import { useAccountName } from '../components/use-account-name';
import { leftOf } from '../components/released';
import { useLooking } from './use-looking';

const GROUNDS = [...DENIALS, ...REVOCATIONS, 'case-closed'] as const;

/** Words for what stands in a request. */
export function useWords() {
  const { t } = useTranslation();
  const { me } = useLooking();
  const nameOf = useAccountName();
  return {
    who: (account: string) => (account === me ? t('requests.you') : (nameOf(account) ?? t('requests.somebody'))),
    ground: (ground: string) => {
      const known = GROUNDS.find((one) => one === ground);
      return known === undefined ? ground : t(`requests.grounds.${known}`);
    },
    length: (minutes: number) => {
      const { days, hours, minutes: rest } = leftOf(minutes * 60_000);
      return [
        days > 0 ? t('requests.length.days', { count: days }) : undefined,
        hours > 0 ? t('requests.length.hours', { count: hours }) : undefined,
        rest > 0 ? t('requests.length.minutes', { count: rest }) : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' ');
    },
  };
}
