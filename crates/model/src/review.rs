//! What people do with an alert: they decide on it, give it to somebody, write notes, and may take a decision back for a minute.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::assessment::{LedgerLine, Score};
use crate::{AccountId, CaseId, Day, IndicatorCode, Severity, Timestamp};

/// A decision can be taken back for so long, and until then nothing goes out because of it.
pub const UNDO_MILLIS: i64 = 60_000;

/// The most alerts that are decided on in one request.
pub const MOST_AT_ONCE: usize = 400;

/// How long an alert of this severity may wait to be decided on, in milliseconds.
pub const fn time_to_decide(severity: Severity) -> i64 {
    match severity {
        Severity::High => Day::MILLIS,
        Severity::Medium => 3 * Day::MILLIS,
        _ => 7 * Day::MILLIS,
    }
}

/// Why an alert is dismissed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DismissalReason {
    ExpectedActivity,
    Authorised,
    FalsePositive,
    Duplicate,
    NotWorthPursuing,
}

impl DismissalReason {
    pub const ALL: [Self; 5] = [
        Self::ExpectedActivity,
        Self::Authorised,
        Self::FalsePositive,
        Self::Duplicate,
        Self::NotWorthPursuing,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExpectedActivity => "expected-activity",
            Self::Authorised => "authorised",
            Self::FalsePositive => "false-positive",
            Self::Duplicate => "duplicate",
            Self::NotWorthPursuing => "not-worth-pursuing",
        }
    }
}

impl fmt::Display for DismissalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that is none of the reasons.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{0}` is no reason to dismiss an alert: choose expected-activity, authorised, false-positive, duplicate or not-worth-pursuing"
)]
pub struct UnknownReason(String);

impl FromStr for DismissalReason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        let found = Self::ALL.into_iter().find(|reason| reason.name() == text);
        found.ok_or_else(|| UnknownReason(text.to_owned()))
    }
}

/// What a confirmation did to its case, so that it can be taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseEffect {
    /// The case was opened; the notice of it has this id in the outbox, in hexadecimal digits.
    Opened { notice: Option<String> },
    /// The person came into a case that was there.
    PersonAdded,
    /// The person was in the case already.
    Nothing,
}

/// What was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Dismissed { reason: DismissalReason },
    Confirmed { case: CaseId, effect: CaseEffect },
}

/// A decision on an alert.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AlertDecision {
    pub verdict: Verdict,
    /// `None` for the operator of a trial, who has no account.
    pub by: Option<AccountId>,
    pub at: Timestamp,
}

impl AlertDecision {
    /// From then on it stands.
    pub fn undo_until(&self) -> Timestamp {
        Timestamp::from_millis(self.at.millis().saturating_add(UNDO_MILLIS)).unwrap_or(self.at)
    }
}

/// What there was of one indicator on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SeenCount {
    pub day: Day,
    pub indicator: IndicatorCode,
    pub count: u64,
}

/// What whoever decided had seen: it counts no more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Seen {
    pub score: Score,
    /// In thousandths, on the peak day.
    pub evidence: u64,
    pub peak: Option<Day>,
    pub last_activity: Timestamp,
    /// What the policy scored, by day and indicator.
    pub counts: Vec<SeenCount>,
    /// The lines that made the score. Decisions of before have none.
    #[serde(default)]
    pub ledger: Vec<LedgerLine>,
}

/// Something that happened to an alert.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertEventKind {
    Assigned {
        assignee: Option<AccountId>,
        /// The name of the rule that assigned it; `None` when somebody did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
    },
    Note,
    Dismissed {
        reason: DismissalReason,
    },
    Confirmed {
        case: CaseId,
    },
    Undone,
}

impl AlertEventKind {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Assigned { .. } => "assigned",
            Self::Note => "note",
            Self::Dismissed { .. } => "dismissed",
            Self::Confirmed { .. } => "confirmed",
            Self::Undone => "undone",
        }
    }
}

/// One entry of an alert's history. It is never changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertEvent {
    pub at: Timestamp,
    /// `None` for the operator of a trial.
    pub by: Option<AccountId>,
    pub kind: AlertEventKind,
    /// What was written, sealed under the person's key.
    pub note: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_come_back_by_name_and_others_are_refused() {
        for reason in DismissalReason::ALL {
            assert_eq!(reason.name().parse(), Ok(reason));
        }
        assert!("boring".parse::<DismissalReason>().is_err());
    }

    #[test]
    fn graver_alerts_wait_less_and_a_decision_stands_after_a_minute() {
        let times = [Severity::High, Severity::Medium, Severity::Low].map(time_to_decide);
        assert_eq!(times, [1, 3, 7].map(|days| days * Day::MILLIS));
        let decision = AlertDecision {
            verdict: Verdict::Dismissed {
                reason: DismissalReason::Duplicate,
            },
            by: None,
            at: Timestamp::MIN,
        };
        let until = decision.undo_until().millis() - decision.at.millis();
        assert_eq!(until, UNDO_MILLIS);
    }
}
