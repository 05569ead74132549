import { ChevronRightRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AlertDetail, ExplainedGroup, Explanation } from '../api/alerts';
import { paths } from '../app/paths';
import { Card } from '../ui/card';
import { EvidenceBar, useTimes } from '../ui/evidence-bar';
import { useFormat } from '../ui/format';
import { Severity } from '../ui/severity';
import { Empty } from '../ui/states';
import { ScrollArea } from '../ui/scroll-area';
import { DayChart } from './day-chart';
import { DayTable } from './day-table';
import { dateOf, daysOf, KINDS, type LedgerGroup, type Part, sentence } from './groups';
import { Peel } from './peel';
import { NotCounted } from './not-counted';
import type { AlertSearch } from './search';
import { useIndicator } from './use-indicator';

interface Props {
  readonly alert: AlertDetail;
  readonly groups: readonly LedgerGroup[];
  readonly search: AlertSearch;
  /** Comes after the ledger, which is complete without it. */
  readonly explanation: Explanation | undefined;
}

/** The score and the lines that add up to it, by indicator. */
export function Ledger({ alert, groups, search, explanation }: Props) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { score, severity, ledger } = alert;
  const kinds = t('alert.kinds', { count: groups.length });
  const lines = t('alert.lines', { count: ledger.length });
  const most = groups[0]?.points ?? 0;
  const fades = explanation?.fades;
  return (
    <Card title={t('alert.ledger')} note={<Legend groups={groups} />} flush>
      <div>
        <div className="ledger-sum">
          <div>
            <div className="meta">{t('alert.score')}</div>
            <div className="figure">{score}</div>
            <div className="meta">{t('alert.ofHundred')}</div>
          </div>
          <div className="ledger-evidence">
            <div className="meta">{t('alert.evidence')}</div>
            <EvidenceBar times={alert.evidence / 100} />
            <p className="meta">{t('alert.evidenceText')}</p>
          </div>
          <div>
            <Severity level={severity} box />
            <p>
              {t('alert.restsOn')} <strong>{kinds}</strong>,{' '}
              <strong>{t('alert.days', { count: daysOf(ledger).length })}</strong>
            </p>
            <p className="meta">{t('alert.restsOnText')}</p>
          </div>
          {explanation !== undefined && <Peel explanation={explanation} />}
        </div>
        {groups.length === 0 && <Empty title={t('alert.ledgerEmpty')} text={t('alert.ledgerEmptyText')} />}
        {groups.map((group, index) => (
          <Group
            key={group.indicator}
            id={alert.id}
            group={group}
            explained={explanation?.groups.find(({ indicator }) => indicator === group.indicator)}
            policy={alert.policy}
            times={alert.evidence}
            most={most}
            search={search}
            open={index === 0}
          />
        ))}
        <NotCounted alert={alert} search={search} />
        <p className="meta ledger-foot">
          {t('alert.ledgerFoot', { kinds, lines, score })}
          {typeof fades === 'string' && ` ${t('alert.fades', { day: date(fades) })}`}
        </p>
      </div>
    </Card>
  );
}

function Legend({ groups }: { readonly groups: readonly LedgerGroup[] }) {
  const { t } = useTranslation();
  const there = KINDS.filter((kind) => groups.some(({ parts }) => parts.some((part) => part.kind === kind)));
  return (
    <span className="line">
      {there.map((kind) => (
        <span key={kind} className="legend">
          <span className={`part ${kind}`} aria-hidden="true" />
          {t(`alert.kind.${kind}`)}
        </span>
      ))}
    </span>
  );
}

interface GroupProps {
  readonly id: string;
  readonly group: LedgerGroup;
  readonly explained: ExplainedGroup | undefined;
  readonly policy: string;
  /** Evidence of the alert in hundredths of what opens one. */
  readonly times: number;
  readonly most: number;
  readonly search: AlertSearch;
  readonly open: boolean;
}

function Group({ id, group, explained, policy, times, most, search, open }: GroupProps) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { did } = useIndicator();
  const timesOf = useTimes();
  const { days, points, strongest, parts } = group;
  const only = days.length === 1 ? days[0] : undefined;
  const when = only === undefined ? t('alert.onDays', { count: days.length }) : day(dateOf(only.day));
  return (
    <details className="ledger-group" open={open}>
      <summary>
        <strong className="points">{points}</strong>
        <div className="says">
          <p>
            <strong>{did(group)}</strong>, {when}
          </p>
          {explained === undefined ? (
            <p className="meta" lang="en">
              {sentence(strongest.title)}
            </p>
          ) : (
            <Norm explained={explained} day={strongest.day} />
          )}
          <Parts parts={parts} most={most} />
        </div>
        <DayChart days={days} />
        <span className="without">
          {explained === undefined ? (
            <>
              {t('alert.without')} <strong>{strongest.without}</strong>
            </>
          ) : (
            <>
              {t('alert.withoutGroup')} <strong>{explained.without.score}</strong>{' '}
              <span className="nowrap">
                {t('alert.fromTo', { from: timesOf(times), to: timesOf(explained.without.evidence) })}
              </span>
            </>
          )}
        </span>
        <ChevronRightRegular className="chevron" aria-hidden="true" />
      </summary>
      {explained === undefined ? (
        <Lines id={id} group={group} search={search} />
      ) : (
        <DayTable id={id} policy={policy} group={group} explained={explained} search={search} />
      )}
    </details>
  );
}

/** What is usual on the day that weighs most. */
function Norm({ explained, day }: { readonly explained: ExplainedGroup; readonly day: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const one = explained.days.find((at) => at.day === day) ?? explained.days[0];
  if (one === undefined) return null;
  const rate = (hundredths: number) => number(hundredths / 100, { maximumFractionDigits: 2 });
  const peers = rate(one.peers);
  const text = one.own === null ? t('alert.usualPeers', { peers }) : t('alert.usual', { own: rate(one.own), peers });
  return <p className="meta">{text}</p>;
}

function Parts({ parts, most }: { readonly parts: readonly Part[]; readonly most: number }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="parts" aria-hidden="true">
        {parts.map(({ kind, points }) => (
          <span key={kind} className={`part ${kind}`} style={{ width: `${(points / most) * 100}%` }} />
        ))}
      </div>
      <p className="meta">
        {parts.map(({ kind, points }) => t('alert.part', { kind: t(`alert.kind.${kind}`), points })).join(' · ')}
      </p>
    </>
  );
}

function Lines({ id, group, search }: Pick<GroupProps, 'id' | 'group' | 'search'>) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { title } = useIndicator();
  const label = t('alert.linesOf', { indicator: title(group.indicator) });
  return (
    <div className="ledger-lines">
      <ScrollArea label={label}>
        <table className="table">
          <thead>
            <tr>
              <th>{t('alert.day')}</th>
              <th>{t('alert.kindColumn')}</th>
              <th className="right">{t('alert.points')}</th>
              <th className="right">{t('alert.withoutColumn')}</th>
              <th>{t('alert.says')}</th>
            </tr>
          </thead>
          <tbody>
            {group.lines.map((line) => (
              <tr key={`${line.day} ${line.kind}`}>
                <td className="nowrap">
                  <Link
                    {...paths.alert(id, { ...search, day: line.day })}
                    hash="activities"
                    title={t('alert.dayLink', { day: day(dateOf(line.day)) })}
                  >
                    {day(dateOf(line.day))}
                  </Link>
                </td>
                <td className="nowrap">{t(`alert.kind.${line.kind}`)}</td>
                <td className="right">{line.points}</td>
                <td className="right">{line.without}</td>
                <td className="wide" lang="en">
                  {sentence(line.title)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <p className="meta">{t('alert.linesText')}</p>
    </div>
  );
}
