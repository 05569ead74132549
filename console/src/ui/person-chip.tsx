import { EyeRegular, PersonRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly pseudonym: string;
  readonly inScope?: boolean;
  readonly note?: string;
  /** A name that is shown for now: with its purpose and the time left. It never stands in an address or a title. */
  readonly released?: { readonly name: string; readonly note: string } | undefined;
}

/** One component for a person everywhere. Whoever wants a link puts the chip into it. */
export function PersonChip({ pseudonym, inScope = false, note, released }: Props) {
  const { t } = useTranslation();
  if (released !== undefined) {
    return (
      // A program that translates pages would send the name away.
      <span className="person released" translate="no">
        <EyeRegular aria-label={t('ui.person.released')} />
        {released.name}
        <small>{released.note}</small>
      </span>
    );
  }
  return (
    <span className="person">
      <PersonRegular aria-hidden="true" />
      {pseudonym}
      {inScope && <span className="in-scope" role="img" aria-label={t('ui.person.inScope')} />}
      {note !== undefined && <small>{note}</small>}
    </span>
  );
}
