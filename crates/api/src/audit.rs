//! The audit log as it crosses the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One entry: an intent, the outcome of one, or more of whom an act showed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    pub sequence: u64,
    pub time: String,
    #[schema(examples("read-alert"))]
    pub operation: String,
    /// `intent`, `shown` (more persons than its outcome holds) or `outcome`.
    pub phase: String,
    /// Of what was shown and of an outcome: the sequence of its intent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<u64>,
    /// Of an outcome: `done`, `refused`, `failed` or `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<String>,
    /// An account's id, `console`, `anonymous`, a job or a source.
    pub actor: String,
    /// The role group that allowed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What was acted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// Pseudonyms of the persons concerned who are within reach, with a comma between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(examples("amber-otter-482"))]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Binds the entry to what lies beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// In the actor's words; absent when there is none, or it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Entries of the audit log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AuditList {
    pub entries: Vec<AuditEntry>,
    /// For the next page; absent at the end. A page may hold fewer entries than asked for although there are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What to verify against.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// An older checkpoint that was kept elsewhere, whole: the log must extend it.
    pub from: String,
}

/// Whether the audit log holds. The server says this about itself: whoever does not trust it verifies a copy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AuditVerification {
    pub valid: bool,
    pub records: u64,
    /// Root of the tree, in base64.
    pub head: String,
    /// Size of the older head that the log was found to extend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<u64>,
    /// Intents without an outcome; this request is one of them.
    pub open: u64,
    /// The first entry that cannot be relied on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}
