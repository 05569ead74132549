//! Rules of assignment as they cross the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::alerts::Severity;

/// A rule that gives alerts to somebody when they are opened. A condition that is absent does not restrict.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignmentRule {
    /// One line of plain text, in use once. It stands in the history of the alerts.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// The alert's person is in this unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// Name of the policy.
    #[serde(default)]
    pub policy: Option<String>,
    /// The alert is at least as severe when it is opened.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Account.
    pub assignee: String,
}

/// All rules, to be put in the place of those that are there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignmentRules {
    /// The version that was looked at.
    pub version: u64,
    #[schema(max_items = 100)]
    pub rules: Vec<NewAssignmentRule>,
}

/// Why a rule assigns nothing, or not all that it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AssignmentProblem {
    /// The account is not there any more, or disabled.
    AssigneeGone,
    /// No role of the account allows to decide on alerts.
    AssigneeCannotDecide,
    /// The account's roles do not reach the unit.
    AssigneeOutOfUnit,
    PolicyGone,
    UnitGone,
}

/// A rule of assignment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AssignmentRule {
    pub name: String,
    #[schema(required = true)]
    pub unit: Option<String>,
    /// Name of the policy; its id when it is gone.
    #[schema(required = true)]
    pub policy: Option<String>,
    /// The least severity.
    #[schema(required = true)]
    pub severity: Option<Severity>,
    /// Account.
    pub assignee: String,
    #[schema(required = true)]
    pub problem: Option<AssignmentProblem>,
}

/// All rules, in their order: of those that fit, the first whose assignee may decide on the alert counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AssignmentRules {
    /// Raised by each change; 0 as long as nobody has saved any.
    pub version: u64,
    pub rules: Vec<AssignmentRule>,
}
