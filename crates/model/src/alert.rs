//! An alert: one person's risky activity under one policy, opened when a score passes the bar and joined by what follows.

use serde::{Deserialize, Serialize};

use crate::{AlertId, PersonId, PolicyId, Severity, Timestamp, assessment::Score};

/// Where an alert stands (reference/review.md; further states come with the review workflow).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertStatus {
    NeedsReview,
    Confirmed,
    Dismissed,
    Resolved,
}

impl AlertStatus {
    pub const fn name(self) -> &'static str {
        match self {
            AlertStatus::NeedsReview => "needs-review",
            AlertStatus::Confirmed => "confirmed",
            AlertStatus::Dismissed => "dismissed",
            AlertStatus::Resolved => "resolved",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Alert {
    pub id: AlertId,
    pub person: PersonId,
    pub policy: PolicyId,
    pub status: AlertStatus,
    pub score: Score,
    pub severity: Severity,
    pub evidence: u64,
    /// Scored insights that the alert is made of.
    pub insights: u32,
    pub first_activity: Timestamp,
    pub last_activity: Timestamp,
}
