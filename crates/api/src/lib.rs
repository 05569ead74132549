//! What crosses the HTTP interface: plain types with stable names, apart from the types used inside.
//!
//! Promises: no opaque person id and no name of a person is in any of them, only pseudonyms; moments are RFC 3339 text in UTC, days
//! are `YYYY-MM-DD`; a field is never removed or renamed within `/api/v1`.

pub mod accounts;
pub mod agreements;
pub mod assignment;
pub mod audit;
pub mod cases;
pub mod overview;
pub mod passkey;
pub mod problem;
pub mod proposals;
pub mod provider;
pub mod reviews;
pub mod rights;
pub mod roles;
pub mod sessions;
pub mod sign_in_rules;
pub mod sources;
pub mod unmaskings;
pub mod upkeep;
pub mod views;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Severity of an alert: low below a score of 34, medium from 34 to 66, high from 67.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Low,
    Medium,
    High,
}

/// Where an alert stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlertStatus {
    NeedsReview,
    Confirmed,
    Dismissed,
    Resolved,
}

/// What a ledger line is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// The count of one indicator on one day, against its thresholds.
    Insight,
    /// How far that count lies from the habit of the person and of their peers.
    Unusual,
    /// The part of an insight that carried sensitive information.
    Sensitive,
    /// The part of an insight that touched priority content.
    PriorityContent,
    /// The part of an insight that went to a domain that is not allowed.
    UnallowedDomain,
}

/// What became of one pushed batch. `accepted + duplicates + rejected` equals `read`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct PushResult {
    pub read: u64,
    pub accepted: u64,
    /// Records that were already there.
    pub duplicates: u64,
    pub rejected: u64,
    /// The first 100 rejected records; all of them are kept and can be retried.
    #[schema(max_items = 100)]
    pub rejects: Vec<Reject>,
    /// Whether this idempotency key was answered before: then nothing was taken in, and this is the first answer again.
    pub replayed: bool,
}

/// One record that was not accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reject {
    /// Where it stands in the batch.
    #[schema(examples("record 17"))]
    pub place: String,
    #[schema(examples("the record has no time"))]
    pub reason: String,
}

/// One alert in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertSummary {
    #[schema(examples("alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"))]
    pub id: String,
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Name of the policy.
    pub policy: String,
    pub severity: Severity,
    #[schema(maximum = 100)]
    pub score: u8,
    #[schema(format = DateTime)]
    pub first_activity: String,
    #[schema(format = DateTime)]
    pub last_activity: String,
    pub status: AlertStatus,
    /// Scored insights that the alert is made of.
    pub insights: u32,
    /// Evidence over what opens an alert under its policy, in hundredths: 2130 is 21.3 times. Not capped.
    pub evidence: u64,
    #[schema(format = DateTime)]
    pub opened: String,
    /// Until when it is to be decided on, while it waits.
    #[schema(format = DateTime, required = true)]
    pub due: Option<String>,
    /// Account that is to decide on it.
    #[schema(required = true)]
    pub assignee: Option<String>,
    /// Raised by every decision, assignment and change of score.
    pub version: u64,
    #[schema(required = true)]
    pub decision: Option<reviews::AlertDecision>,
}

/// One alert with everything that made its score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertDetail {
    pub id: String,
    /// Pseudonym.
    pub person: String,
    /// Name of the policy.
    pub policy: String,
    pub severity: Severity,
    #[schema(maximum = 100)]
    pub score: u8,
    #[schema(format = DateTime)]
    pub first_activity: String,
    #[schema(format = DateTime)]
    pub last_activity: String,
    pub status: AlertStatus,
    pub insights: u32,
    /// Evidence over what opens an alert under its policy, in hundredths: 2130 is 21.3 times. Not capped.
    pub evidence: u64,
    #[schema(format = DateTime)]
    pub opened: String,
    /// Until when it is to be decided on, while it waits.
    #[schema(format = DateTime, required = true)]
    pub due: Option<String>,
    /// Account that is to decide on it.
    #[schema(required = true)]
    pub assignee: Option<String>,
    /// Raised by every decision, assignment and change of score.
    pub version: u64,
    #[schema(required = true)]
    pub decision: Option<reviews::AlertDecision>,
    pub scope: Scope,
    /// The points of all lines add up exactly to the score.
    pub ledger: Vec<LedgerLine>,
}

/// Why and how long a person is in scope of a policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Scope {
    /// Indicator id of the most recent trigger.
    pub trigger: String,
    /// Day of the most recent trigger.
    #[schema(format = Date)]
    pub triggered: String,
    /// First day scored.
    #[schema(format = Date)]
    pub from: String,
    /// Last day scored.
    #[schema(format = Date)]
    pub until: String,
}

/// One line of the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LedgerLine {
    pub points: u8,
    pub kind: LineKind,
    /// A plain sentence, without names.
    pub title: String,
    /// Indicator id.
    pub indicator: String,
    #[schema(format = Date)]
    pub day: String,
    pub count: u64,
    /// The threshold that the count reached, or the lowest one when it reached none.
    pub threshold: u32,
    /// The score if this line were not there.
    #[schema(maximum = 100)]
    pub without: u8,
}

/// One page of alerts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AlertList {
    pub alerts: Vec<AlertSummary>,
    /// Send it as `cursor`, with the same filters, to read on; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One monitored person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonSummary {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Whether the person is in scope of at least one policy.
    pub in_scope: bool,
    pub policies: Vec<PersonScope>,
}

/// One policy that a person is in scope of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonScope {
    /// Name of the policy.
    pub policy: String,
    pub scope: Scope,
    #[schema(maximum = 100)]
    pub score: u8,
}

/// One page of persons.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonList {
    pub persons: Vec<PersonSummary>,
    /// Send it as `cursor`, with the same filters, to read on; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PolicySummary {
    #[schema(examples("policy-5f0c2a7e6b1d4c3f8a9e0b1c2d3e4f50"))]
    pub id: String,
    pub name: String,
    /// Template id.
    #[schema(examples("data-leaks"))]
    pub template: String,
    pub enabled: bool,
    /// `fewer`, `default` or `more`.
    pub alert_volume: String,
    /// Days of scoring after a trigger.
    pub activation_days: u32,
    /// Days before the trigger that are pulled in.
    pub look_back_days: u32,
    /// Indicator ids of the triggers.
    pub triggers: Vec<String>,
    /// Ids of the indicators that are scored.
    pub indicators: Vec<String>,
}

/// All policies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PolicyList {
    pub policies: Vec<PolicySummary>,
}

/// A template that policies are made from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct TemplateSummary {
    #[schema(examples("data-leaks"))]
    pub id: String,
    pub title: String,
    /// What it is for, in plain words.
    pub doc: String,
    /// Indicator ids of the triggers.
    pub triggers: Vec<String>,
    /// Ids of the indicators that are scored.
    pub indicators: Vec<String>,
}

/// All templates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct TemplateList {
    pub templates: Vec<TemplateSummary>,
}

/// Activities that a predicate selected, newest first.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityList {
    pub activities: Vec<ActivityRow>,
}

/// One activity. A field is absent where the source does not say.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityRow {
    #[schema(format = DateTime)]
    pub time: String,
    /// Pseudonym; absent for services and systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Source id.
    #[schema(examples("m365"))]
    pub source: String,
    #[schema(examples("file-downloaded"))]
    pub kind: String,
    /// The source's own word.
    pub operation: String,
    pub workload: String,
    pub outcome: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub container: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub object: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension: String,
    /// Bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target_domain: String,
    pub reach: String,
    pub label_change: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label_before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label_after: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sensitive_types: String,
    pub severity: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    pub items: u32,
}

/// That the process answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Liveness {
    /// Always true.
    pub live: bool,
}

/// Whether the server can do its work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Readiness {
    /// Whether all checks hold.
    pub ready: bool,
    pub checks: Vec<Check>,
}

/// One condition of readiness.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Check {
    #[schema(examples("records"))]
    pub name: String,
    pub ok: bool,
    /// What is the matter; absent when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}
