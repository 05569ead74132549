//! The rules of unmasking: how many approve, for how long a name is shown, and how often.

use ombud_access::Resource;
use ombud_guard::proposal::Change;
use ombud_identity::unmask::{ApprovalsNeeded, UnmaskRules, UnmaskRulesDraft};
use ombud_model::{Operation, Timestamp};

use super::invalid;
use crate::authorization::Caller;
use crate::documents::{self, Read, StoredDocument};
use crate::requests::unmaskings::UnmaskingRulesChange;
use crate::{AppError, Ombud};

impl StoredDocument for UnmaskRules {
    const KIND: &'static str = "unmasking-rules";

    fn id(&self) -> String {
        Self::KIND.to_owned()
    }
}

impl Ombud {
    pub(super) async fn unmask_rules(
        &self,
    ) -> Result<(UnmaskRules, Option<Read<UnmaskRules>>), AppError> {
        let read = documents::get::<UnmaskRules>(self.store.records(), UnmaskRules::KIND).await?;
        Ok((
            read.as_ref()
                .map(|read| read.value.clone())
                .unwrap_or_default(),
            read,
        ))
    }

    /// The rules in force.
    pub(crate) async fn unmask_rules_now(&self) -> Result<UnmaskRules, AppError> {
        Ok(self.unmask_rules().await?.0)
    }

    /// The rules with as many approvals as the agreement asks for, where those are more.
    pub(super) async fn unmask_rules_as_agreed(
        &self,
        now: Timestamp,
    ) -> Result<UnmaskRules, AppError> {
        let mut draft = UnmaskRulesDraft::from(self.unmask_rules().await?.0);
        if self
            .agreed()
            .unmasking_approvals(now)
            .is_some_and(|needed| needed > 1)
        {
            draft.approvals = ApprovalsNeeded::Two;
        }
        UnmaskRules::try_from(draft).map_err(AppError::internal)
    }

    pub async fn show_unmasking_rules(&self, caller: &Caller) -> Result<UnmaskRules, AppError> {
        self.authorize(
            caller,
            Operation::ReadSettings,
            Resource::settings(),
            async |_, _| self.unmask_rules_now().await,
        )
        .await
    }

    pub async fn change_unmasking_rules(
        &self,
        caller: &Caller,
        new: UnmaskingRulesChange,
    ) -> Result<UnmaskRules, AppError> {
        self.authorize(
            caller,
            Operation::ChangeSettings,
            Resource::settings(),
            async |_, _| {
                let (before, read) = self.unmask_rules().await?;
                let rules = UnmaskRules::try_from(UnmaskRulesDraft {
                    approvals: new.approvals?,
                    usual_minutes: new.usual_minutes,
                    longest_minutes: new.longest_minutes,
                    lapse_minutes: new.lapse_minutes,
                    releases_per_day: new.releases_per_day,
                    rest_minutes: new.rest_minutes.unwrap_or(before.rest()),
                });
                let rules = rules.map_err(invalid)?;
                let mut changes = Vec::new();
                if rules.weaken(&before) {
                    let rules = rules.clone();
                    let change = Change::WeakenUnmasking { rules };
                    changes.extend(self.require_second_person(caller, change).await?);
                }
                changes.push(match read {
                    Some(read) => documents::next(&read, &rules)?,
                    None => documents::new(&rules)?,
                });
                documents::commit(self.store.records(), changes).await?;
                Ok(rules)
            },
        )
        .await
    }
}
