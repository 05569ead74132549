//! What detection says about one person under one policy: a score and the ledger of lines that add up to it.

use serde::{Deserialize, Serialize};

use crate::{Day, PersonId, PolicyId, Severity, Timestamp};

/// 0 to 100.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Score(pub u8);

impl Score {
    /// High is 67 and above, medium 34 to 66, low below (reference/detection.md 5.1).
    pub const fn severity(self) -> Severity {
        match self.0 {
            67.. => Severity::High,
            34..67 => Severity::Medium,
            _ => Severity::Low,
        }
    }
}

/// What a ledger line is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// The count of one indicator on one day, against its thresholds.
    Insight,
    /// How far that count lies from the person's own and their peers' habit.
    Unusual,
    /// The part of an insight that carried sensitive information.
    Sensitive,
    /// The part of an insight that touched priority content.
    PriorityContent,
    /// The part of an insight that went to an unallowed domain.
    UnallowedDomain,
    /// What left in large files, as far as it is more than the count tells.
    LargeFiles,
}

/// One line of the ledger. The points of all lines add up exactly to the score; a line without points says what did not count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LedgerLine {
    pub points: u8,
    pub kind: LineKind,
    /// A plain sentence, without names.
    pub title: String,
    /// Indicator id.
    pub indicator: String,
    pub day: Day,
    /// Occurrences.
    pub count: u64,
    /// The threshold that the count reached (low, medium or high), or the lowest one when it reached none.
    pub threshold: u32,
    /// The score that assessing gives without the whole insight, in all its lines and in what is usual.
    pub without: Score,
}

/// The interval in which a person is in scope of a policy, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scope {
    /// Indicator id of the most recent trigger; [`Scope::BY_HAND`] where none triggered and somebody brought the person in scope.
    pub trigger: String,
    /// Day of the most recent trigger, or from which on the person is in scope by hand.
    pub triggered: Day,
    /// First day scored: the earliest trigger less the look-back.
    pub from: Day,
    /// Last day scored: the latest trigger plus the activation window.
    pub until: Day,
}

impl Scope {
    /// Stands for the trigger where none brought the person in scope, but an approved request. No indicator has this id.
    pub const BY_HAND: &str = "by-hand";
}

/// The result for one person and one policy. A pure function of the person's insights, the policy, the baselines and the content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Assessment {
    pub person: PersonId,
    pub policy: PolicyId,
    pub scope: Scope,
    pub score: Score,
    /// Whether the score passes the alert bar of the policy's alert volume.
    pub alert: bool,
    /// The day on which the evidence weighed most; the score is that day's.
    pub peak: Option<Day>,
    pub ledger: Vec<LedgerLine>,
    /// Scored insights in scope.
    pub insights: u32,
    pub first_activity: Option<Timestamp>,
    pub last_activity: Option<Timestamp>,
    /// Evidence behind the score in thousandths, not saturated: orders persons whose scores are equal.
    pub evidence: u64,
}
