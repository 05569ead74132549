import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type AssignmentRule = Schemas['AssignmentRule'];
export type AssignmentRules = Schemas['AssignmentRules'];

/** The most rules and the longest name that the server takes. */
export const RULES_AT_MOST = 100;
export const RULE_NAME_AT_MOST = 80;

export const assignmentRulesQuery = queryOptions({
  queryKey: ['assignment-rules'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/assignment-rules', { signal })),
});

export function changeAssignmentRules({ version, rules }: AssignmentRules): Promise<AssignmentRules> {
  const wanted = rules.map(({ name, unit, policy, severity, assignee }) => ({
    name,
    unit,
    policy,
    severity,
    assignee,
  }));
  return unwrap(api.PUT('/api/v1/assignment-rules', { body: { version, rules: wanted } }));
}

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/accounts', { signal }))).accounts,
  staleTime: 60_000,
});

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/v1/units', { signal }))).units,
  staleTime: 60_000,
});

export const reviewPlanQuery = queryOptions({
  queryKey: ['review-plan'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/settings/review-plan', { signal })),
});

export const changeReviewPlan = (alerts_a_week: number | null) =>
  unwrap(api.PUT('/api/v1/settings/review-plan', { body: { alerts_a_week } }));
