import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import { dayOf, noonOf } from './days';

interface Props {
  /** Such as `2026-11-30`. */
  readonly day: string;
  /** What is done cannot be late. */
  readonly done?: boolean;
}

/** The last day of a task; in words too when it is over. */
export function DueDay({ day, done = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const late = !done && day < dayOf(new Date());
  return (
    <time className={late ? 'tag urgent' : 'tag'} dateTime={day} title={day}>
      {t(late ? 'cases.lateDay' : 'cases.dueDay', { day: format.day(noonOf(day)) })}
    </time>
  );
}
