import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../components/dialog';
import { PersonChip } from '../ui/person-chip';
import { useWords } from './use-words';

/** What is done with a ground: a denial, and the end of what was approved. */
export type Grounded = 'deny' | 'revoke' | 'end';

interface Props {
  readonly kind: Grounded;
  readonly grounds: readonly string[];
  /** Pseudonym. */
  readonly person: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onGround: (ground: string) => void;
  readonly onClose: () => void;
}

/** Asks why a request is denied, or why what was approved is ended, and says what follows before it is done. */
export function GroundDialog({ kind, grounds, person, pending, error, onGround, onClose }: Props) {
  const { t } = useTranslation();
  const { ground: words } = useWords();
  const [ground, setGround] = useState('');
  return (
    <FormDialog
      title={t(`requests.why.${kind}`)}
      act={t(`requests.act.${kind}`)}
      ready={ground !== ''}
      pending={pending}
      error={error}
      onSubmit={() => onGround(ground)}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
