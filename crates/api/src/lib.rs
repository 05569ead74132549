//! What crosses the HTTP interface: plain types with stable names, apart from the types used inside.
//!
//! Promises: no opaque person id and no name of a person is in any of them, only pseudonyms; moments are RFC 3339 text in UTC, days
//! are `YYYY-MM-DD`; a field is never removed or renamed within `/api/v1`.

pub mod accounts;
pub mod agreements;
pub mod alerts;
pub mod assignment;
pub mod audit;
pub mod cases;
pub mod overview;
pub mod passkey;
pub mod person_requests;
pub mod persons;
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

/// What became of one pushed batch. `accepted + duplicates + corrected + rejected` equals `read`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct PushResult {
    pub read: u64,
    pub accepted: u64,
    /// Records that were already there.
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
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

/// How an indicator counts under a policy, and what would become of the alerts if it counted less.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tuning {
    /// Low, medium and high.
    pub thresholds: [u32; 3],
    /// How many persons have an alert by the evidence of now, whatever was decided.
    pub alerts: u64,
    /// First what was asked for, then higher thresholds, then none at all.
    pub options: Vec<TuningOption>,
}

/// What a change would do. Persons whom the caller may not see are not counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct TuningOption {
    /// Low, medium and high; null when the indicator would not be scored any more.
    #[schema(required = true)]
    pub thresholds: Option<[u32; 3]>,
    /// As it stands in a policy file and behind `--set`.
    #[schema(examples("thresholds.files.printed=20,40,80"))]
    pub setting: String,
    /// How many persons would have an alert.
    pub alerts: u64,
    /// How many would not have one any more.
    pub fewer: u64,
    /// How many would have one who have none now.
    pub more: u64,
    /// Of those who would not, how many had an alert of the policy confirmed.
    pub confirmed: u64,
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
    /// Names of the fields whose facts are missing, joined by `; `.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schema(examples("EnforcementMode"))]
    pub incomplete: String,
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
