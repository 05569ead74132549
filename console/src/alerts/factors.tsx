import { CheckmarkRegular, QuestionRegular, SubtractRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../api/alerts';
import { Card } from '../ui/card';
import { RISK_FACTORS } from './search';

/** What nobody has told Ombud: it is said, and not left out. */
const NOT_KNOWN = ['priority-group', 'high-impact'] as const;

/** All risk factors: those that the evidence has, those that it has not, and those that are not known. */
export function Factors({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t('alert.factors')}>
      <ul className="factors">
        {RISK_FACTORS.map((factor) => {
          const has = alert.risk_factors.includes(factor);
          return (
            <li key={factor} className={has ? 'has' : 'meta'}>
              {has ? <CheckmarkRegular aria-hidden="true" /> : <SubtractRegular aria-hidden="true" />}
              <span>{t(`alerts.factor.${factor}`)}</span>
              <span className="push">{t(has ? 'alert.factorThere' : 'alert.factorNot')}</span>
            </li>
          );
        })}
        {NOT_KNOWN.map((factor) => (
          <li key={factor} className="meta">
            <QuestionRegular aria-hidden="true" />
            <span>{t(`alert.factorNotKnown.${factor}`)}</span>
            <span className="push">{t('alert.factorUnknown')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
