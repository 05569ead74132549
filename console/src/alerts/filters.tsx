import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { AddRegular, ColumnTripleRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { policiesQuery } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';
import { COLUMNS, joinColumns, parseColumns, parseQueueSearch, SEVERITIES, STATUSES, type QueueSearch } from './search';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

const ANY = '';

/** The filters that are set, in words, with the search that is left when one is taken away. */
export function useFilterChips(search: QueueSearch) {
  const { t } = useTranslation();
  const { status = 'needs-review', severity, policy } = search;
  return [
    {
      name: t('alerts.filter.status'),
      value: status === 'all' ? undefined : t(`alerts.status.${status}`),
      without: { ...search, status: 'all' as const },
    },
    {
      name: t('alerts.filter.severity'),
      value: severity === undefined ? undefined : t(`ui.severity.${severity}`),
      without: parseQueueSearch({ ...search, severity: undefined }),
    },
    { name: t('alerts.filter.policy'), value: policy, without: parseQueueSearch({ ...search, policy: undefined }) },
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
      <FilterMenu search={search} onSearch={onSearch} />
    </div>
  );
}

function FilterMenu({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const mayListPolicies = mayDo(useViewer(), 'list-policies');
  const policies = useQuery({ ...policiesQuery, enabled: mayListPolicies }).data?.policies ?? [];
  const { status = 'needs-review', severity = ANY, policy = ANY } = search;
  // The address decides what a value means: what it does not know is as if it were not set.
  const change = (name: string, value: string | undefined) => onSearch(parseQueueSearch({ ...search, [name]: value }));
  return (
    <Menu
      checkedValues={{ status: [status], severity: [severity], policy: [policy] }}
      onCheckedValueChange={(_, { name, checkedItems }) => change(name, checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button className="filter-add" size="small" icon={<AddRegular />}>
          {t('alerts.filter.add')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <Choices name="status" title={t('alerts.filter.status')}>
            {(['all', ...STATUSES] as const).map((id) => ({ id, text: t(`alerts.status.${id}`) }))}
          </Choices>
          <Choices name="severity" title={t('alerts.filter.severity')}>
            {[
              { id: ANY, text: t('alerts.filter.any') },
              ...SEVERITIES.map((id) => ({ id, text: t(`ui.severity.${id}`) })),
            ]}
          </Choices>
          {policies.length > 0 && (
            <Choices name="policy" title={t('alerts.filter.policy')}>
              {[{ id: ANY, text: t('alerts.filter.any') }, ...policies.map(({ name }) => ({ id: name, text: name }))]}
            </Choices>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface ChoicesProps {
  readonly name: string;
  readonly title: string;
  readonly children: readonly { readonly id: string; readonly text: string }[];
}

function Choices({ name, title, children }: ChoicesProps) {
  return (
    <MenuGroup>
      <MenuGroupHeader>{title}</MenuGroupHeader>
      {children.map(({ id, text }) => (
        <MenuItemRadio key={id} name={name} value={id}>
          {text}
        </MenuItemRadio>
      ))}
    </MenuGroup>
  );
}

export function ColumnMenu({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const change = (columns: readonly string[]) =>
    onSearch(parseQueueSearch({ ...search, columns: joinColumns(columns) }));
  return (
    <Menu
      checkedValues={{ columns: [...parseColumns(search.columns)] }}
      onCheckedValueChange={(_, { checkedItems }) => change(checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<ColumnTripleRegular />}>
          {t('alerts.columns')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {COLUMNS.map((id) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {t(`alerts.column.${id}`)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
