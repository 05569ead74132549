import { Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreementQuery, askForName, PURPOSES, REASON_AT_LEAST, REASON_AT_MOST, requestsQuery } from '../api/requests';
import { FormDialog } from '../components/dialog';
import { useAct } from '../components/use-act';
import { usePurpose } from '../components/use-purpose';
import { Choice } from '../ui/choice';
import { useFormat } from '../ui/format';
import { PersonChip } from '../ui/person-chip';
import type { OpenCase } from './order';
import { useLooking } from './use-looking';
import { useWords } from './use-words';

/** Minutes to choose from. Without a choice it is as long as is usual here. */
const LENGTHS = [60, 240, 480, 1440, 4320, 10080] as const;

interface Props {
  readonly person: string;
  readonly cases: readonly OpenCase[];
  readonly onClose: () => void;
}

/** Asks for a name: for what, why, for how long, in which case. What was written stays until the request is made. */
export function AskDialog({ person, cases, onClose }: Props) {
  const { t } = useTranslation();
  const { title, text } = usePurpose();
  const { length } = useWords();
  const { day } = useFormat();
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [minutes, setMinutes] = useState('');
  const [into, setInto] = useState(cases[0]?.id ?? '');
  const purposes = useAllowedPurposes();
  const ask = useAct(askForName, {
    changes: requestsQuery.queryKey,
    said: t('requests.done.asked'),
    onDone: onClose,
  });
  const ready = purpose !== '' && into !== '' && why.trim().length >= REASON_AT_LEAST;
  const submit = () =>
    ask.mutate({
      person,
      case: into,
      purpose,
      justification: why.trim(),
      minutes: minutes === '' ? null : Number(minutes),
    });
  return (
    <FormDialog
      title={t('requests.ask')}
      act={t('requests.send')}
      ready={ready}
      pending={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="line">
        <PersonChip pseudonym={person} />
      </p>
      <Field label={t('requests.purpose')} hint={text(purpose)} required>
        <RadioGroup layout="vertical" value={purpose} onChange={(_, { value }) => setPurpose(value)}>
          {purposes.map((id) => (
            <Radio key={id} value={id} label={title(id)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('requests.reason')} hint={t('requests.reasonHint', { count: REASON_AT_LEAST })} required>
        <Textarea value={why} maxLength={REASON_AT_MOST} onChange={(_, { value }) => setWhy(value)} />
      </Field>
      <Choice
        label={t('requests.for')}
        value={minutes}
        onChange={setMinutes}
        options={[
          { id: '', text: t('requests.usual') },
          ...LENGTHS.map((each) => ({ id: String(each), text: length(each) })),
        ]}
      />
      {cases.length > 1 && (
        <Choice
          label={t('requests.case')}
          value={into}
          onChange={setInto}
          options={cases.map(({ id, persons, opened_at: opened }) => ({
            id,
            text: t('decisions.openCase', { persons: persons.join(', '), day: day(new Date(opened)) }),
          }))}
        />
      )}
      <p className="meta">{t('requests.follows.ask')}</p>
    </FormDialog>
  );
}

/** The purposes that the agreement allows, where one holds and the viewer may read it; the server refuses others. */
function useAllowedPurposes() {
  const { may } = useLooking();
  const agreement = useQuery({ ...agreementQuery, enabled: may('read-agreement') }).data;
  return agreement ? PURPOSES.filter((id) => agreement.unmasking_purposes.includes(id)) : PURPOSES;
}
