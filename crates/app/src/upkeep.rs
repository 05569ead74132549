//! Explanations, rejected records and settings as HTTP asks for them.

use ombud_access::{Kind, Resource};
use ombud_api::Check;
use ombud_api::upkeep as wire;
use ombud_model::Operation;
use ombud_model::settings::Settings;

use super::{Act, AppError, Caller, Ombud};
use crate::requests::upkeep::RejectPosition;
use crate::requests::{Listed, Page};

impl Ombud {
    /// The conditions of one person under every policy. Whoever is out of sight and whoever does not exist are the same:
    /// [`AppError::OutOfSight`].
    pub async fn explain_person(
        &self,
        caller: &Caller,
        person: &str,
    ) -> Result<Vec<wire::WhyRow>, AppError> {
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
        let row = |why: super::Why| wire::WhyRow {
            policy: why.policy,
            conditions: why
                .conditions
                .into_iter()
                .map(|one| wire::ConditionRow {
                    met: one.met,
                    text: one.text,
                })
                .collect(),
            first_unmet: why.first_unmet,
        };
        Ok(answers
            .await
            .map_err(AppError::hidden)?
            .into_iter()
            .map(row)
            .collect())
    }

    /// Rejected records without their content.
    pub async fn list_rejects(
        &self,
        caller: &Caller,
        page: Page<RejectPosition>,
    ) -> Result<Listed<wire::RejectedRecord, RejectPosition>, AppError> {
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
                let row = |reject: ombud_store::records::Reject| wire::RejectedRecord {
                    source: reject.source,
                    place: reject.place,
                    reason: reject.reason,
                    first_seen: reject.first_seen.to_string(),
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
    pub async fn check_readiness(&self) -> Vec<Check> {
        let records = self.store.records().person_count().await;
        let problem = records
            .err()
            .map(|_| "the records cannot be read".to_owned());
        vec![Check {
            name: "records".to_owned(),
            ok: problem.is_none(),
            problem,
        }]
    }
}
