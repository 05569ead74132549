import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_NOTE_AT_MOST, openCase, type Case } from '../api/cases';
import { FormDialog } from '../components/dialog';
import { pseudonymsIn } from './order';
import { Persons } from './persons';
import { useCaseAct } from './use-case-act';

const PERSONS = 20;

interface Props {
  readonly onOpened: (opened: Case) => void;
  readonly onClose: () => void;
}

/** Opens a case that no alert is behind: about whom, and why. What was written stays until it is open. */
export function OpenDialog({ onOpened, onClose }: Props) {
  const { t } = useTranslation();
  const [written, setWritten] = useState('');
  const [reason, setReason] = useState('');
  const open = useCaseAct(openCase, { said: t('cases.tip.done'), onDone: onOpened });
  const persons = pseudonymsIn(written);
  return (
    <FormDialog
      title={t('cases.tip.title')}
      act={t('cases.tip.open')}
      ready={persons.length > 0 && reason.trim() !== ''}
      pending={open.pending}
      error={open.error}
      onSubmit={() => open.go({ persons: [...persons], reason: reason.trim() })}
      onClose={onClose}
    >
      <Field label={t('cases.tip.persons')} hint={t('cases.tip.personsHint')} required>
        <Textarea value={written} spellCheck={false} onChange={(_, { value }) => setWritten(value)} />
      </Field>
      {persons.length > 0 && <Persons pseudonyms={persons} most={PERSONS} />}
      <Field label={t('cases.tip.reason')} hint={t('cases.tip.reasonHint')} required>
        <Textarea value={reason} maxLength={CASE_NOTE_AT_MOST} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <p className="meta">{t('cases.tip.follows')}</p>
    </FormDialog>
  );
}
