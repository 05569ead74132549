import { Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACTIONS, CASE_NOTE_AT_MOST, closeCase, OUTCOMES, type Case } from '../api/cases';
import { FormDialog } from '../components/dialog';
import { Choice } from '../ui/choice';
import { useCaseAct } from './use-case-act';
import { useOutcome } from './use-outcome';

interface Props {
  readonly shown: Case;
  readonly onClose: () => void;
}

/** Asks what a case came to, why, and what was done, and says what follows before it is closed. */
export function CloseDialog({ shown, onClose }: Props) {
  const { t } = useTranslation();
  const words = useOutcome();
  const [outcome, setOutcome] = useState('');
  const [reason, setReason] = useState('');
  const [action, setAction] = useState<string>(ACTIONS[0]);
  const close = useCaseAct(closeCase, { said: t('cases.ending.closed'), onDone: onClose });
  const known = OUTCOMES.find((one) => one === outcome);
  const isOpen = !shown.closed_at;
  return (
    <FormDialog
      title={t('cases.ending.close')}
      act={t('cases.ending.close')}
      ready={outcome !== '' && reason.trim() !== '' && isOpen}
      pending={close.pending}
      error={isOpen ? close.error : null}
      onSubmit={() => close.go({ id: shown.id, outcome, reason: reason.trim(), action })}
      onClose={onClose}
    >
      <Field label={t('cases.outcome')} hint={known === undefined ? '' : t(`cases.outcomeTexts.${known}`)} required>
        <RadioGroup layout="vertical" value={outcome} onChange={(_, { value }) => setOutcome(value)}>
          {OUTCOMES.map((id) => (
            <Radio key={id} value={id} label={words.outcome(id)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('cases.ending.reason')} hint={t('cases.ending.reasonHint')} required>
        <Textarea value={reason} maxLength={CASE_NOTE_AT_MOST} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <Choice
        label={t('cases.action')}
        value={action}
        onChange={setAction}
        options={ACTIONS.map((id) => ({ id, text: words.action(id) }))}
      />
      <p className="meta">{t('cases.ending.closeFollows')}</p>
      {!isOpen && (
        <p className="banner urgent" role="alert">
          {t('cases.ending.alreadyClosed', { outcome: words.outcome(shown.outcome ?? '') })}
        </p>
      )}
    </FormDialog>
  );
}
