//! What decides results besides the data: settings and policies, checked and compiled.

use ombud_detect::{CompiledPolicy, Content, Recogniser};
use ombud_model::settings::Settings;
use ombud_model::{IndicatorCode, PolicyId};
use ombud_store::Records;
use rustc_hash::FxHashSet;

use super::AppError;

/// A consistent set of rules. Replaced as a whole when one of them changes.
pub struct Rules {
    pub settings: Settings,
    pub recogniser: Recogniser,
    /// All policies by name, disabled ones included.
    pub policies: Vec<CompiledPolicy>,
}

impl Rules {
    pub(super) async fn load(records: &Records, content: &Content) -> Result<Self, AppError> {
        let settings = records.settings().await?;
        let recogniser = Recogniser::new(content, &settings).map_err(|error| AppError::Invalid(error.to_string()))?;
        let mut policies = Vec::new();
        for stored in records.policies().await? {
            policies.push(CompiledPolicy::new(content, stored.policy).map_err(|error| AppError::Invalid(error.to_string()))?);
        }
        policies.sort_by(|a, b| a.policy().name.cmp(&b.policy().name));
        Ok(Self { settings, recogniser, policies })
    }

    /// Policies that are applied.
    pub fn enabled(&self) -> impl Iterator<Item = &CompiledPolicy> {
        self.policies.iter().filter(|policy| policy.policy().enabled)
    }

    /// Indicators that bring somebody in scope of an enabled policy.
    pub fn triggers(&self) -> FxHashSet<IndicatorCode> {
        self.enabled().flat_map(|policy| policy.triggers().map(|(code, _)| code)).collect()
    }

    pub fn named(&self, name: &str) -> Result<&CompiledPolicy, AppError> {
        let found = self.policies.iter().find(|policy| policy.policy().name == name);
        found.ok_or_else(|| AppError::NotFound(format!("there is no policy `{name}`: `ombud policy list` shows all")))
    }

    /// The policy's name, or its id when it is gone.
    pub fn name_of(&self, id: PolicyId) -> String {
        let found = self.policies.iter().find(|policy| policy.policy().id == id);
        found.map_or_else(|| id.to_string(), |policy| policy.policy().name.clone())
    }
}
