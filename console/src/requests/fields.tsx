import { Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { agreementQuery, PURPOSES, REASON_AT_LEAST, REASON_AT_MOST } from '../api/requests';
import { usePurpose } from '../components/use-purpose';
import { useLooking } from './use-looking';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What a request is needed for. */
export function PurposeField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { title, text } = usePurpose();
  return (
    <Field label={t('requests.purpose')} hint={text(value)} required>
      <RadioGroup layout="vertical" value={value} onChange={(_, data) => onChange(data.value)}>
        {useAllowedPurposes().map((id) => (
          <Radio key={id} value={id} label={title(id)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

/** Why, in the words of the one who asks. */
export function ReasonField({ label, value, onChange }: Props & { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <Field label={label} hint={t('requests.reasonHint', { count: REASON_AT_LEAST })} required>
      <Textarea value={value} maxLength={REASON_AT_MOST} onChange={(_, data) => onChange(data.value)} />
    </Field>
  );
}

export function isReason(text: string): boolean {
  return text.trim().length >= REASON_AT_LEAST;
}

/** The purposes that the agreement allows, where one holds and the viewer may read it; the server refuses others. */
function useAllowedPurposes() {
  const { may } = useLooking();
  const agreement = useQuery({ ...agreementQuery, enabled: may('read-agreement') }).data;
  return agreement ? PURPOSES.filter((id) => agreement.unmasking_purposes.includes(id)) : PURPOSES;
}
