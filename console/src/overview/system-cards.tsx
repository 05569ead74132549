import { CheckmarkRegular, DismissCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { HealthPart, SourcePart } from '../api/overview';
import { Card } from '../ui/card';
import { useFormat } from '../ui/format';
import { Moment } from '../ui/moment';
import { Empty } from '../ui/states';

// Up to two days are said in hours.
const HOURS = 48;

/** What arrives, the silent sources first. */
export function SourcesCard({ sources }: { readonly sources: readonly SourcePart[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const silent = sources.filter(({ silent_hours: hours }) => hours !== null);
  const others = sources.filter(({ silent_hours: hours }) => hours === null);
  const tag = <span className="tag warn">{t('overview.sources.silent', { n: number(silent.length) })}</span>;
  return (
    <Card title={t('overview.sources.title')} acts={silent.length === 0 ? undefined : tag} flush>
      {sources.length === 0 && <Empty title={t('overview.sources.none')} text={t('overview.sources.noneText')} />}
      <ul className="lines">
        {[...silent, ...others].map((source) => (
          <SourceLine key={source.source} source={source} />
        ))}
      </ul>
    </Card>
  );
}

function SourceLine({ source }: { readonly source: SourcePart }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { silent_hours: hours, last_record: last } = source;
  const days = Math.floor((hours ?? 0) / 24);
  const inHours = hours !== null && hours < HOURS;
  const quiet = hours !== null || last === null;
  const Icon = quiet ? WarningRegular : CheckmarkRegular;
  const silence = inHours
    ? t('overview.sources.hours', { count: hours, n: number(hours) })
    : t('overview.sources.days', { count: days, n: number(days) });
  const counts = { accepted: number(source.accepted), rejected: number(source.rejected) };
  return (
    <li className={quiet ? 'warn' : 'ok'}>
      <Icon aria-hidden="true" />
      <div>
        {source.source}
        {hours !== null && <strong> · {silence}</strong>}
        <span className="meta">
          {last === null ? (
            t('overview.sources.never')
          ) : (
            <>
              {t('overview.sources.last')} <Moment at={last} />
            </>
          )}
        </span>
        <span className="meta">{t('overview.sources.counts', counts)}</span>
      </div>
    </li>
  );
}

/** What the server checks of itself, the failed first. */
export function HealthCard({ health }: { readonly health: readonly HealthPart[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const failed = health.filter(({ ok }) => !ok);
  const held = health.filter(({ ok }) => ok);
  const tag = <span className="tag urgent">{t('overview.health.failed', { n: number(failed.length) })}</span>;
  return (
    <Card title={t('overview.health.title')} acts={failed.length === 0 ? undefined : tag} flush>
      {health.length === 0 && <Empty title={t('overview.health.none')} text={t('overview.health.noneText')} />}
      <ul className="lines">
        {failed.map((check) => (
          <HealthLine key={check.condition} check={check} />
        ))}
      </ul>
      {held.length > 0 && (
        <details className="held">
          <summary>
            <CheckmarkRegular aria-hidden="true" />
            {t('overview.health.ok', { count: held.length, n: number(held.length) })}
          </summary>
          <ul className="lines">
            {held.map((check) => (
              <HealthLine key={check.condition} check={check} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function HealthLine({ check: { condition, ok, detail } }: { readonly check: HealthPart }) {
  const Icon = ok ? CheckmarkRegular : DismissCircleRegular;
  return (
    <li className={ok ? 'ok' : 'late'}>
      <Icon aria-hidden="true" />
      <div>
        {condition}
        <span className="meta">{detail}</span>
      </div>
    </li>
  );
}
