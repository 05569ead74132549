import { useTranslation } from 'react-i18next';
import { useIndicator } from '../alerts/use-indicator';
import type { PersonDetail } from '../api/persons';
import { useFormat } from '../ui/format';
import { daysBetween, radius, weekends, type Bubble, type Kind, type Plot } from './plot';

const WIDTH = 960;
const HEIGHT = 316;
const LEFT = 34;
const RIGHT = 18;
const TOP = 44;
const FOOT = 24;
const BOTTOM = HEIGHT - FOOT;
const SCORES = [0, 25, 50, 75, 100];
/** The scores from which an alert is of medium and of high severity. */
const LEVELS = [34, 67];

interface Props {
  readonly person: PersonDetail;
  readonly plot: Plot;
  readonly summary: string;
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** Time against score: what scores by kind, facts about the employment, weekends. The table beside it says the same. */
export function Drawing({ person: { from, to }, plot, summary, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { title } = useIndicator();
  const days = daysBetween(from, to) + 1;
  const step = (WIDTH - LEFT - RIGHT) / days;
  const x = (day: string) => LEFT + (daysBetween(from, day) + 0.5) * step;
  const y = (score: number) => BOTTOM - (score / 100) * (BOTTOM - TOP);
  const most = plot.bubbles.reduce((most, { count }) => Math.max(most, count), 0);
  const said = (one: Bubble) =>
    t('persons.bubble', {
      day: date(one.day),
      kind: t(`persons.kinds.${one.kind}`),
      n: number(one.count),
      score: one.score,
      what: one.indicators.map(title).join(', '),
    });
  const each = Math.max(1, Math.ceil(days / 16));
  const labels = Array.from({ length: Math.ceil(days / each) }, (_, at) => dayAt(from, at * each));
  return (
    <svg className="person-plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={summary}>
      {weekends(from, days).map(({ at, length }) => (
        <rect key={at} className="weekend" x={LEFT + at * step} y={TOP} width={length * step} height={BOTTOM - TOP} />
      ))}
      {SCORES.map((score) => (
        <g key={score}>
          <path className="grid" d={`M${LEFT} ${y(score)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 6} y={y(score) + 4} textAnchor="end">
            {score}
          </text>
        </g>
      ))}
      {LEVELS.map((score) => (
        <path key={score} className="level" d={`M${LEFT} ${y(score)}H${WIDTH - RIGHT}`} />
      ))}
      {labels.map((day) => (
        <text key={day} x={x(day)} y={HEIGHT - 6} textAnchor="middle">
          {date(day)}
        </text>
      ))}
      {plot.marks.map(({ day, indicators }, index) => (
        <g key={day} className="mark">
          <path d={`M${x(day)} ${16 + (index % 3) * 13}V${BOTTOM}`} />
          <text
            x={x(day)}
            y={12 + (index % 3) * 13}
            textAnchor={x(day) > WIDTH * 0.7 ? 'end' : x(day) < WIDTH * 0.3 ? 'start' : 'middle'}
          >
            {indicators.map(title).join(', ')}
          </text>
        </g>
      ))}
      {plot.bubbles.map((one) => (
        // A picture of many bubbles is one stop for the keyboard each: the day behind it is listed below.
        <g
          key={`${one.day} ${one.kind}`}
          className="bubble"
          data-kind={one.kind}
          data-chosen={one.day === chosen ? '' : undefined}
          role="button"
          tabIndex={0}
          aria-label={said(one)}
          aria-pressed={one.day === chosen}
          onClick={() => onChoose(one.day)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            onChoose(one.day);
          }}
        >
          <title>{said(one)}</title>
          <Shape kind={one.kind} x={x(one.day)} y={y(one.score)} size={radius(one.count, most)} />
        </g>
      ))}
    </svg>
  );
}

function dayAt(from: string, days: number): string {
  return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}

interface ShapeProps {
  readonly kind: Kind;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Each kind has a shape of its own, so that no colour need be told from another. */
export function Shape({ kind, x, y, size }: ShapeProps) {
  const half = size * 0.9;
  switch (kind) {
    case 'collection':
      return <circle cx={x} cy={y} r={size} />;
    case 'obfuscation':
      return <rect x={x - half} y={y - half} width={2 * half} height={2 * half} rx="1.5" />;
    case 'exfiltration':
      return <path d={`M${x} ${y - size * 1.15}L${x + size * 1.1} ${y + half}H${x - size * 1.1}Z`} />;
    case 'deletion':
      return <path d={`M${x} ${y + size * 1.15}L${x + size * 1.1} ${y - half}H${x - size * 1.1}Z`} />;
    case 'security':
      return (
        <path d={`M${x} ${y - size * 1.2}L${x + size * 1.2} ${y}L${x} ${y + size * 1.2}L${x - size * 1.2} ${y}Z`} />
      );
    case 'access':
      return <circle className="hollow" cx={x} cy={y} r={size} />;
  }
}
