import { Button, Field, Input, Popover, PopoverSurface, PopoverTrigger, Select } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { policiesQuery } from '../api/alerts';
import { mayDo, useViewer } from '../api/viewer';
import { ASSIGNEES, parseQueueSearch, SEVERITIES, STATUSES, type QueueSearch } from './search';

interface Props {
  readonly search: QueueSearch;
  readonly onSearch: (search: QueueSearch) => void;
}

const ANY = '';

/** All filters in one place. Each acts as soon as it is changed, and stands in the address. */
export function FilterForm({ search, onSearch }: Props) {
  const { t } = useTranslation();
  return (
    <Popover trapFocus positioning="below-start">
      <PopoverTrigger disableButtonEnhancement>
        <Button className="filter-add" size="small" icon={<AddRegular />}>
          {t('alerts.filter.add')}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t('alerts.filter.name')}>
        <Fields search={search} onSearch={onSearch} />
      </PopoverSurface>
    </Popover>
  );
}

function Fields({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const mayListPolicies = mayDo(viewer, 'list-policies');
  const policies = useQuery({ ...policiesQuery, enabled: mayListPolicies }).data?.policies ?? [];
  // The address decides what a value means: what it does not know is as if it were not set.
  const change = (name: keyof QueueSearch, value: string | boolean) =>
    onSearch(parseQueueSearch({ ...search, [name]: value }));
  const any = { id: ANY, text: t('alerts.filter.any') };
  return (
    <div className="filter-form">
      <Choice
        label={t('alerts.filter.status')}
        value={search.status ?? 'needs-review'}
        onChange={(value) => change('status', value)}
        options={(['all', ...STATUSES] as const).map((id) => ({ id, text: t(`alerts.status.${id}`) }))}
      />
      <Choice
        label={t('alerts.filter.severity')}
        value={search.severity ?? ANY}
        onChange={(value) => change('severity', value)}
        options={[any, ...SEVERITIES.map((id) => ({ id, text: t(`ui.severity.${id}`) }))]}
      />
      {policies.length > 0 && (
        <Choice
          label={t('alerts.filter.policy')}
          value={search.policy ?? ANY}
          onChange={(value) => change('policy', value)}
          options={[any, ...policies.map(({ name }) => ({ id: name, text: name }))]}
        />
      )}
      {viewer.kind === 'account' && (
        <Choice
          label={t('alerts.filter.assignee')}
          value={search.assignee ?? ANY}
          onChange={(value) => change('assignee', value)}
          options={[any, ...ASSIGNEES.map((id) => ({ id, text: t(`alerts.filter.assignees.${id}`) }))]}
        />
      )}
      <Choice
        label={t('alerts.filter.due')}
        value={search.overdue === true ? 'late' : ANY}
        onChange={(value) => change('overdue', value !== ANY)}
        options={[any, { id: 'late', text: t('alerts.filter.overdue') }]}
      />
      <Day
        label={t('alerts.filter.from')}
        value={search.from}
        max={search.to}
        onChange={(day) => change('from', day)}
      />
      <Day label={t('alerts.filter.to')} value={search.to} min={search.from} onChange={(day) => change('to', day)} />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

function Choice({ label, value, onChange, options }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {options.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChange: (day: string) => void;
}

/** The field keeps what is typed: while a year is half there, the address does not have it. */
function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <Field label={label}>
      <Input
        type="date"
        defaultValue={value ?? ''}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  );
}
