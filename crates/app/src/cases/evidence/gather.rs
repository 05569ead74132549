//! What goes into a package: what the caller may see of the persons of a case, and what was written in it.
//!
//! Promises: persons stand under their pseudonyms; of a person whose alerts or activities the caller may not see, there are none.

use std::collections::BTreeSet;

use ombud_access::Resource;
use ombud_model::case_event::CaseEventKind;
use ombud_model::{Case, Operation, PersonId, UnmaskingId};
use ombud_query::{MAX_ROWS, Whom};
use serde::Serialize;

use super::super::{AttachmentContent, AttachmentSummary, CaseHistoryEntry, TaskSummary};
use super::pages::{Next, Pages};
use crate::alerts::{AlertDetail, AlertQuery};
use crate::concerned::Underway;
use crate::{ActivityRow, AppError, Caller, Ombud};

/// The most activities in one package.
pub(super) const MOST_ACTIVITIES: usize = 100_000;

/// Everything that goes into a package but the proof and the report.
pub(super) struct Evidence {
    pub(super) case: Case,
    /// Pseudonyms of everybody in the case.
    pub(super) persons: Vec<String>,
    /// Those of them whose alerts or activities are left out, because the caller may not see them.
    pub(super) left_out: BTreeSet<String>,
    pub(super) alerts: Vec<AlertDetail>,
    pub(super) activities: Activities,
    pub(super) history: Vec<CaseHistoryEntry>,
    pub(super) tasks: Vec<TaskSummary>,
    pub(super) attachments: Vec<AttachmentSummary>,
    /// The bytes of those that somebody's key opens.
    pub(super) contents: Vec<AttachmentContent>,
    pub(super) names: Vec<ReleasedName>,
}

impl Evidence {
    pub(super) fn notes(&self) -> impl Iterator<Item = &CaseHistoryEntry> {
        let is_note = |entry: &&CaseHistoryEntry| entry.kind == Some(CaseEventKind::Note);
        self.history.iter().filter(is_note)
    }
}

/// Recorded activities, the newest first.
#[derive(Default)]
pub(super) struct Activities {
    pub(super) rows: Vec<ActivityRow>,
    /// Whether there are no others.
    pub(super) complete: bool,
}

/// A name that was shown to the caller for the package.
#[derive(Serialize)]
pub(super) struct ReleasedName {
    /// Pseudonym.
    pub(super) person: String,
    pub(super) name: String,
    pub(super) unmasking: UnmaskingId,
}

impl Ombud {
    /// All but the names.
    pub(super) async fn evidence_of(
        &self,
        caller: &Caller,
        case: &Case,
        underway: &Underway,
    ) -> Result<Evidence, AppError> {
        // Of those who are one, everything stands under the one whom they are shown as, once.
        let aliases = self.store.records().aliases();
        let persons: BTreeSet<PersonId> = case
            .persons
            .iter()
            .map(|person| aliases.resolve(*person))
            .collect();
        let pseudonyms = self.pseudonyms_of(persons.iter().copied()).await?;
        let pseudonym = |person: &PersonId| pseudonyms.get(person).cloned();
        let (mut left_out, mut watched) = (BTreeSet::new(), BTreeSet::new());
        let mut alerts = Vec::new();
        for person in &persons {
            let Some(shown_as) = pseudonym(person) else {
                continue;
            };
            let (alert, activities) = (
                Resource::alert(self.subject(*person)),
                Resource::persons(vec![self.subject(*person)]),
            );
            match self.may(caller, Operation::ReadAlert, &alert)? {
                true => alerts.extend(self.alerts_of(&shown_as).await?),
                false => _ = left_out.insert(shown_as.clone()),
            }
            match self.may(caller, Operation::QueryActivities, &activities)? {
                true => _ = watched.insert(*person),
                false => _ = left_out.insert(shown_as),
            }
        }
        let tasks = self.tasks_of(case.id).await?;
        Ok(Evidence {
            case: case.clone(),
            persons: persons.iter().filter_map(pseudonym).collect(),
            left_out,
            alerts,
            activities: self.activities_by(watched, underway).await?,
            history: self.told_of(case).await?,
            tasks: self.task_summaries(case.id, tasks).await?,
            attachments: self.attachment_summaries(case.id).await?,
            contents: self.attachment_contents(case.id).await?,
            names: Vec::new(),
        })
    }

    /// Whether the caller may do that as well.
    fn may(
        &self,
        caller: &Caller,
        operation: Operation,
        resource: &Resource,
    ) -> Result<bool, AppError> {
        match self.ask(caller, operation, resource) {
            Ok(_) => Ok(true),
            Err(AppError::Forbidden(_) | AppError::OutOfSight) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The alerts of a person, each with its ledger, the strongest first.
    async fn alerts_of(&self, pseudonym: &str) -> Result<Vec<AlertDetail>, AppError> {
        let query = AlertQuery {
            person: Some(pseudonym.to_owned()),
            ..AlertQuery::default()
        };
        let mut details = Vec::new();
        for summary in self.find_alerts(&query).await? {
            details.extend(self.find_alert(summary.id).await?);
        }
        Ok(details)
    }

    /// What these persons did, the newest first, at most [`MOST_ACTIVITIES`].
    async fn activities_by(
        &self,
        persons: BTreeSet<PersonId>,
        underway: &Underway,
    ) -> Result<Activities, AppError> {
        if persons.is_empty() {
            return Ok(Activities {
                complete: true,
                ..Activities::default()
            });
        }
        let whom = Whom::Only(persons);
        let (mut pages, mut predicate) = (Pages::new(MAX_ROWS, MOST_ACTIVITIES), "true".to_owned());
        loop {
            let page = self
                .find_activities_of(&whom, &predicate, MAX_ROWS, underway.concerned())
                .await?;
            match pages.take(page) {
                Next::Until(cut) => predicate = format!("time <= '{cut}'"),
                Next::Done => return Ok(pages.all()),
            }
        }
    }
}
