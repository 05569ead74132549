import { useTranslation } from 'react-i18next';
import type { en } from '../texts/en';
import type { LedgerGroup } from './groups';

type IndicatorKey = keyof (typeof en)['indicators'];

/** Stands for the trigger where an approved request brought somebody in scope. */
const BY_HAND = 'by-hand';

/** What indicators are called and what was done, in the viewer's language; the id of an indicator that has no text. */
export function useIndicator() {
  const { t, i18n } = useTranslation();
  const known = (key: string): key is IndicatorKey => i18n.exists(`indicators.${key}`);
  const keyOf = (id: string) => id.replaceAll('.', '_');
  const title = (id: string) => {
    const key = keyOf(id);
    return known(key) ? t(`indicators.${key}`) : id;
  };
  /** What brought a person in scope: an indicator, or people who decided so. */
  const trigger = (id: string) => (id === BY_HAND ? t('alert.byHand') : title(id));
  const did = ({ indicator, count }: Pick<LedgerGroup, 'indicator' | 'count'>) => {
    const key = keyOf(indicator);
    return known(key) ? t(`did.${key}`, { count }) : `${indicator}: ${count}`;
  };
  /** One line for a whole alert: what adds most to it. */
  const headline = (groups: readonly LedgerGroup[]) =>
    groups
      .slice(0, 2)
      .map((group, index) => (index === 0 ? did(group) : lower(did(group))))
      .join(', ');
  return { title, trigger, did, headline };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
