//! The program behind HTTP: pushes taken in exactly once, and the reading calls.

use std::cmp::Reverse;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use ombud_connect::reader::{self, Reader};
use ombud_guard::access::{Kind, Resource};
use ombud_model::{Operation, Timestamp};
use ombud_query::QueryError;
use ombud_store::records::{AlertCursor, Receipt};
use serde::{Deserialize, Serialize};

use super::audit::Refusal;
use super::ingest::{find_source, recognise};
use super::{Act, ActivitiesError, AlertQuery, AppError, Caller, Ombud};
use crate::http::ports::{
    AlertFilter, AlertPosition, Listed, Page, PersonFilter, Presented, Push, PushBody,
    UseCaseError, UseCases,
};
use crate::http::wire;
use crate::pipeline::{self, PipelineError, Rejected, Tally};

/// Milliseconds after which an act that never ended is closed.
const FORGOTTEN: i64 = 5 * 60 * 1_000;
/// Rejects that an answer lists; all of them are kept.
const LISTED_REJECTS: usize = 100;

/// What is kept under an idempotency key.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the body, hexadecimal: the key stands for this body only.
    fingerprint: String,
    result: wire::PushResult,
}

/// The body, still in reach for its fingerprint after a reader has taken it.
#[derive(Clone)]
struct SharedBody(Arc<Mutex<PushBody>>);

impl Read for SharedBody {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .read(into)
    }
}

impl SharedBody {
    /// Fingerprint of the whole body; what is left of it is read first.
    fn fingerprint(&self) -> io::Result<String> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.drain()?;
        Ok(body
            .fingerprint()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }
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
    /// Every minute, says of what was announced five minutes ago and never ended that nobody knows how it ended: a client that went away,
    /// a request that ran out of time.
    pub async fn keep_closing(&self) {
        let mut minute = tokio::time::interval(std::time::Duration::from_secs(60));
        loop {
            minute.tick().await;
            let now = self.clock.now();
            let until = Timestamp::from_millis(now.millis() - FORGOTTEN).unwrap_or(now);
            let log = Arc::clone(&self.audit);
            match tokio::task::spawn_blocking(move || log.close_unknown(now, until)).await {
                Ok(Ok(0)) => {}
                Ok(Ok(closed)) => {
                    tracing::warn!(closed, "acts without outcome are closed as unknown")
                }
                Ok(Err(error)) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the audit log takes no records"
                ),
                Err(error) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "closing forgotten acts failed"
                ),
            }
        }
    }

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

    async fn pushed(&self, mut push: Push) -> Result<wire::PushResult, UseCaseError> {
        let empty = PushBody::new(io::empty());
        let body = SharedBody(Arc::new(Mutex::new(std::mem::replace(
            &mut push.body,
            empty,
        ))));
        self.settle().await?;
        self.agreed()
            .allows_source(&push.source, self.clock.now())
            .map_err(AppError::from)?;
        let _one_at_a_time = self.pushing.lock().await;
        let known = self
            .store
            .records()
            .receipt(&push.source, &push.idempotency_key)
            .await
            .map_err(AppError::from)?;
        if let Some(receipt) = known {
            let kept: Kept = serde_json::from_str(&receipt.body).map_err(unreadable)?;
            let fingerprint =
                tokio::task::block_in_place(|| body.fingerprint()).map_err(unreadable)?;
            if fingerprint != kept.fingerprint {
                return Err(UseCaseError::KeyReused);
            }
            return Ok(wire::PushResult {
                replayed: true,
                ..kept.result
            });
        }
        let (result, placements) = tokio::task::block_in_place(|| {
            let reader = reader::open(Box::new(body.clone()))
                .map_err(|error| UseCaseError::Invalid(error.to_string()))?;
            self.take_in(&push, &body, reader)
        })?;
        if placements > 0 {
            self.reload_governance().await?;
        }
        self.bell.notify_one();
        Ok(result)
    }

    /// What the sender is told, and how often a record said where a person belongs.
    fn take_in(
        &self,
        push: &Push,
        body: &SharedBody,
        reader: Reader,
    ) -> Result<(wire::PushResult, u64), UseCaseError> {
        let source = find_source(&push.source)?;
        let rules = self.rules();
        let input = format!("push {}", push.idempotency_key);
        let stage = self.stage(source, &rules, None, &input);
        recognise(source, &reader, &stage.context())
            .map_err(|mismatch| UseCaseError::Invalid(mismatch.to_string()))?;
        let (mut answer, mut placements) = (None, 0);
        let receipt = |tally: &Tally, rejects: &[Rejected]| {
            let fingerprint = body.fingerprint().map_err(PipelineError::Body)?;
            let kept = Kept {
                fingerprint,
                result: result(tally, rejects),
            };
            let text = serde_json::to_string(&kept).map_err(PipelineError::Receipt)?;
            (answer, placements) = (Some(kept.result), tally.placements);
            Ok(Receipt {
                source: push.source.clone(),
                key: push.idempotency_key.clone(),
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
        let found = self.guarded(caller, Operation::ListAlerts, list, async |permit, _| {
            let governance = self.governance();
            let sees = |person| permit.reaches(person, &governance.units_of(person));
            self.alerts_page_of(&sees, &query, cursor, page.limit as u64 + 1)
                .await
        });
        let mut found = found.await?;
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        let position = |(cursor, summary): &(AlertCursor, wire::AlertSummary)| AlertPosition {
            evidence: Reverse(cursor.evidence),
            id: summary.id.clone(),
        };
        let next = found.last().filter(|_| more).map(position);
        Ok(Listed {
            entries: found.into_iter().map(|(_, summary)| summary).collect(),
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
                let resource = Resource::alert(self.subject(person), None);
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
        let persons = self.guarded(caller, Operation::ListPersons, list, async |permit, _| {
            let governance = self.governance();
            let sees = |person| permit.reaches(person, &governance.units_of(person));
            self.persons_of(&sees, filter.in_scope).await
        });
        let persons = persons.await?;
        let start = page.after.map_or(0, |after| {
            persons.partition_point(|person| person.person <= after)
        });
        let more = persons.len() > start + page.limit;
        let entries: Vec<wire::PersonSummary> =
            persons.into_iter().skip(start).take(page.limit).collect();
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
            async |permit, _| {
                self.activities_of(&permit.whom(&self.governance()), predicate, limit)
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
