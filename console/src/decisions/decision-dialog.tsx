import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { casesQuery } from '../api/alerts';
import { REASONS, type Act, type Target } from '../api/decisions';

interface Props {
  readonly kind: 'dismiss' | 'confirm';
  readonly targets: readonly Target[];
  readonly onAct: (act: Act) => void;
  readonly onClose: () => void;
}

/** Asks for what a decision needs, and says what follows before it is done. */
export function DecisionDialog({ kind, targets, onAct, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string>();
  const [into, setInto] = useState('');
  const [note, setNote] = useState('');
  const count = targets.length;
  const chosen = REASONS.find((known) => known === reason);
  const submit = () => {
    const noted = note.trim() === '' ? {} : { note: note.trim() };
    if (kind === 'confirm') onAct({ kind, ...(into === '' ? {} : { case: into }), ...noted });
    else if (chosen !== undefined) onAct({ kind, reason: chosen, ...noted });
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <DialogBody>
            <DialogTitle>{t(`decisions.${kind}Title`, { count })}</DialogTitle>
            <DialogContent className="stack">
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
              <Field label={t('decisions.noteField')}>
                <Textarea value={note} maxLength={2000} onChange={(_, { value }) => setNote(value)} />
              </Field>
              <p className="meta">{t(`decisions.follows.${kind}`, { count })}</p>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('decisions.cancel')}</Button>
              <Button type="submit" disabled={kind === 'dismiss' && chosen === undefined}>
                {t(`decisions.${kind}`)}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function CaseField({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const cases = useQuery(casesQuery).data?.cases.filter(({ closed_at }) => typeof closed_at !== 'string') ?? [];
  return (
    <Field label={t('decisions.case')}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{t('decisions.newCase')}</option>
        {cases.map(({ id, persons }) => (
          <option key={id} value={id}>
            {t('decisions.openCase', { id, persons: persons.join(', ') })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
