import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_NOTE_AT_MOST, openCase, type Case } from '../api/cases';
import { ProblemLine } from '../components/problem';
import { useReturnFocus } from '../ui/use-return-focus';
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
  useReturnFocus();
  const [written, setWritten] = useState('');
  const [reason, setReason] = useState('');
  const open = useCaseAct(openCase, { said: t('cases.tip.done'), onDone: onOpened });
  const persons = pseudonymsIn(written);
  const ready = persons.length > 0 && reason.trim() !== '';
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) open.go({ persons: [...persons], reason: reason.trim() });
          }}
        >
          <DialogBody>
            <DialogTitle>{t('cases.tip.title')}</DialogTitle>
            <DialogContent className="stack">
              <Field label={t('cases.tip.persons')} hint={t('cases.tip.personsHint')} required>
                <Textarea value={written} spellCheck={false} onChange={(_, { value }) => setWritten(value)} />
              </Field>
              {persons.length > 0 && <Persons pseudonyms={persons} most={PERSONS} />}
              <Field label={t('cases.tip.reason')} hint={t('cases.tip.reasonHint')} required>
                <Textarea value={reason} maxLength={CASE_NOTE_AT_MOST} onChange={(_, { value }) => setReason(value)} />
              </Field>
              <p className="meta">{t('cases.tip.follows')}</p>
              <ProblemLine error={open.error} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('frame.cancel')}</Button>
              <Button type="submit" disabled={open.pending || !ready}>
                {t('cases.tip.open')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
