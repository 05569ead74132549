import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../api/cases';
import { useLooking } from '../requests/use-looking';
import { Card } from '../ui/card';
import { HandOverDialog } from './hand-over-dialog';

/** The way to give the evidence of a case, open or closed, to somebody outside. */
export function HandOver({ shown }: { readonly shown: Case }) {
  const { t } = useTranslation();
  const { may } = useLooking();
  const [asking, setAsking] = useState(false);
  if (!may('hand-over-case')) return null;
  return (
    <Card title={t('cases.evidence.title')}>
      <p className="small">{t('cases.evidence.what')}</p>
      <div className="line">
        <Button onClick={() => setAsking(true)}>{t('cases.evidence.act')}</Button>
      </div>
      {asking && <HandOverDialog shown={shown} mayReveal={may('reveal-person')} onClose={() => setAsking(false)} />}
    </Card>
  );
}
