import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery, RULE_NAME_AT_MOST, unitsQuery, type AssignmentRule } from '../api/assignment-rules';
import { policiesQuery } from '../api/policies';
import { Choice } from '../ui/choice';
import { TextField } from '../ui/text-field';

interface Props {
  readonly pending: boolean;
  /** Saves the rule at the end of the list; `done` empties the form. */
  readonly onAdd: (rule: AssignmentRule, done: () => void) => void;
}

const SEVERITIES = ['high', 'medium', 'low'] as const;
const ANY = '';

/** A rule that comes to the end of the list. */
export function RuleForm({ pending, onAdd }: Props) {
  const { t } = useTranslation();
  const units = useQuery(unitsQuery).data ?? [];
  const policies = useQuery(policiesQuery).data?.policies ?? [];
  const accounts = useQuery(accountsQuery).data ?? [];
  const [name, setName] = useState('');
  const [unit, setUnit] = useState(ANY);
  const [policy, setPolicy] = useState(ANY);
  const [severity, setSeverity] = useState(ANY);
  const [assignee, setAssignee] = useState(ANY);
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    const rule: AssignmentRule = {
      name: name.trim(),
      unit: unit === ANY ? null : unit,
      policy: policy === ANY ? null : policy,
      severity: SEVERITIES.find((known) => known === severity) ?? null,
      assignee,
      problem: null,
    };
    onAdd(rule, () => setName(''));
  };
  const any = { id: ANY, text: t('assignment.any') };
  const humans = accounts.filter(({ kind }) => kind === 'human');
  return (
    <form className="form narrow" onSubmit={onSubmit}>
      <TextField
        label={t('assignment.name')}
        hint={t('assignment.nameHint')}
        maxLength={RULE_NAME_AT_MOST}
        value={name}
        onChange={setName}
      />
      <Choice
        label={t('assignment.unit')}
        value={unit}
        onChange={setUnit}
        options={[any, ...units.map(({ id, name: text }) => ({ id, text }))]}
      />
      <Choice
        label={t('assignment.policy')}
        value={policy}
        onChange={setPolicy}
        options={[any, ...policies.map((known) => ({ id: known.name, text: known.name }))]}
      />
      <Choice
        label={t('assignment.severity')}
        value={severity}
        onChange={setSeverity}
        options={[any, ...SEVERITIES.map((id) => ({ id, text: t(`ui.severity.${id}`) }))]}
      />
      <Choice
        label={t('assignment.assignee')}
        value={assignee}
        onChange={setAssignee}
        options={[
          { id: ANY, text: t('assignment.choose') },
          ...humans.map(({ id, display_name: text }) => ({ id, text })),
        ]}
      />
      <p className="meta">{t('assignment.follows')}</p>
      <Button type="submit" disabled={pending || name.trim() === '' || assignee === ANY}>
        {t('assignment.add')}
      </Button>
    </form>
  );
}
