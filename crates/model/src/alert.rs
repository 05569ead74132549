//! An alert: one person's risky activity under one policy, opened when a score passes the bar and joined by what follows.

use serde::{Deserialize, Serialize};

use crate::review::{AlertDecision, time_to_decide};
use crate::{AccountId, AlertId, PersonId, PolicyId, Severity, Timestamp, assessment::Score};

/// Where an alert stands.
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
    pub opened: Timestamp,
    /// Who is to decide on it.
    pub assignee: Option<AccountId>,
    /// 1 when opened; raised by every decision, assignment and change of score.
    pub version: u64,
    /// What was decided, unless it still waits.
    pub decision: Option<AlertDecision>,
}

impl Alert {
    /// Until when it is to be decided on, while it waits.
    pub fn due(&self) -> Option<Timestamp> {
        let due = self
            .opened
            .millis()
            .saturating_add(time_to_decide(self.severity));
        (self.status == AlertStatus::NeedsReview)
            .then(|| Timestamp::from_millis(due).unwrap_or(self.opened))
    }
}

/// Where an alert stands in the list: by falling evidence, then by rising id. Evidence moves, so an alert that changes between two pages may
/// be met twice or not at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AlertPosition {
    pub evidence: u64,
    pub id: AlertId,
}

impl From<&Alert> for AlertPosition {
    fn from(alert: &Alert) -> Self {
        Self {
            evidence: alert.evidence,
            id: alert.id,
        }
    }
}
