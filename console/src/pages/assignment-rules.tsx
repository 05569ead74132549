import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  accountsQuery,
  assignmentRulesQuery,
  changeAssignmentRules,
  reviewPlanQuery,
  RULES_AT_MOST,
  unitsQuery,
  type AssignmentRules as Rules,
} from '../api/assignment-rules';
import { PlanForm } from '../assignment/plan-form';
import { RuleForm } from '../assignment/rule-form';
import { RuleTable } from '../assignment/rule-table';
import { ProblemLine } from '../components/problem';
import { Region } from '../components/region';
import { useAct } from '../components/use-act';
import { Card } from '../ui/card';
import { PageHead } from '../ui/page-head';
import { Empty } from '../ui/states';

export default function AssignmentRules() {
  const { t } = useTranslation();
  const query = useQuery(assignmentRulesQuery);
  const names = new Map(
    [
      (useQuery(unitsQuery).data ?? []).map(({ id, name }) => [id, name] as const),
      (useQuery(accountsQuery).data ?? []).map(({ id, display_name: name }) => [id, name] as const),
    ].flat(),
  );
  // Also after a conflict: whoever changes the rules again must have seen them as they are.
  const { mutate, error, isPending } = useAct(changeAssignmentRules, {
    changes: assignmentRulesQuery.queryKey,
    said: t('assignment.saved'),
  });
  const change = (rules: Rules, done?: () => void) =>
    mutate(rules, { onSuccess: () => done?.(), onError: () => void query.refetch() });
  const empty = <Empty title={t('assignment.empty')} text={t('assignment.emptyText')} />;
  const known = query.data;
  const plan = useQuery(reviewPlanQuery);
  return (
    <>
      <PageHead title={t('assignment.title')} lead={t('assignment.lead')} />
      <ProblemLine error={error} />
      <div className="columns">
        <Card title={t('assignment.rules')} note={t('assignment.order')} flush>
          <Region query={query} empty={{ when: ({ rules }) => rules.length === 0, show: empty }}>
            {({ version, rules }) => (
              <RuleTable
                rules={rules}
                nameOf={(id) => names.get(id) ?? id}
                pending={isPending}
                onRules={(next) => change({ version, rules: [...next] })}
              />
            )}
          </Region>
        </Card>
        <div className="stack">
          {known !== undefined && known.rules.length < RULES_AT_MOST && (
            <Card title={t('assignment.new')}>
              <RuleForm
                pending={isPending}
                onAdd={(rule, done) => change({ version: known.version, rules: [...known.rules, rule] }, done)}
              />
            </Card>
          )}
          <Card title={t('assignment.plan')}>
            <Region query={plan}>{({ alerts_a_week: planned }) => <PlanForm key={planned} planned={planned} />}</Region>
          </Card>
        </div>
      </div>
    </>
  );
}
