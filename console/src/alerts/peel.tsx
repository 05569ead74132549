import { useTranslation } from 'react-i18next';
import type { Explanation } from '../api/alerts';

const STEPS = 6;
const BAR = 27;
const STEP = 38;
const HEIGHT = 50;
const TOP = 30;

/** The score again when the strongest kinds of activity are taken away one after another, with the score that opens an alert. */
export function Peel({ explanation }: { readonly explanation: Explanation }) {
  const { t } = useTranslation();
  const { standing, peeled, bar } = explanation;
  const scores = [standing, ...peeled].slice(0, STEPS).map(({ score }) => score);
  if (scores.length < 2) return null;
  const width = scores.length * STEP;
  const line = TOP + HEIGHT - (bar / 100) * HEIGHT;
  return (
    <svg
      className="peel"
      viewBox={`0 0 ${width + 44} 96`}
      role="img"
      aria-label={t('alert.peelText', { scores: scores.join(', '), bar })}
    >
      <text x="0" y="10">
        {t('alert.peel')}
      </text>
      {scores.map((score, index) => {
        const height = (score / 100) * HEIGHT;
        const x = index * STEP;
        return (
          <g key={index}>
            <rect
              x={x + 0.5}
              y={TOP + HEIGHT - height}
              width={BAR}
              height={height}
              className={score >= bar ? 'above' : 'below'}
            />
            <text x={x + BAR / 2} y="94" textAnchor="middle">
              {index === 0 ? t('alert.peelAll') : `−${index}`}
            </text>
          </g>
        );
      })}
      <path d={`M0 ${line}H${width}`} className="under" />
      <path d={`M0 ${line}H${width}`} className="opens" />
      {scores.map((score, index) => (
        <text
          key={index}
          x={index * STEP + BAR / 2}
          y={TOP + HEIGHT - (score / 100) * HEIGHT - 4}
          textAnchor="middle"
          className="value"
        >
          {score}
        </text>
      ))}
      <text x={width + 2} y={line + 4} className="opens">
        {t('alert.peelBar', { bar })}
      </text>
    </svg>
  );
}
