//! The program behind HTTP: pushes taken in exactly once, and the reading calls.

use std::cmp::Reverse;

use async_trait::async_trait;
use ombud_access::{Kind, Resource};
use ombud_connect::reader;
use ombud_model::{Operation, PersonId};
use ombud_query::QueryError;
use ombud_store::records::{AlertCursor, Receipt};
use serde::{Deserialize, Serialize};

use super::alerts::ListedAlert;
use super::audit::Refusal;
use super::concerned::Underway;
use super::gate::Permit;
use super::ingest::{find_source, recognise};
use super::{Act, ActivitiesError, AlertQuery, AppError, Caller, Ombud};
use crate::http::ports::{
    AlertFilter, AlertPosition, Listed, Page, PersonFilter, Presented, Push, UseCaseError, UseCases,
};
use crate::http::wire;
use crate::pipeline::{self, PipelineError, Rejected, Tally};

/// Rejects that an answer lists; all of them are kept.
const LISTED_REJECTS: usize = 100;

/// What is kept under an idempotency key.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the body, hexadecimal: the key stands for this body only.
    fingerprint: String,
    result: wire::PushResult,
}

/// As it is kept.
fn hex(fingerprint: [u8; 32]) -> String {
    blake3::Hash::from_bytes(fingerprint).to_hex().to_string()
}

impl From<AppError> for UseCaseError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Invalid(text) | AppError::Input(text) => UseCaseError::Invalid(text),
            AppError::NotFound(text) => UseCaseError::Invalid(text),
            AppError::Unrecorded(text) => UseCaseError::Busy(text),
            AppError::NotSignedIn => UseCaseError::NotSignedIn,
            AppError::NeedsFresh => UseCaseError::NeedsFresh,
            AppError::OutOfSight => UseCaseError::OutOfSight,
            AppError::WrongProof(text) => UseCaseError::WrongProof(text),
            AppError::TooMany(after) => UseCaseError::TooMany {
                seconds: after.seconds(),
            },
            AppError::TakesTwo(_) => UseCaseError::TakesTwo(error.to_string()),
            AppError::Conflict(text) => UseCaseError::Conflict(text),
            AppError::Busy(text) => UseCaseError::Busy(text),
            AppError::Forbidden(text) => UseCaseError::Forbidden(text),
            AppError::NotAgreed(refusal) => UseCaseError::Forbidden(refusal.to_string()),
            AppError::Data(_) | AppError::Locked(_) => UseCaseError::Internal(Box::new(error)),
            AppError::Internal(source) => UseCaseError::Internal(source),
        }
    }
}

impl Refusal for UseCaseError {
    fn is_refusal(&self) -> bool {
        !matches!(self, UseCaseError::Internal(_) | UseCaseError::Busy(_))
    }
}

impl From<ActivitiesError> for UseCaseError {
    fn from(error: ActivitiesError) -> Self {
        match error {
            ActivitiesError::Query(error @ QueryError::Predicate(_)) => {
                UseCaseError::Invalid(error.to_string())
            }
            ActivitiesError::Query(error @ QueryError::TooCostly { .. }) => {
                UseCaseError::TooCostly(error.to_string())
            }
            ActivitiesError::Query(error @ QueryError::History(_)) => {
                UseCaseError::Internal(Box::new(error))
            }
            ActivitiesError::App(error) => error.into(),
        }
    }
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> UseCaseError {
    UseCaseError::Internal(Box::new(error))
}

impl Ombud {
    /// Assesses whenever the bell rings or what is agreed changes by the passing of time, until the program ends. An error is logged and the next ring tries again: the work list
    /// is in the database.
    pub async fn keep_assessing(&self) {
        loop {
            let done = match self.settle().await {
                Ok(()) => self.assess_pending().await.map(|_| ()),
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                tracing::error!(error = &error as &dyn std::error::Error, "assessing failed");
            }
            tokio::select! {
                () = self.bell.notified() => {}
                () = self.next_change() => {}
            }
        }
    }

    async fn pushed(&self, push: Push) -> Result<wire::PushResult, UseCaseError> {
        self.settle().await?;
        self.agreed()
            .allows_source(&push.source, self.clock.now())
            .map_err(AppError::from)?;
        // The body is here already: whoever waits for this lock waits for no sender.
        let _one_at_a_time = self.pushing.lock().await;
        let known = self
            .store
            .records()
            .receipt(&push.source, &push.idempotency_key)
            .await
            .map_err(AppError::from)?;
        if let Some(receipt) = known {
            let kept: Kept = serde_json::from_str(&receipt.body).map_err(unreadable)?;
            if hex(push.body.fingerprint()) != kept.fingerprint {
                return Err(UseCaseError::KeyReused);
            }
            return Ok(wire::PushResult {
                replayed: true,
                ..kept.result
            });
        }
        let (result, placements) = tokio::task::block_in_place(|| self.take_in(push))?;
        if placements > 0 {
            self.reload_governance().await?;
        }
        self.bell.notify_one();
        Ok(result)
    }

    /// What the sender is told, and how often a record said where a person belongs.
    fn take_in(&self, push: Push) -> Result<(wire::PushResult, u64), UseCaseError> {
        let fingerprint = hex(push.body.fingerprint());
        let reader = reader::open(Box::new(push.body))
            .map_err(|error| UseCaseError::Invalid(error.to_string()))?;
        let source = find_source(&push.source)?;
        let rules = self.rules();
        let input = format!("push {}", push.idempotency_key);
        let stage = self.stage(source, &rules, None, &input);
        recognise(source, &reader, &stage.context())
            .map_err(|mismatch| UseCaseError::Invalid(mismatch.to_string()))?;
        let (mut answer, mut placements) = (None, 0);
        let receipt = |tally: &Tally, rejects: &[Rejected]| {
            let kept = Kept {
                fingerprint,
                result: result(tally, rejects),
            };
            let text = serde_json::to_string(&kept).map_err(PipelineError::Receipt)?;
            (answer, placements) = (Some(kept.result), tally.placements);
            Ok(Receipt {
                source: push.source,
                key: push.idempotency_key,
                body: text,
                at: self.clock.now(),
            })
        };
        pipeline::run_once(&stage, reader, receipt).map_err(AppError::from)?;
        Ok((answer.unwrap_or_default(), placements))
    }
}

fn result(tally: &Tally, rejects: &[Rejected]) -> wire::PushResult {
    let reject = |rejected: &Rejected| wire::Reject {
        place: rejected.place.to_string(),
        reason: rejected.reason.to_string(),
    };
    wire::PushResult {
        read: tally.read,
        accepted: tally.accepted,
        duplicates: tally.duplicates,
        rejected: tally.rejected,
        rejects: rejects.iter().take(LISTED_REJECTS).map(reject).collect(),
        replayed: false,
    }
}

#[async_trait]
impl UseCases for Ombud {
    fn knows_source(&self, source: &str) -> bool {
        // A source with a mapping is set up with its file, which cannot be pushed.
        find_source(source).is_ok_and(|source| !source.meta().needs_mapping)
    }

    async fn token_source(&self, token: &str) -> Result<Option<String>, UseCaseError> {
        let mut owner = None;
        // All hashes are tried: the time says nothing about which source a token is near.
        for source in ombud_connect::SOURCES {
            let id = source.meta().id;
            if self
                .token_hash(id)
                .await?
                .is_some_and(|hash| hash.accepts(id, token))
            {
                owner = Some(id.to_owned());
            }
        }
        Ok(owner)
    }

    async fn caller(&self, presented: Presented<'_>) -> Result<Caller, UseCaseError> {
        Ok(self.recognised(presented).await?)
    }

    async fn push(&self, push: Push) -> Result<wire::PushResult, UseCaseError> {
        let source = find_source(&push.source)?.meta().id;
        let act = Act::new(Operation::PushRecords).on_named("source", source)?;
        self.guarded(
            &Caller::Source(source),
            act,
            Resource::source(source),
            async |_, _| self.pushed(push).await,
        )
        .await
    }

    async fn alerts(
        &self,
        caller: &Caller,
        filter: AlertFilter,
        page: Page<AlertPosition>,
    ) -> Result<Listed<wire::AlertSummary, AlertPosition>, UseCaseError> {
        let query = AlertQuery {
            policy: filter.policy,
            severity: filter.severity.map(Into::into),
            status: filter.status.map(Into::into),
        };
        let cursor = match page.after {
            Some(position) => {
                let id = position.id.parse().map_err(|_| {
                    UseCaseError::Invalid("the cursor is not one of this list".to_owned())
                })?;
                Some(AlertCursor {
                    evidence: position.evidence.0,
                    id,
                })
            }
            None => None,
        };
        // One more than asked for tells whether there is a next page.
        let list = Resource::list(Kind::Alert);
        let list_alerts = async |permit: Permit, underway: Underway| {
            let governance = self.governance();
            let sees = |person| permit.reaches(caller, &governance, person);
            let mut found = self
                .alerts_page_of(&sees, &query, cursor, page.limit as u64 + 1)
                .await?;
            let more = found.len() > page.limit;
            found.truncate(page.limit);
            let persons = found.iter().map(|alert| alert.person);
            underway.concerned().note(persons);
            Ok::<_, AppError>((found, more))
        };
        let found = self.guarded(caller, Operation::ListAlerts, list, list_alerts);
        let (found, more) = found.await?;
        let position = |alert: &ListedAlert| AlertPosition {
            evidence: Reverse(alert.cursor.evidence),
            id: alert.summary.id.clone(),
        };
        let next = found.last().filter(|_| more).map(position);
        Ok(Listed {
            entries: found.into_iter().map(|alert| alert.summary).collect(),
            next,
        })
    }

    async fn alert(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<Option<wire::AlertDetail>, UseCaseError> {
        let person = match id.parse() {
            Ok(id) => self
                .store
                .records()
                .alert(id)
                .await
                .map_err(AppError::from)?
                .map(|alert| (id, alert.person)),
            Err(_) => None,
        };
        let found = match person {
            Some((id, person)) => {
                let act = Act::new(Operation::ReadAlert).on(id).about(person);
                let resource = Resource::alert(self.subject(person));
                self.guarded(caller, act, resource, async |_, _| {
                    self.alert_detail(id).await
                })
                .await
            }
            None => self.missing(caller, Operation::ReadAlert).await,
        };
        match found {
            // The same answer as for one that does not exist.
            Err(AppError::OutOfSight) => Ok(None),
            other => Ok(other?),
        }
    }

    async fn persons(
        &self,
        caller: &Caller,
        filter: PersonFilter,
        page: Page<String>,
    ) -> Result<Listed<wire::PersonSummary, String>, UseCaseError> {
        let list = Resource::list(Kind::Person);
        let list_persons = async |permit: Permit, underway: Underway| {
            let governance = self.governance();
            let sees = |person| permit.reaches(caller, &governance, person);
            let persons = self.persons_of(&sees, filter.in_scope).await?;
            let start = page.after.map_or(0, |after| {
                persons.partition_point(|(_, summary)| summary.person <= after)
            });
            let more = persons.len() > start + page.limit;
            let (shown, entries): (Vec<PersonId>, Vec<wire::PersonSummary>) =
                persons.into_iter().skip(start).take(page.limit).unzip();
            underway.concerned().note(shown);
            Ok::<_, AppError>((entries, more))
        };
        let found = self.guarded(caller, Operation::ListPersons, list, list_persons);
        let (entries, more) = found.await?;
        let next = entries
            .last()
            .filter(|_| more)
            .map(|person| person.person.clone());
        Ok(Listed { entries, next })
    }

    async fn policies(&self, caller: &Caller) -> Result<Vec<wire::PolicySummary>, UseCaseError> {
        let summary = |policy: ombud_model::policy::Policy| wire::PolicySummary {
            id: policy.id.to_string(),
            name: policy.name,
            template: policy.template,
            enabled: policy.enabled,
            alert_volume: policy.alert_volume.to_string(),
            activation_days: policy.activation_days,
            look_back_days: policy.look_back_days,
            triggers: policy
                .triggers
                .into_iter()
                .map(|trigger| trigger.indicator)
                .collect(),
            indicators: policy.indicators.into_keys().collect(),
        };
        let list = Resource::list(Kind::Policy);
        self.guarded(caller, Operation::ListPolicies, list, async |_, _| {
            Ok(Ombud::policies(self).into_iter().map(summary).collect())
        })
        .await
    }

    async fn activities(
        &self,
        caller: &Caller,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<wire::ActivityRow>, UseCaseError> {
        let list = Resource::list(Kind::Person);
        let rows = self.guarded(
            caller,
            Operation::QueryActivities,
            list,
            async |permit, underway| {
                let whom = permit.whom(caller, &self.governance());
                self.activities_of(&whom, predicate, limit, underway.concerned())
                    .await
            },
        );
        Ok(rows
            .await?
            .into_iter()
            .map(wire::ActivityRow::from)
            .collect())
    }

    async fn readiness(&self) -> Vec<wire::Check> {
        let records = self.store.records().person_count().await;
        let problem = records
            .err()
            .map(|_| "the records cannot be read".to_owned());
        vec![wire::Check {
            name: "records".to_owned(),
            ok: problem.is_none(),
            problem,
        }]
    }
}
