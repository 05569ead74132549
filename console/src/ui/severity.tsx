import { useTranslation } from 'react-i18next';

export type SeverityLevel = 'low' | 'medium' | 'high';

const SHAPES: Record<SeverityLevel, string> = {
  high: 'M6 1.5 11 10.500H1z',
  medium: 'M6 1 11 6 6 11 1 6z',
  low: 'M6 10.500 1 1.500h10z',
};

/** How severe: a shape, a word and a colour. `box` is for the head of a page. */
export function Severity({ level, box = false }: { readonly level: SeverityLevel; readonly box?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`severity ${level}${box ? ' box' : ''}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={SHAPES[level]} />
      </svg>
      {t(`ui.severity.${level}`)}
    </span>
  );
}
