//! What is asked about rules of assignment.

use ombud_model::plain_text::SavedName;
use ombud_model::{AccountId, Severity, UnitId};

use super::Given;

/// A rule as it is wanted.
#[derive(Debug)]
pub struct WantedRule {
    pub name: Given<SavedName>,
    pub unit: Given<Option<UnitId>>,
    /// By name.
    pub policy: Option<String>,
    /// The least severity.
    pub severity: Option<Severity>,
    pub assignee: Given<AccountId>,
}
