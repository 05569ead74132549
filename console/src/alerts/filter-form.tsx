import { Button, Field, Input, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../api/viewer';
import { useChoices } from '../components/use-choices';
import { useWho } from '../decisions/use-who';
import { Choice } from '../ui/choice';
import { ASSIGNEES, parseQueueSearch, RISK_FACTORS, SEVERITIES, STATUSES, type QueueSearch } from './search';
import { useIndicator } from './use-indicator';

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
  const { title } = useIndicator();
  const { others } = useWho();
  const { policies = [], triggers = [], units = [] } = useChoices() ?? {};
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
          options={[any, ...policies.map((name) => ({ id: name, text: name }))]}
        />
      )}
      {viewer.kind === 'account' && (
        <Choice
          label={t('alerts.filter.assignee')}
          value={search.assignee ?? ANY}
          onChange={(value) => change('assignee', value)}
          options={[
            any,
            ...ASSIGNEES.map((id) => ({ id, text: t(`alerts.filter.assignees.${id}`) })),
            ...others.map(({ account, name }) => ({ id: account, text: name })),
          ]}
        />
      )}
      {triggers.length > 0 && (
        <Choice
          label={t('alerts.filter.trigger')}
          value={search.trigger ?? ANY}
          onChange={(value) => change('trigger', value)}
          options={[any, ...triggers.map((id) => ({ id, text: title(id) }))]}
        />
      )}
      <Choice
        label={t('alerts.filter.factor')}
        value={search.factor ?? ANY}
        onChange={(value) => change('factor', value)}
        options={[any, ...RISK_FACTORS.map((id) => ({ id, text: t(`alerts.factor.${id}`) }))]}
      />
      {units.length > 0 && (
        <Choice
          label={t('alerts.filter.unit')}
          value={search.unit ?? ANY}
          onChange={(value) => change('unit', value)}
          options={[any, ...units.map(({ id, name }) => ({ id, text: name }))]}
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
