import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeReviewPlan, reviewPlanQuery } from '../api/assignment-rules';
import { ProblemLine } from '../components/problem';
import { useAct } from '../components/use-act';
import { TextField } from '../ui/text-field';

/** How many alerts a week the organisation plans to review. */
export function PlanForm({ planned }: { readonly planned: number | null }) {
  const { t } = useTranslation();
  const [count, setCount] = useState(planned === null ? '' : String(planned));
  const plan = useAct(changeReviewPlan, { changes: reviewPlanQuery.queryKey, said: t('assignment.planSaved') });
  return (
    <form
      className="form narrow"
      onSubmit={(event) => {
        event.preventDefault();
        plan.mutate(count.trim() === '' ? null : Number(count));
      }}
    >
      <TextField
        label={t('assignment.planned')}
        hint={t('assignment.plannedHint')}
        type="number"
        required={false}
        value={count}
        onChange={setCount}
      />
      <ProblemLine error={plan.error} />
      <Button type="submit" disabled={plan.isPending}>
        {t('assignment.savePlan')}
      </Button>
    </form>
  );
}
