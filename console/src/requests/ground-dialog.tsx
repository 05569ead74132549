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
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemLine } from '../components/problem';
import { PersonChip } from '../ui/person-chip';
import { useReturnFocus } from '../ui/use-return-focus';
import { useWords } from './use-words';

interface Props {
  readonly kind: 'deny' | 'revoke';
  readonly grounds: readonly string[];
  /** Pseudonym. */
  readonly person: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onGround: (ground: string) => void;
  readonly onClose: () => void;
}

/** Asks why a request is denied or a release ended, and says what follows before it is done. */
export function GroundDialog({ kind, grounds, person, pending, error, onGround, onClose }: Props) {
  const { t } = useTranslation();
  useReturnFocus();
  const { ground: words } = useWords();
  const [ground, setGround] = useState('');
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ground !== '') onGround(ground);
          }}
        >
          <DialogBody>
            <DialogTitle>{t(`requests.why.${kind}`)}</DialogTitle>
            <DialogContent className="stack">
              <p className="line">
                <PersonChip pseudonym={person} />
              </p>
              <Field label={t('requests.ground')} required>
                <RadioGroup layout="vertical" value={ground} onChange={(_, { value }) => setGround(value)}>
                  {grounds.map((id) => (
                    <Radio key={id} value={id} label={words(id)} />
                  ))}
                </RadioGroup>
              </Field>
              <p className="meta">{t(`requests.follows.${kind}`)}</p>
              <ProblemLine error={error} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('frame.cancel')}</Button>
              <Button type="submit" disabled={pending || ground === ''}>
                {t(`requests.act.${kind}`)}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
