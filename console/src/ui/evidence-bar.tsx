import { useTranslation } from 'react-i18next';
import { useFormat } from './format';

const FULL = 25;

/** Evidence: how many times what opens an alert. The bar is full at 25; the number goes on. */
export function EvidenceBar({ times }: { readonly times: number }) {
  const { t } = useTranslation();
  const said = useTimes()(times * 100);
  return (
    <span className="evidence">
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(times / FULL, 1) * 100}%` }} />
      </span>
      <span aria-hidden="true">{said}×</span>
      <span className="hidden-visually">{t('ui.evidence', { times: said })}</span>
    </span>
  );
}

/** Evidence in hundredths as it is written: `21`. */
export function useTimes() {
  const { number } = useFormat();
  return (hundredths: number) => {
    const times = hundredths / 100;
    return number(times, { maximumFractionDigits: times < 10 ? 1 : 0 });
  };
}
