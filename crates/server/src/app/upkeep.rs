//! Explanations, rejected records and settings as HTTP asks for them.

use async_trait::async_trait;
use ombud_access::{Kind, Resource};
use ombud_connect::mapping::Mapping;
use ombud_model::Operation;
use ombud_model::settings::Settings;

use super::rights::hidden;
use super::{Act, AppError, Caller, Ombud};
use crate::http::ports::upkeep::{RejectPosition, UpkeepUseCases};
use crate::http::ports::{Listed, Page, UseCaseError};
use crate::http::wire::upkeep as wire;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl UpkeepUseCases for Ombud {
    async fn why(&self, caller: &Caller, person: &str) -> Answer<Vec<wire::WhyRow>> {
        let answers = self.guarded_person(
            caller,
            Act::new(Operation::ExplainPerson),
            person,
            async |found, _| self.why_person(found).await?.ok_or(AppError::OutOfSight),
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
            .map_err(hidden)?
            .into_iter()
            .map(row)
            .collect())
    }

    async fn rejects(
        &self,
        caller: &Caller,
        page: Page<RejectPosition>,
    ) -> Answer<Listed<wire::RejectedRecord, RejectPosition>> {
        self.guarded(
            caller,
            Operation::ListRejects,
            Resource::list(Kind::Rejects),
            async |_, _| {
                let after = page.after.map(|position| position.0);
                let mut found = self
                    .store
                    .records()
                    .rejects_page(None, after, page.limit as u64 + 1)
                    .await
                    .map_err(AppError::from)?;
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

    async fn retry_rejects(&self, caller: &Caller, mapping: Option<&str>) -> Answer<wire::Retried> {
        let mapping = mapping.map(Mapping::parse).transpose();
        let mapping =
            mapping.map_err(|error| AppError::Invalid(format!("the mapping: {error}")))?;
        let report = Ombud::retry_rejects(self, mapping.as_ref(), caller).await?;
        Ok(wire::Retried {
            tried: report.tried,
            accepted: report.accepted,
            duplicates: report.duplicates,
            rejected: report.rejected,
            alerts_opened: report.alerts_opened,
            alerts_updated: report.alerts_updated,
        })
    }

    async fn settings(&self, caller: &Caller) -> Answer<Settings> {
        self.guarded(
            caller,
            Operation::ReadSettings,
            Resource::settings(),
            async |_, _| Ok(Ombud::settings(self)),
        )
        .await
    }

    async fn change_settings(&self, caller: &Caller, settings: Settings) -> Answer<()> {
        Ok(self.replace_settings(settings, caller).await?)
    }
}
