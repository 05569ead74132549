import { useTranslation } from 'react-i18next';
import { PersonChip } from '../ui/person-chip';
import { useNow } from '../ui/use-now';
import { leftOf, type ReleasedName } from './released';
import { useReleasedNames } from './released-names';
import { usePurpose } from './use-purpose';

/** A person under the pseudonym, or under the name while it is released to the viewer. */
export function Person({ pseudonym }: { readonly pseudonym: string }) {
  const name = useReleasedNames().shown.find(({ person }) => person === pseudonym);
  return name === undefined ? <PersonChip pseudonym={pseudonym} /> : <Named name={name} />;
}

function Named({ name }: { readonly name: ReleasedName }) {
  const { t } = useTranslation();
  const { title } = usePurpose();
  const left = leftOf(name.until - useNow());
  const note = `${title(name.purpose)} · ${t(`requests.left.${left.unit}`, { ...left })}`;
  return <PersonChip pseudonym={name.person} released={{ name: name.name, note }} />;
}
