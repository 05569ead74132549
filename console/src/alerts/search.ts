import type { AlertFilters, AlertStatus, RiskFactor } from '../api/alerts';
import type { SeverityLevel } from '../ui/severity';

export const STATUSES = ['needs-review', 'confirmed', 'dismissed', 'resolved'] as const satisfies AlertStatus[];
export const SEVERITIES = ['high', 'medium', 'low'] as const satisfies SeverityLevel[];

export const RISK_FACTORS = [
  'unusual',
  'sensitive',
  'priority-content',
  'unallowed-domain',
  'collected-before',
  'repeated-exfiltration',
] as const satisfies RiskFactor[];

/** Whose alerts: the viewer's, those that nobody was given, or those of an account. */
export const ASSIGNEES = ['me', 'none'] as const;

/** Fewer letters the server does not search for. */
export const SEARCH_AT_LEAST = 2;
const SEARCH_AT_MOST = 100;

/** Columns that can be chosen, from left to right. Whom an alert is about is always there. */
export const COLUMNS = [
  'severity',
  'score',
  'evidence',
  'insights',
  'trigger',
  'factors',
  'status',
  'first',
  'last',
  'due',
] as const;
export type ColumnId = (typeof COLUMNS)[number];
const COLUMNS_AT_FIRST: readonly ColumnId[] = ['severity', 'score', 'evidence', 'due'];

/** What the address of the queue says. Without a status it is the alerts that need review. */
export interface QueueSearch {
  readonly status?: AlertStatus | 'all';
  readonly severity?: SeverityLevel;
  readonly policy?: string;
  readonly assignee?: string;
  /** Indicator id of the most recent trigger. */
  readonly trigger?: string;
  readonly factor?: RiskFactor;
  /** Id of an admin unit. */
  readonly unit?: string;
  /** Part of a pseudonym, an id, an assignee's name, or words of a note. */
  readonly find?: string;
  /** Only what waits longer than its severity allows. */
  readonly overdue?: true;
  /** First and last day of the last activity. */
  readonly from?: string;
  readonly to?: string;
  /** Pseudonym. */
  readonly person?: string;
  /** Ids of columns with commas between them. */
  readonly columns?: string;
  /** The saved view that was opened. */
  readonly view?: string;
  /** The alert whose row is the current one. */
  readonly at?: string;
}

/** What the address of an alert says: its queue, and the day whose activities are listed. */
export interface AlertSearch extends QueueSearch {
  readonly day?: string;
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whose alerts or cases an address means. */
export function assigneeIn(value: unknown): string | undefined {
  const said = text(value);
  return said !== undefined && (oneOf(ASSIGNEES, said) ?? /^account-[0-9a-f]{32}$/.test(said)) ? said : undefined;
}

/** What can be searched for. A text of digits comes out of an address as a number. */
function found(value: unknown): string | undefined {
  const said = typeof value === 'number' ? String(value) : text(value)?.trim();
  const length = said?.length ?? 0;
  return length >= SEARCH_AT_LEAST && length <= SEARCH_AT_MOST ? said : undefined;
}

/** A day between 1990 and 2100, such as `2026-11-17`: the years that the server knows. */
function dayIn(value: unknown): string | undefined {
  const day = text(value);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day < '1990' || day >= '2100') return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

/** An object without the entries that say nothing, so that they do not stand in the address. */
function only<T extends object>(entries: { [K in keyof T]: T[K] | undefined }): Partial<T>;
function only(entries: object): object {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

export function parseQueueSearch(search: Record<string, unknown>): QueueSearch {
  const columns = text(search['columns']);
  return only<Required<QueueSearch>>({
    status: oneOf(['all', ...STATUSES] as const, search['status']),
    severity: oneOf(SEVERITIES, search['severity']),
    policy: text(search['policy']),
    assignee: assigneeIn(search['assignee']),
    trigger: text(search['trigger']),
    factor: oneOf(RISK_FACTORS, search['factor']),
    unit: text(search['unit']),
    find: found(search['find']),
    overdue: search['overdue'] === true ? true : undefined,
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    person: text(search['person']),
    columns: columns === undefined ? undefined : joinColumns(parseColumns(columns)),
    view: text(search['view']),
    at: text(search['at']),
  });
}

export function parseAlertSearch(search: Record<string, unknown>): AlertSearch {
  const day = dayIn(search['day']);
  return { ...parseQueueSearch(search), ...(day === undefined ? {} : { day }) };
}

export function filtersOf({ status = 'needs-review', ...search }: QueueSearch): AlertFilters {
  const { severity, policy, assignee, trigger, factor, unit, find, overdue, from, to, person } = search;
  return only<Required<AlertFilters>>({
    status: status === 'all' ? undefined : status,
    severity,
    policy,
    assignee,
    trigger,
    risk_factor: factor,
    unit,
    search: find,
    overdue,
    from,
    to,
    person,
  });
}

/** The columns that an address names, in the order of {@link COLUMNS}; a name that is not known counts for nothing. */
export function parseColumns(columns: string | undefined): readonly ColumnId[] {
  if (columns === undefined) return COLUMNS_AT_FIRST;
  const named = columns.split(',');
  return COLUMNS.filter((id) => named.includes(id));
}

/** How columns stand in the address; nothing for those that are there at first. `none` is no column at all. */
export function joinColumns(columns: readonly string[]): string | undefined {
  const known = COLUMNS.filter((id) => columns.includes(id)).join(',');
  if (known === COLUMNS_AT_FIRST.join(',')) return undefined;
  return known === '' ? 'none' : known;
}
