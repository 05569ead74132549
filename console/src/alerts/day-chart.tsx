import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import type { DayCount } from './groups';

const WIDTH = 132;
const LEFT = 30;
const HEIGHT = 34;
const BAR = 12;

/** Counts of a few days with the highest threshold that one of them reached. Bars stand where their days are. */
export function DayChart({ days }: { readonly days: readonly DayCount[] }) {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const first = days[0];
  if (first === undefined) return null;
  const threshold = days.reduce((most, { threshold }) => Math.max(most, threshold), 0);
  const top = days.reduce((most, { count }) => Math.max(most, count), threshold) * 1.1;
  const since = (at: string) => (Date.parse(at) - Date.parse(first.day)) / 86_400_000;
  const span = Math.max(since(days.at(-1)?.day ?? first.day), 1);
  const step = Math.min(22, (WIDTH - LEFT - BAR - 6) / span);
  // Where many days lie close to each other, only some have room for a number.
  const labels = days.filter((_, index) => index % Math.ceil(days.length / 5) === 0 && step >= BAR + 2);
  const x = (at: string) => LEFT + 4 + since(at) * step;
  const y = (count: number) => HEIGHT - (count / top) * HEIGHT;
  const said = days.map((at) =>
    t('alert.dayCount', { day: day(new Date(`${at.day}T12:00:00`)), amount: number(at.count) }),
  );
  return (
    <svg
      className="day-chart"
      viewBox={`0 0 ${WIDTH} 48`}
      role="img"
      aria-label={t('alert.counts', { days: said.join(', '), threshold: number(threshold) })}
    >
      <path d={`M${LEFT} ${HEIGHT}H${WIDTH}`} className="base" />
      {days.map((at) => (
        <rect
          key={at.day}
          x={x(at.day)}
          y={y(at.count)}
          width={Math.min(BAR, Math.max(step - 1, 2))}
          height={HEIGHT - y(at.count)}
        />
      ))}
      <path d={`M${LEFT} ${y(threshold)}H${WIDTH}`} className="threshold" />
      <text x={LEFT - 4} y={y(threshold) + 4} textAnchor="end">
        {number(threshold)}
      </text>
      {labels.map((at) => (
        <text key={at.day} x={x(at.day) + BAR / 2} y={47} textAnchor="middle">
          {Number(at.day.slice(8))}
        </text>
      ))}
    </svg>
  );
}
