import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExplainedDay, ExplainedGroup } from '../api/alerts';
import { paths } from '../app/paths';
import { useFormat } from '../ui/format';
import { ScrollArea } from '../ui/scroll-area';
import { dateOf, pointsOf, type LedgerGroup } from './groups';
import type { AlertSearch } from './search';
import { Tuning } from './tuning';
import { useIndicator } from './use-indicator';

interface Props {
  readonly id: string;
  readonly policy: string;
  readonly group: LedgerGroup;
  readonly explained: ExplainedGroup;
  readonly search: AlertSearch;
}

const FACETS = ['sensitive', 'priority', 'unallowed'] as const;

/** The days of one kind of activity: how much, against which norm and threshold, and the points of the day. */
export function DayTable({ id, policy, group, explained, search }: Props) {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const { title } = useIndicator();
  const label = t('alert.linesOf', { indicator: title(group.indicator) });
  const facets = FACETS.filter((facet) => explained.days.some((one) => one[facet] > 0));
  const rate = (hundredths: number) => number(hundredths / 100, { maximumFractionDigits: 2 });
  const own = (one: ExplainedDay) => (one.own === null ? t('alert.ownUnknown') : rate(one.own));
  const pointsOn = (at: string) => pointsOf(group.lines.filter((line) => line.day === at));
  return (
    <div className="ledger-lines">
      <ScrollArea label={label}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('alert.day')}</th>
              <th className="right">{t('alert.count')}</th>
              {facets.map((facet) => (
                <th key={facet} className="right">
                  {t(`alert.facet.${facet}`)}
                </th>
              ))}
              <th>{t('alert.reached')}</th>
              <th className="right">{t('alert.own')}</th>
              <th className="right">{t('alert.peers')}</th>
              <th className="right">{t('alert.surprise')}</th>
              <th className="right">{t('alert.points')}</th>
            </tr>
          </thead>
          <tbody>
            {explained.days.map((one) => (
              <tr key={one.day}>
                <td className="nowrap">
                  <Link
                    {...paths.alert(id, { ...search, day: one.day })}
                    hash="activities"
                    title={t('alert.dayLink', { day: day(dateOf(one.day)) })}
                  >
                    {day(dateOf(one.day))}
                  </Link>
                </td>
                <td className="right">{number(one.count)}</td>
                {facets.map((facet) => (
                  <td key={facet} className="right">
                    {number(one[facet])}
                  </td>
                ))}
                <td className="nowrap">
                  {t(`alert.reachedLevel.${one.reached}`, { threshold: number(one.threshold) })}
                </td>
                <td className="right">{own(one)}</td>
                <td className="right">{rate(one.peers)}</td>
                <td className="right">{t('alert.bits', { bits: number(one.surprise / 10) })}</td>
                <td className="right">{pointsOn(one.day) || t('alert.belowPoint')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <div className="line">
        <p className="meta">{t('alert.daysText')}</p>
        <Tuning policy={policy} indicator={group.indicator} />
      </div>
    </div>
  );
}
