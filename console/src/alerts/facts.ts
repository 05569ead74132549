import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { alertsOfQuery, type Alert, type AlertDetail, type Explanation } from '../api/alerts';
import { paths } from '../app/paths';
import { useFormat } from '../ui/format';
import { dateOf, daysOf, partsOf, type LedgerGroup } from './groups';
import type { AlertSearch } from './search';
import { useIndicator } from './use-indicator';

/** A sentence, and where what it says can be seen. */
export interface Fact {
  readonly text: string;
  readonly link?: ReturnType<typeof paths.alert>;
  readonly hash?: string;
}

export interface Facts {
  readonly for: readonly Fact[];
  readonly against: readonly Fact[];
  readonly unknown: readonly Fact[];
}

/** From so many tenths of a bit on a count is far from the norm; below so many it is near. */
const FAR = 80;
const NEAR = 20;
/** Decisions that say that the activity was in order. */
const IN_ORDER: readonly string[] = ['expected-activity', 'authorised', 'false-positive'];

const FACETS = [
  { kind: 'unusual', none: 'notUnusual', some: 'unusual' },
  { kind: 'sensitive', none: 'notSensitive', some: 'sensitive' },
  { kind: 'priority-content', none: 'notPriority', some: 'priority' },
  { kind: 'unallowed-domain', none: 'notDomain', some: 'domain' },
] as const;

/** What speaks for the person and against, and what is not known, from the ledger, its explanation and earlier decisions. */
export function useFacts(
  alert: AlertDetail,
  groups: readonly LedgerGroup[],
  explanation: Explanation | undefined,
  search: AlertSearch,
): Facts {
  const { t } = useTranslation();
  const others = useQuery(alertsOfQuery(alert.person)).data?.alerts ?? [];
  const ledger = useLedgerFacts(alert, groups);
  const norms = useNormFacts(alert, explanation, search);
  const activities = useActivityFacts(explanation);
  const decided = useDecidedFacts(alert, others);
  const asked = { text: t('alert.unknownText') };
  return {
    for: [...decided.for, ...activities.for, ...norms.for, ...ledger.for],
    against: [...decided.against, ...norms.against, ...ledger.against],
    unknown: [asked, ...activities.unknown, ...norms.unknown],
  };
}

function useLedgerFacts({ ledger, score, risk_factors }: AlertDetail, groups: readonly LedgerGroup[]) {
  const { t } = useTranslation();
  const parts = partsOf(ledger);
  const pointsFor = (kind: string) => parts.find((part) => part.kind === kind)?.points ?? 0;
  const count = daysOf(ledger).length;
  const kinds = t('alert.kinds', { count: groups.length });
  return {
    for: [
      ...FACETS.flatMap(({ kind, none }) => (pointsFor(kind) === 0 ? [{ text: t(`alert.facts.${none}`) }] : [])),
      ...(count === 1 ? [{ text: t('alert.facts.oneDay') }] : []),
    ],
    against: [
      ...FACETS.flatMap(({ kind, some }) =>
        pointsFor(kind) > 0 ? [{ text: t(`alert.facts.${some}`, { points: pointsFor(kind), score }) }] : [],
      ),
      ...(groups.length > 1 && count > 1 ? [{ text: t('alert.facts.days', { kinds, count }) }] : []),
      ...(risk_factors.includes('collected-before') ? [{ text: t('alert.facts.collected') }] : []),
    ],
  };
}

function useNormFacts({ id }: AlertDetail, explanation: Explanation | undefined, search: AlertSearch) {
  const { t } = useTranslation();
  const { day, number } = useFormat();
  const { did, title } = useIndicator();
  const strongest = (explanation?.groups ?? []).flatMap(({ indicator, days }) => {
    const [first] = days.toSorted((a, b) => b.surprise - a.surprise);
    return first === undefined ? [] : [{ indicator, days, first }];
  });
  const rate = (hundredths: number) => number(hundredths / 100, { maximumFractionDigits: 2 });
  const far = strongest
    .filter(({ first }) => first.surprise >= FAR && first.own !== null)
    .slice(0, 3)
    .map(({ indicator, first }) => ({
      text: t('alert.facts.far', {
        did: did({ indicator, count: first.count }),
        day: day(dateOf(first.day)),
        own: rate(first.own ?? 0),
        peers: rate(first.peers),
      }),
      link: paths.alert(id, { ...search, day: first.day }),
      hash: 'activities',
    }));
  const near = strongest
    .filter(({ first }) => first.surprise < NEAR)
    .map(({ indicator }) => ({ text: t('alert.facts.near', { indicator: title(indicator) }) }));
  const unknown = strongest.filter(({ days }) => days.some(({ own }) => own === null)).slice(0, 1);
  return { for: near, against: far, unknown: unknown.map(() => ({ text: t('alert.facts.ownUnknown') })) };
}

function useActivityFacts(explanation: Explanation | undefined) {
  const { t } = useTranslation();
  const activities = explanation?.activities;
  if (!activities) return { for: [], unknown: [] };
  const blocked = activities.outcomes.find(({ name }) => name === 'blocked')?.count ?? 0;
  const unread = activities.outcomes.find(({ name }) => name === 'unknown')?.count ?? 0;
  const sources = activities.sources.map(({ name }) => name).join(', ');
  const { counted } = activities;
  return {
    for: blocked > 0 ? [{ text: t('alert.facts.blocked', { blocked, count: counted }) }] : [],
    unknown: [
      ...(counted > 0 && activities.sensitive === 0 ? [{ text: t('alert.facts.contentUnknown') }] : []),
      ...(unread > 0 ? [{ text: t('alert.facts.outcomeUnknown', { count: unread }) }] : []),
      ...(sources === '' ? [] : [{ text: t('alert.facts.sources', { sources }) }]),
      ...(activities.complete ? [] : [{ text: t('alert.facts.notAll', { count: counted }) }]),
    ],
  };
}

function useDecidedFacts({ id, person }: AlertDetail, others: readonly Alert[]) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const linked = ({ id }: Alert) => paths.alert(id, { status: 'all', person });
  const facts = (kind: 'confirmed' | 'inOrder', alerts: readonly Alert[]): Fact[] =>
    alerts.flatMap((other) =>
      other.decision === null || other.id === id
        ? []
        : [{ text: t(`alert.facts.${kind}`, { day: day(new Date(other.decision.at)) }), link: linked(other) }],
    );
  return {
    for: facts(
      'inOrder',
      others.filter(({ decision }) => IN_ORDER.includes(decision?.reason ?? '')),
    ),
    against: facts(
      'confirmed',
      others.filter(({ decision }) => decision?.kind === 'confirmed'),
    ),
  };
}
