import { useTranslation } from 'react-i18next';
import { PersonChip } from '../ui/person-chip';

interface Props {
  readonly pseudonyms: readonly string[];
  readonly most: number;
}

/** Pseudonyms as chips; how many more there are where they are many. */
export function Persons({ pseudonyms, most }: Props) {
  const { t } = useTranslation();
  const more = pseudonyms.length - most;
  return (
    <span className="cases-persons">
      {pseudonyms.slice(0, most).map((pseudonym) => (
        <PersonChip key={pseudonym} pseudonym={pseudonym} />
      ))}
      {more > 0 && <span className="meta">{t('decisions.morePersons', { count: more })}</span>}
    </span>
  );
}
