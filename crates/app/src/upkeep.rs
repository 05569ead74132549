//! Explanations, rejected records and settings as HTTP asks for them.

use ombud_access::{Kind, Resource};
use ombud_model::settings::Settings;
use ombud_model::{Operation, Timestamp};

use super::{Act, AppError, Caller, Ombud, Why};
use crate::requests::upkeep::RejectPosition;
use crate::requests::{Listed, Page};

/// A rejected record without its content and the name of its file, which may name anybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectedRecord {
    /// Id of the source.
    pub source: String,
    /// Where in its input it stands.
    pub place: String,
    pub reason: String,
    pub first_seen: Timestamp,
}

/// One condition of readiness.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadinessCheck {
    pub name: &'static str,
    /// What is the matter; `None` when it holds.
    pub problem: Option<&'static str>,
}

impl Ombud {
    /// The conditions of one person under every policy. Whoever is out of sight and whoever does not exist are the same:
    /// [`AppError::OutOfSight`].
    pub async fn explain_person(
        &self,
        caller: &Caller,
        person: &str,
    ) -> Result<Vec<Why>, AppError> {
        let answers = self.authorize_person(
            caller,
            Act::new(Operation::ExplainPerson),
            person,
            async |found, _| {
                self.explain_found_person(found)
                    .await?
                    .ok_or(AppError::OutOfSight)
            },
        );
        answers.await.map_err(AppError::hidden)
    }

    /// Rejected records without their content.
    pub async fn list_rejects(
        &self,
        caller: &Caller,
        page: Page<RejectPosition>,
    ) -> Result<Listed<RejectedRecord, RejectPosition>, AppError> {
        self.authorize(
            caller,
            Operation::ListRejects,
            Resource::list(Kind::Rejects),
            async |_, _| {
                let after = page.after.map(|position| position.0);
                let mut found = self
                    .store
                    .records()
                    .rejects_page(None, after, page.limit as u64 + 1)
                    .await?;
                let more = found.len() > page.limit;
                found.truncate(page.limit);
                let next = found
                    .last()
                    .filter(|_| more)
                    .map(|last| RejectPosition(last.id));
                let row = |reject: ombud_store::records::Reject| RejectedRecord {
                    source: reject.source,
                    place: reject.place,
                    reason: reject.reason,
                    first_seen: reject.first_seen,
                };
                Ok(Listed {
                    entries: found.into_iter().map(row).collect(),
                    next,
                })
            },
        )
        .await
    }

    pub async fn show_settings(&self, caller: &Caller) -> Result<Settings, AppError> {
        self.authorize(
            caller,
            Operation::ReadSettings,
            Resource::settings(),
            async |_, _| Ok(Ombud::settings(self)),
        )
        .await
    }

    /// Every condition that must hold for the calls above to work. Cheap: asked every few seconds.
    pub async fn check_readiness(&self) -> Vec<ReadinessCheck> {
        let records = self.store.records().person_count().await;
        vec![ReadinessCheck {
            name: "records",
            problem: records.err().map(|_| "the records cannot be read"),
        }]
    }
}
