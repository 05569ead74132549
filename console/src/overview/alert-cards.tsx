import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertsPart } from '../api/overview';
import { paths } from '../app/paths';
import { Card } from '../ui/card';
import { Chart } from '../ui/chart';
import { total, type ChartData } from '../ui/chart-option';
import { useFormat } from '../ui/format';
import { Severity } from '../ui/severity';
import { Empty } from '../ui/states';
import { ageNames, agesSummary, daysSummary } from './summaries';
import { SEVERITIES, sumOf } from './waiting';

// The same shapes as the marks of severity.
const SHAPES = { high: '▲', medium: '◇', low: '▽' } as const;

export function AgesCard({ alerts }: { readonly alerts: AlertsPart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number } = format;
  const columns = ageNames(alerts, t, format);
  const data = useMemo<ChartData>(
    () => ({
      columns: ageNames(alerts, t, format),
      rows: SEVERITIES.map((severity) => ({
        name: `${SHAPES[severity]} ${t(`ui.severity.${severity}`)}`,
        ink: severity,
        values: alerts.ages.map((age) => age[severity]),
      })),
      labels: 'each',
    }),
    [alerts, t, format],
  );
  const open = sumOf(alerts.open);
  const cell = (row: number, column: number) => {
    const severity = SEVERITIES[row];
    const count = severity === undefined ? 0 : (alerts.ages[column]?.[severity] ?? 0);
    if (severity === undefined || count === 0) return undefined;
    const words = { n: number(count), severity: t(`ui.severity.${severity}`), age: columns[column] ?? '' };
    return (
      <Link {...paths.alerts({ severity })} aria-label={t('overview.ages.cell', words)}>
        {number(count)}
      </Link>
    );
  };
  const all = <Link {...paths.alerts()}>{t('overview.ages.open', { n: number(open) })}</Link>;
  return (
    <Card title={t('overview.ages.title')} acts={open === 0 ? undefined : <span className="small">{all}</span>}>
      {open === 0 ? (
        <Empty title={t('overview.ages.none')} text={t('overview.ages.noneText')} />
      ) : (
        <>
          <div className="line counts">
            {SEVERITIES.map((severity) => (
              <Link key={severity} className="count" {...paths.alerts({ severity })}>
                {number(alerts.open[severity])} <Severity level={severity} />
              </Link>
            ))}
          </div>
          <Chart
            name={t('overview.ages.title')}
            data={data}
            summary={agesSummary(alerts, t, format)}
            columnName={t('overview.ages.column')}
            cell={cell}
          />
        </>
      )}
    </Card>
  );
}

export function DaysCard({ alerts }: { readonly alerts: AlertsPart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const data = useMemo<ChartData>(
    () => ({
      columns: alerts.days.map(({ day }) => format.date(day)),
      rows: [
        { name: t('overview.days.opened'), ink: 'accent', values: alerts.days.map(({ opened }) => opened) },
        { name: t('overview.days.decided'), ink: 'other', values: alerts.days.map(({ decided }) => decided) },
      ],
      labels: 'highest',
    }),
    [alerts, t, format],
  );
  const any = data.rows.some(({ values }) => total(values) > 0);
  return (
    <Card title={t('overview.days.title')} note={t('overview.days.note')}>
      {any ? (
        <Chart
          name={t('overview.days.title')}
          data={data}
          summary={daysSummary(alerts, t, format)}
          columnName={t('overview.days.column')}
        />
      ) : (
        <Empty title={t('overview.days.none')} text={t('overview.days.noneText')} />
      )}
      <Volume alerts={alerts} />
    </Card>
  );
}

const WEEK = 7;

/** How many alerts came in a week, beside how many are planned. */
function Volume({ alerts }: { readonly alerts: AlertsPart }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const opened = total(alerts.days.slice(-WEEK).map((day) => day.opened));
  const planned = alerts.planned_a_week;
  if (planned === null) return <p className="meta">{t('overview.days.noPlan', { n: number(opened) })}</p>;
  const words = { n: number(opened), planned: number(planned) };
  return (
    <p className="meta">
      {t('overview.days.ofPlan', words)}{' '}
      {opened > planned && <span className="tag warn">{t('overview.days.abovePlan')}</span>}
    </p>
  );
}
