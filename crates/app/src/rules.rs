//! What decides results besides the data: settings and policies, checked and compiled.

use std::collections::BTreeMap;
use std::sync::Arc;

use ombud_detect::{CompiledPolicy, Content, Recogniser};
use ombud_guard::agreement::{Enforced, NotAgreed};
use ombud_model::settings::Settings;
use ombud_model::{IndicatorCode, PolicyId, Timestamp};
use ombud_store::Records;
use rustc_hash::FxHashSet;

use super::AppError;

/// A consistent set of rules. Replaced as a whole when one of them changes.
pub struct Rules {
    pub settings: Settings,
    pub recogniser: Recogniser,
    /// All policies by name, disabled ones included.
    pub policies: Vec<CompiledPolicy>,
    /// What of it is agreed, when it was loaded.
    pub(crate) agreed: Arc<Enforced>,
    /// Ids of policies whose template is not agreed.
    pub(super) silenced: BTreeMap<PolicyId, NotAgreed>,
}

impl Rules {
    pub(super) async fn load(
        records: &Records,
        content: &Content,
        agreed: Arc<Enforced>,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let settings = records.settings().await?;
        let recogniser = Recogniser::new(content, &settings)
            .map_err(|error| AppError::Invalid(error.to_string()))?;
        let recogniser = recogniser.limited_to(content, |indicator| {
            agreed.allows_indicator(indicator, now).is_ok()
        });
        let mut policies = Vec::new();
        for stored in records.policies().await? {
            policies.push(
                CompiledPolicy::new(content, stored.policy)
                    .map_err(|error| AppError::Invalid(error.to_string()))?,
            );
        }
        policies.sort_by(|a, b| a.policy().name.cmp(&b.policy().name));
        let refused = |policy: &CompiledPolicy| {
            let refusal = agreed
                .allows_template(&policy.policy().template, now)
                .err()?;
            Some((policy.policy().id, refusal))
        };
        let silenced = policies.iter().filter_map(refused).collect();
        Ok(Self {
            settings,
            recogniser,
            policies,
            agreed,
            silenced,
        })
    }

    /// Whether the policy is applied: it is enabled, and agreed.
    pub fn applies(&self, policy: &CompiledPolicy) -> bool {
        policy.policy().enabled && !self.silenced.contains_key(&policy.policy().id)
    }

    /// Policies that are applied.
    pub fn enabled(&self) -> impl Iterator<Item = &CompiledPolicy> {
        self.policies.iter().filter(|policy| self.applies(policy))
    }

    /// Indicators that bring somebody in scope of an enabled policy.
    pub fn triggers(&self) -> FxHashSet<IndicatorCode> {
        self.enabled()
            .flat_map(|policy| policy.triggers().map(|(code, _)| code))
            .collect()
    }

    pub fn named(&self, name: &str) -> Result<&CompiledPolicy, AppError> {
        let found = self
            .policies
            .iter()
            .find(|policy| policy.policy().name == name);
        found.ok_or_else(|| {
            AppError::NotFound(format!(
                "there is no policy `{name}`: `ombud policy list` shows all"
            ))
        })
    }

    /// The policy with that id; `None` when it is gone.
    pub(super) fn with_id(&self, id: PolicyId) -> Option<&CompiledPolicy> {
        self.policies.iter().find(|policy| policy.policy().id == id)
    }

    /// The policy's name, or its id when it is gone.
    pub fn name_of(&self, id: PolicyId) -> String {
        self.with_id(id)
            .map_or_else(|| id.to_string(), |policy| policy.policy().name.clone())
    }
}
