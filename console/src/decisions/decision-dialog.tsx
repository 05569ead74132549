import { Field, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { casesQuery } from '../api/cases';
import { NOTE_AT_MOST, REASONS, type Act, type Alert } from '../api/decisions';
import { FormDialog } from '../components/dialog';
import { useFormat } from '../ui/format';
import { PersonChip } from '../ui/person-chip';
import { joinedTo } from './joined';
import { useWho } from './use-who';

const PERSONS = 6;

interface Props {
  readonly kind: 'dismiss' | 'confirm';
  readonly targets: readonly Alert[];
  readonly pending: boolean;
  readonly error: unknown;
  readonly onAct: (act: Act) => void;
  readonly onClose: () => void;
}

/** Asks for what a decision needs, and says what follows before it is done. It stays until the act is done: what was written is kept. */
export function DecisionDialog({ kind, targets, pending, error, onAct, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string>();
  const [into, setInto] = useState('');
  const [note, setNote] = useState('');
  const count = targets.length;
  const joined = joinedTo(targets);
  const persons = [...new Set(targets.map(({ person }) => person))];
  const chosen = REASONS.find((known) => known === reason);
  const takesNote = kind === 'dismiss' || count === 1;
  const submit = () => {
    const noted = note.trim() === '' ? null : note.trim();
    if (kind === 'confirm') onAct({ kind, case: into === '' ? null : into, note: noted });
    else if (chosen !== undefined) onAct({ kind, reason: chosen, note: noted });
  };
  return (
    <FormDialog
      title={t(`decisions.${kind}Title`, { count })}
      act={t(`decisions.${kind}`)}
      ready={kind === 'confirm' || chosen !== undefined}
      pending={pending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="line">
        {persons.slice(0, PERSONS).map((person) => (
          <PersonChip key={person} pseudonym={person} />
        ))}
        {persons.length > PERSONS && <span>{t('decisions.morePersons', { count: persons.length - PERSONS })}</span>}
      </p>
      {kind === 'dismiss' ? (
        <Field label={t('decisions.reason')} required>
          <RadioGroup value={reason ?? ''} onChange={(_, { value }) => setReason(value)}>
            {REASONS.map((id) => (
              <Radio key={id} value={id} label={t(`decisions.reasons.${id}`)} />
            ))}
          </RadioGroup>
        </Field>
      ) : (
        <CaseField value={into} onChange={setInto} />
      )}
      {takesNote && (
        <Field label={t('decisions.noteField')}>
          <Textarea value={note} maxLength={NOTE_AT_MOST} onChange={(_, { value }) => setNote(value)} />
        </Field>
      )}
      {joined > 0 && <p className="meta">{t('decisions.joined', { count: joined })}</p>}
      <p className="meta">{t(`decisions.follows.${kind}`, { count })}</p>
    </FormDialog>
  );
}

/** A new case, or an open one to which the viewer contributes: into others the server lets nobody put an alert. */
function CaseField({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const { me } = useWho();
  const { day } = useFormat();
  const cases = useQuery(casesQuery()).data?.cases ?? [];
  const open = cases.filter(
    ({ closed_at, contributors }) => typeof closed_at !== 'string' && contributors.some((id) => id === me),
  );
  return (
    <Field label={t('decisions.case')}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{t('decisions.newCase')}</option>
        {open.map(({ id, persons, opened_at }) => (
          <option key={id} value={id}>
            {t('decisions.openCase', { persons: persons.join(', '), day: day(new Date(opened_at)) })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
