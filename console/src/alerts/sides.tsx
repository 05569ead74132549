import { useTranslation } from 'react-i18next';
import type { AlertDetail, LineKind } from '../api/alerts';
import { Card } from '../ui/card';
import { daysOf, partsOf, type LedgerGroup } from './groups';

interface Props {
  readonly alert: AlertDetail;
  readonly groups: readonly LedgerGroup[];
}

/** What speaks for and against the person, as far as the ledger knows: both sides of the same size. */
export function Sides({ alert, groups }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(alert, groups);
  return (
    <Card title={t('alert.sides')} flush>
      <div>
        <div className="sides">
          <Side title={t('alert.for')} facts={facts.for} />
          <Side title={t('alert.against')} facts={facts.against} />
        </div>
        <div className="sides-unknown">
          <h3>{t('alert.unknown')}</h3>
          <p>{t('alert.unknownText')}</p>
        </div>
      </div>
    </Card>
  );
}

function Side({ title, facts }: { readonly title: string; readonly facts: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3>{title}</h3>
      <ul className="dashes">
        {facts.length === 0 && <li>{t('alert.facts.nothing')}</li>}
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}

function useFacts({ ledger, score }: AlertDetail, groups: readonly LedgerGroup[]) {
  const { t } = useTranslation();
  const points = (kind: LineKind) => partsOf(ledger).find((part) => part.kind === kind)?.points ?? 0;
  const count = daysOf(ledger).length;
  const kinds = t('alert.kinds', { count: groups.length });
  const facets = [
    { kind: 'unusual', none: t('alert.facts.notUnusual'), some: 'unusual' },
    { kind: 'sensitive', none: t('alert.facts.notSensitive'), some: 'sensitive' },
    { kind: 'priority-content', none: t('alert.facts.notPriority'), some: 'priority' },
    { kind: 'unallowed-domain', none: t('alert.facts.notDomain'), some: 'domain' },
  ] as const;
  return {
    for: [
      ...facets.flatMap(({ kind, none }) => (points(kind) === 0 ? [none] : [])),
      ...(count === 1 ? [t('alert.facts.oneDay')] : []),
    ],
    against: [
      ...facets.flatMap(({ kind, some }) =>
        points(kind) > 0 ? [t(`alert.facts.${some}`, { points: points(kind), score })] : [],
      ),
      ...(groups.length > 1 && count > 1 ? [t('alert.facts.days', { kinds, count })] : []),
    ],
  };
}
