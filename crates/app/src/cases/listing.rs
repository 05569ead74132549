//! The list of cases: which of them match, to whom they are given, and until when something in them is to be done.

use std::collections::BTreeMap;

use ombud_access::{Kind, Resource};
use ombud_model::case_event::CaseEventKind;
use ombud_model::{AccountId, Case, CaseId, Day, Operation, Timestamp};

use super::history::CaseEvent;
use super::tasks::CaseTask;
use super::{CaseSummary, act_in};
use crate::documents::{self, Read};
use crate::requests::cases::CaseFilter;
use crate::requests::{Given, WantedId};
use crate::{AppError, Caller, Ombud};

impl CaseFilter {
    fn matches(&self, case: &CaseSummary) -> bool {
        let open = case.closed.is_none();
        self.open.is_none_or(|wanted| wanted == open)
            && self.assignee.is_none_or(|wanted| wanted == case.assignee)
            && self
                .due_by
                .is_none_or(|day| case.due.is_some_and(|due| due <= day))
    }
}

impl Ombud {
    /// Those that match, the newest first.
    pub async fn list_cases(
        &self,
        caller: &Caller,
        filter: CaseFilter,
    ) -> Result<Vec<CaseSummary>, AppError> {
        self.authorize_reading(
            caller,
            Operation::ListCases,
            Resource::list(Kind::Case),
            async |permit, concerned| {
                let cases = documents::all::<Case>(self.store.records()).await?;
                let mut cases: Vec<Case> = cases.into_iter().map(|read| read.value).collect();
                cases.retain(|case| permit.sees(caller, &self.case_resource(case)));
                cases.sort_by_key(|case| std::cmp::Reverse(case.id));
                let about: BTreeMap<CaseId, _> = cases
                    .iter()
                    .map(|case| (case.id, case.persons.clone()))
                    .collect();
                let tasks = documents::all::<CaseTask>(self.store.records()).await?;
                let last = documents::last::<CaseEvent>(self.store.records(), None).await?;
                let mut listed = self.case_summaries(cases, &tasks, &last).await?;
                listed.retain(|case| filter.matches(case));
                let shown = listed.iter().filter_map(|case| about.get(&case.id));
                concerned.note(shown.flatten().copied());
                Ok(listed)
            },
        )
        .await
    }

    pub(super) async fn case_summary(&self, case: Case) -> Result<CaseSummary, AppError> {
        let tasks = self.tasks_of(case.id).await?;
        let owner = case.id.to_string();
        let last = documents::last::<CaseEvent>(self.store.records(), Some(&owner)).await?;
        self.case_summaries(vec![case], &tasks, &last)
            .await?
            .pop()
            .ok_or(AppError::OutOfSight)
    }

    async fn case_summaries(
        &self,
        cases: Vec<Case>,
        tasks: &[Read<CaseTask>],
        last: &[Read<CaseEvent>],
    ) -> Result<Vec<CaseSummary>, AppError> {
        let mut due: BTreeMap<CaseId, Day> = BTreeMap::new();
        for (case, day) in tasks.iter().filter_map(|read| read.value.open_until()) {
            due.entry(case)
                .and_modify(|first| *first = day.min(*first))
                .or_insert(day);
        }
        let changed: BTreeMap<CaseId, Timestamp> =
            last.iter().map(|read| read.value.case_and_time()).collect();
        let pseudonyms = self
            .pseudonyms_of(cases.iter().flat_map(|case| case.persons.iter().copied()))
            .await?;
        let summary = |case: Case| CaseSummary {
            id: case.id,
            persons: case
                .persons
                .iter()
                .filter_map(|person| pseudonyms.get(person).cloned())
                .collect(),
            contributors: case.contributors,
            assignee: case.assignee,
            due: due.get(&case.id).copied(),
            opened_by: case.opened_by,
            opened_at: case.opened_at,
            changed_at: changed.get(&case.id).copied().unwrap_or(case.opened_at),
            closed: case.closed,
        };
        Ok(cases.into_iter().map(summary).collect())
    }

    /// Gives the case to somebody who sees it, or to nobody.
    pub async fn assign_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        assignee: Given<Option<AccountId>>,
    ) -> Result<CaseSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.known_case(caller, Operation::AssignCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::AssignCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            let assignee = assignee?;
            super::history::writable(&read.value)?;
            if let Some(account) = assignee {
                self.can_see(account, &read.value).await?;
            }
            let next = Case {
                assignee,
                ..read.value.clone()
            };
            if next != read.value {
                let kind = CaseEventKind::Assigned { assignee };
                let event = self.case_event(case, caller, kind).await?;
                self.change_cases(vec![documents::next(&read, &next)?, event])
                    .await?;
            }
            self.case_summary(next).await
        })
        .await
    }
}
