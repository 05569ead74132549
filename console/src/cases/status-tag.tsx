import { useTranslation } from 'react-i18next';
import type { Case } from '../api/cases';
import { useOutcome } from './use-outcome';

/** Whether a case is open, and what it came to. */
export function StatusTag({ shown }: { readonly shown: Pick<Case, 'closed_at' | 'outcome'> }) {
  const { t } = useTranslation();
  const { outcome } = useOutcome();
  if (!shown.closed_at) return <span className="tag ok">{t('cases.states.open')}</span>;
  return (
    <span className="tag">
      {[t('cases.states.closed'), shown.outcome ? outcome(shown.outcome) : undefined].filter(Boolean).join(': ')}
    </span>
  );
}
