//! Proposals as they cross the interface: what one administrator must not do alone.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far a proposal has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalState {
    /// Another administrator or an approver is to decide on it.
    Open,
    /// Whoever made it can ask for the same again, and it is done.
    Approved,
    Refused,
    /// It was approved and done.
    Done,
    /// Nobody decided on it, or used it, within seven days.
    Expired,
}

/// A change that somebody proposed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProposalSummary {
    #[schema(examples("proposal-00000000000000000000000000000001"))]
    pub id: String,
    /// What kind of change it is, such as `reset-account`.
    pub kind: String,
    /// What exactly is to be done, for people.
    pub text: String,
    /// The account that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Account of the one who made it, and the only one who can have it done.
    pub proposed_by: String,
    pub proposed_at: String,
    /// From then on it counts for nothing, unless it was done.
    pub ends_at: String,
    pub state: ProposalState,
    /// Account of the one who approved or refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When it was approved, refused or done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
}

/// All proposals, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProposalList {
    /// Whether the two-person rule holds. It begins with the second administrator and the first approver, and does not end.
    pub in_force: bool,
    /// Who is missing for the rule.
    pub missing: Vec<String>,
    pub proposals: Vec<ProposalSummary>,
}
