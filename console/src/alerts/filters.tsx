import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../components/use-choices';
import { useWho } from '../decisions/use-who';
import { useFormat } from '../ui/format';
import { FilterForm } from './filter-form';
import { parseQueueSearch, type QueueSearch } from './search';
import { useIndicator } from './use-indicator';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

/** The filters that are set, in words, with the search that is left when one is taken away. */
export function useFilterChips(search: QueueSearch) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const {
    status = 'needs-review',
    severity,
    policy,
    assignee,
    trigger,
    factor,
    unit,
    find,
    overdue,
    from,
    to,
    person,
  } = search;
  const { title } = useIndicator();
  const { assigneeOf } = useWho();
  const units = useChoices()?.units ?? [];
  const dayOf = (date: string | undefined) => (date === undefined ? undefined : day(new Date(`${date}T12:00:00`)));
  const without = (name: keyof QueueSearch) => parseQueueSearch({ ...search, [name]: undefined });
  return [
    {
      name: t('alerts.filter.status'),
      value: status === 'all' ? undefined : t(`alerts.status.${status}`),
      without: { ...search, status: 'all' as const },
    },
    {
      name: t('alerts.filter.severity'),
      value: severity === undefined ? undefined : t(`ui.severity.${severity}`),
      without: without('severity'),
    },
    { name: t('alerts.filter.policy'), value: policy, without: without('policy') },
    {
      name: t('alerts.filter.assignee'),
      value: assignee === undefined ? undefined : assigneeOf(assignee),
      without: without('assignee'),
    },
    {
      name: t('alerts.filter.trigger'),
      value: trigger === undefined ? undefined : title(trigger),
      without: without('trigger'),
    },
    {
      name: t('alerts.filter.factor'),
      value: factor === undefined ? undefined : t(`alerts.factor.${factor}`),
      without: without('factor'),
    },
    {
      name: t('alerts.filter.unit'),
      value: unit === undefined ? undefined : (units.find(({ id }) => id === unit)?.name ?? unit),
      without: without('unit'),
    },
    { name: t('alerts.filter.find'), value: find, without: without('find') },
    {
      name: t('alerts.filter.due'),
      value: overdue === undefined ? undefined : t('alerts.filter.overdue'),
      without: without('overdue'),
    },
    { name: t('alerts.filter.from'), value: dayOf(from), without: without('from') },
    { name: t('alerts.filter.to'), value: dayOf(to), without: without('to') },
    { name: t('alerts.filter.person'), value: person, without: without('person') },
  ].flatMap(({ value, ...chip }) => (value === undefined ? [] : [{ value, ...chip }]));
}

export function Filters({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const chips = useFilterChips(search);
  return (
    <div className="line" role="group" aria-label={t('alerts.filter.name')}>
      {chips.map(({ name, value, without }) => (
        <span key={name} className="filter-chip">
          <span>{name}:</span>
          <strong>{value}</strong>
          <button
            type="button"
            aria-label={t('alerts.filter.remove', { filter: `${name}: ${value}` })}
            onClick={() => onSearch(without)}
          >
            <DismissRegular aria-hidden="true" />
          </button>
        </span>
      ))}
      <FilterForm search={search} onSearch={onSearch} />
    </div>
  );
}
