import { useTranslation } from 'react-i18next';
import { DENIALS, isAboutPerson, REVOCATIONS, type Request } from '../api/requests';
import { useAccountName } from '../components/use-account-name';
import { leftOf } from '../components/released';
import { useFormat } from '../ui/format';
import { useLooking } from './use-looking';

const GROUNDS = [...DENIALS, ...REVOCATIONS, 'case-closed'] as const;

/** Words for what stands in a request. */
export function useWords() {
  const { t } = useTranslation();
  const { me } = useLooking();
  const nameOf = useAccountName();
  const { date } = useFormat();
  return {
    who: (account: string) => (account === me ? t('requests.you') : (nameOf(account) ?? t('requests.somebody'))),
    /** What is asked for. */
    what: (request: Request) => {
      if (!isAboutPerson(request)) return t('requests.what.name');
      const { asks } = request;
      if (asks.kind === 'user-report') return t('requests.what.report', { from: date(asks.from), to: date(asks.to) });
      return t('requests.what.scoring', { policies: asks.policies.join(', ') });
    },
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
