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

/// What makes an alert's evidence weigh more, beside how much there is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskFactor {
    /// Counts far from the person's own and their peers' habit.
    Unusual,
    /// Content with sensitive information.
    Sensitive,
    /// Content that the organisation marked as priority.
    PriorityContent,
    /// A domain that the organisation does not allow.
    UnallowedDomain,
    /// Data was collected or packed on the day on which data went out, or in the week before.
    CollectedBefore,
    /// Data went out on three days or more.
    RepeatedExfiltration,
}

impl RiskFactor {
    pub const ALL: [Self; 6] = [
        Self::Unusual,
        Self::Sensitive,
        Self::PriorityContent,
        Self::UnallowedDomain,
        Self::CollectedBefore,
        Self::RepeatedExfiltration,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unusual => "unusual",
            Self::Sensitive => "sensitive",
            Self::PriorityContent => "priority-content",
            Self::UnallowedDomain => "unallowed-domain",
            Self::CollectedBefore => "collected-before",
            Self::RepeatedExfiltration => "repeated-exfiltration",
        }
    }

    /// Its place in [`RiskFactors`]. Stored: never change one.
    pub const fn bit(self) -> u8 {
        match self {
            Self::Unusual => 1,
            Self::Sensitive => 2,
            Self::PriorityContent => 4,
            Self::UnallowedDomain => 8,
            Self::CollectedBefore => 16,
            Self::RepeatedExfiltration => 32,
        }
    }
}

/// A set of risk factors; a list of names where it is written out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<RiskFactor>", into = "Vec<RiskFactor>")]
pub struct RiskFactors(u8);

impl From<Vec<RiskFactor>> for RiskFactors {
    fn from(factors: Vec<RiskFactor>) -> Self {
        factors.into_iter().collect()
    }
}

impl From<RiskFactors> for Vec<RiskFactor> {
    fn from(factors: RiskFactors) -> Self {
        factors.iter().collect()
    }
}

impl RiskFactors {
    /// The stored form, and back. Bits that mean nothing are left out.
    pub const fn bits(self) -> u8 {
        self.0
    }

    pub fn from_bits(bits: u8) -> Self {
        RiskFactor::ALL
            .into_iter()
            .filter(|factor| bits & factor.bit() != 0)
            .collect()
    }

    pub const fn has(self, factor: RiskFactor) -> bool {
        self.0 & factor.bit() != 0
    }

    /// In the order of [`RiskFactor::ALL`].
    pub fn iter(self) -> impl Iterator<Item = RiskFactor> {
        RiskFactor::ALL
            .into_iter()
            .filter(move |factor| self.has(*factor))
    }
}

impl FromIterator<RiskFactor> for RiskFactors {
    fn from_iter<I: IntoIterator<Item = RiskFactor>>(factors: I) -> Self {
        Self(
            factors
                .into_iter()
                .fold(0, |bits, factor| bits | factor.bit()),
        )
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
    /// Indicator id of the most recent trigger.
    pub trigger: String,
    pub factors: RiskFactors,
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
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
