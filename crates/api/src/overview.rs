//! The overview as it crosses the interface: counts of what waits for whoever asks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct BySeverity {
    pub high: u64,
    pub medium: u64,
    pub low: u64,
}

/// Open alerts of one span of age.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AlertAge {
    /// Opened at least so many days ago, and less than the next entry says.
    pub from_days: i32,
    #[serde(flatten)]
    pub count: BySeverity,
}

/// What happened on one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AlertsOfDay {
    #[schema(format = Date)]
    pub day: String,
    pub opened: u64,
    pub decided: u64,
}

/// Alerts that wait for a decision, and how many came and went.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AlertCounts {
    pub open: BySeverity,
    /// Those of the open ones that should have been decided on by now.
    pub overdue: BySeverity,
    /// Those of the open ones that the caller was given.
    pub mine: u64,
    pub unassigned: u64,
    /// The open ones by age, the youngest first.
    pub ages: Vec<AlertAge>,
    /// The last 30 days, the oldest first.
    pub days: Vec<AlertsOfDay>,
    /// How many alerts a week are planned to be reviewed, if somebody has planned.
    #[schema(required = true)]
    pub planned_a_week: Option<u32>,
}

/// How many alerts a week are planned to be reviewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewPlan {
    /// 1 to 100,000; null for no plan.
    #[schema(required = true, minimum = 1, maximum = 100_000)]
    pub alerts_a_week: Option<u32>,
}

/// Open cases that the caller sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct CaseCounts {
    pub open: u64,
    /// To which the caller contributes.
    pub mine: u64,
}

/// Requests for names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RequestCounts {
    /// Made by others, open, and the caller's roles open the decision.
    pub to_decide: u64,
    pub own_open: u64,
    /// The caller's own, under which the name can be shown now.
    pub own_live: u64,
}

/// Changes that take a second person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ProposalCounts {
    /// Made by others, and open.
    pub to_decide: u64,
}

/// Agreements with a works council.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AgreementCounts {
    /// Drafts that the caller could sign and has not.
    pub to_sign: u64,
    /// Whether nothing is processed without an agreement.
    pub works_council: bool,
    pub in_force: bool,
}

/// A source and what came from it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SourceState {
    #[schema(examples("m365"))]
    pub source: String,
    /// Time of the latest activity.
    #[schema(format = DateTime, required)]
    pub last_record: Option<String>,
    pub accepted: u64,
    pub rejected: u64,
    /// For how many hours nothing has come, where that is a day or more.
    #[schema(required)]
    pub silent_hours: Option<i64>,
}

/// Something that the program looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HealthCondition {
    pub condition: String,
    pub ok: bool,
    /// The state, or what to do.
    pub detail: String,
}

/// What waits for the caller. A part that their roles do not open is null.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Overview {
    #[schema(required)]
    pub alerts: Option<AlertCounts>,
    #[schema(required)]
    pub cases: Option<CaseCounts>,
    #[schema(required)]
    pub requests: Option<RequestCounts>,
    #[schema(required)]
    pub proposals: Option<ProposalCounts>,
    #[schema(required)]
    pub agreements: Option<AgreementCounts>,
    #[schema(required)]
    pub sources: Option<Vec<SourceState>>,
    #[schema(required)]
    pub health: Option<Vec<HealthCondition>>,
    /// As in one's own account.
    pub notices: Vec<String>,
}
