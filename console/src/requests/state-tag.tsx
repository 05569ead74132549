import { useTranslation } from 'react-i18next';
import type { RequestState } from '../api/requests';

const TONES: Record<RequestState, string> = {
  requested: 'tag warn',
  approved: 'tag ok',
  denied: 'tag',
  withdrawn: 'tag',
  lapsed: 'tag',
  expired: 'tag',
  revoked: 'tag',
  ended: 'tag',
};

export function StateTag({ state }: { readonly state: RequestState }) {
  const { t } = useTranslation();
  return <span className={TONES[state]}>{t(`requests.states.${state}`)}</span>;
}
