import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askForName, REQUESTS } from '../api/requests';
import { FormDialog } from '../components/dialog';
import { useAct } from '../components/use-act';
import { Choice } from '../ui/choice';
import { useFormat } from '../ui/format';
import { PersonChip } from '../ui/person-chip';
import { isReason, PurposeField, ReasonField } from './fields';
import type { OpenCase } from './order';
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
  const { length } = useWords();
  const { day } = useFormat();
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [minutes, setMinutes] = useState('');
  const [into, setInto] = useState(cases[0]?.id ?? '');
  const ask = useAct(askForName, {
    changes: REQUESTS,
    said: t('requests.done.asked'),
    onDone: onClose,
  });
  const ready = purpose !== '' && into !== '' && isReason(why);
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
      <PurposeField value={purpose} onChange={setPurpose} />
      <ReasonField label={t('requests.reason')} value={why} onChange={setWhy} />
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
