import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { handOverCase, RECIPIENT_AT_MOST, type Case } from '../api/cases';
import { FormDialog } from '../components/dialog';
import { saveFile } from '../ui/save-file';
import { TextField } from '../ui/text-field';
import { useCaseAct } from './use-case-act';

interface Props {
  readonly shown: Case;
  /** Whether the viewer can be shown names at all. */
  readonly mayReveal: boolean;
  readonly onClose: () => void;
}

/** Asks to whom the evidence goes, and says what is in it and what is kept of it before it is packed. */
export function HandOverDialog({ shown, mayReveal, onClose }: Props) {
  const { t } = useTranslation();
  const [recipient, setRecipient] = useState('');
  const [names, setNames] = useState(false);
  const handOver = useCaseAct(handOverCase, {
    said: t('cases.evidence.done'),
    onDone: (file) => {
      saveFile(file, `${shown.id}.zip`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('cases.evidence.act')}
      act={t('cases.evidence.act')}
      ready={recipient.trim() !== ''}
      pending={handOver.pending}
      error={handOver.error}
      onSubmit={() => handOver.go({ id: shown.id, recipient: recipient.trim(), names })}
      onClose={onClose}
    >
      <TextField
        label={t('cases.evidence.recipient')}
        hint={t('cases.evidence.recipientHint')}
        value={recipient}
        onChange={setRecipient}
        maxLength={RECIPIENT_AT_MOST}
        autoComplete="off"
      />
      {mayReveal && (
        <div>
          <Checkbox
            label={t('cases.evidence.names')}
            checked={names}
            onChange={(_, { checked }) => setNames(checked === true)}
          />
          <p className="meta">{t('cases.evidence.namesFollow')}</p>
        </div>
      )}
      <p className="meta">{t('cases.evidence.holds')}</p>
      <p className="meta">{t('cases.evidence.follows')}</p>
    </FormDialog>
  );
}
