//! Decisions on alerts as they cross the interface: what is asked for, and what is told of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    Dismissed,
    Confirmed,
}

/// A decision on an alert.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertDecision {
    pub kind: DecisionKind,
    /// Why it was dismissed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(examples("expected-activity"))]
    pub reason: Option<String>,
    /// The case that it was confirmed into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Account of whoever decided; the operator of a trial has none.
    #[schema(required = true)]
    pub by: Option<String>,
    #[schema(format = DateTime)]
    pub at: String,
    /// Until then whoever decided may take it back.
    #[schema(format = DateTime)]
    pub undo_until: String,
}

/// An alert is dismissed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dismissal {
    /// The version that was looked at.
    pub version: u64,
    /// `expected-activity`, `authorised`, `false-positive`, `duplicate` or `not-worth-pursuing`.
    #[schema(examples("expected-activity"))]
    pub reason: String,
    /// At most 4,000 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// An alert is confirmed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The version that was looked at.
    pub version: u64,
    /// An open case to which the caller contributes; without one a new case is opened for the person.
    #[serde(default)]
    pub case: Option<String>,
    /// At most 4,000 characters.
    #[serde(default)]
    pub note: Option<String>,
}

/// An alert is given to somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The version that was looked at.
    pub version: u64,
    /// An account that may read alerts of the person, or null for nobody.
    #[schema(required = true)]
    pub assignee: Option<String>,
}

/// A decision is taken back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Undoing {
    /// The version that was looked at.
    pub version: u64,
}

/// A note on an alert.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// At most 4,000 characters.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// One of many alerts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertVersion {
    pub id: String,
    /// The version that was looked at.
    pub version: u64,
}

/// What is done with each of many alerts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ManyAct {
    Dismiss {
        reason: String,
        #[serde(default)]
        note: Option<String>,
    },
    Assign {
        assignee: Option<String>,
    },
    Confirm {
        #[serde(default)]
        case: Option<String>,
    },
}

/// The same is done with many alerts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyDecisions {
    #[schema(min_items = 1, max_items = 400)]
    pub alerts: Vec<AlertVersion>,
    pub act: ManyAct,
}

/// What became of one of many alerts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ManyStatus {
    Done,
    /// It was not at that version any more, and is as it was.
    Changed,
    Refused,
}

/// What became of one of many alerts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ManyResult {
    pub id: String,
    pub status: ManyStatus,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What became of many alerts, in the order in which they were named.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ManyResults {
    pub results: Vec<ManyResult>,
}

/// What happened to an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HistoryKind {
    Opened,
    Assigned,
    Note,
    Dismissed,
    Confirmed,
    Undone,
}

/// One entry of an alert's history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryEntry {
    #[schema(format = DateTime)]
    pub at: String,
    /// Account; null for the program and for the operator of a trial.
    #[schema(required = true)]
    pub by: Option<String>,
    pub kind: HistoryKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Absent when it was given to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The name of the rule that assigned it; absent when somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What was written; absent after the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The history of an alert, the oldest entry first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertHistory {
    pub entries: Vec<HistoryEntry>,
}
