import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';

/** Until when an alert should be decided; in words too when that is over. */
export function Due({ due }: { readonly due: string | null }) {
  const { t } = useTranslation();
  const { near, universal } = useFormat();
  if (due === null) return null;
  const date = new Date(due);
  const late = date < new Date();
  return (
    <time className={late ? 'tag urgent' : 'tag'} dateTime={due} title={universal(date)}>
      {t(late ? 'alert.late' : 'alert.due', { day: near(date) })}
    </time>
  );
}
