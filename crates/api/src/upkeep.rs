//! Explanations, rejected records and settings as they cross the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a person has, or has no, alert.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct WhyList {
    pub policies: Vec<WhyRow>,
}

/// The conditions of one person under one policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct WhyRow {
    /// Name of the policy; empty where there is none.
    pub policy: String,
    pub conditions: Vec<ConditionRow>,
    /// The text of the first condition that is not met; absent when all hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_unmet: Option<String>,
}

/// One condition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ConditionRow {
    pub met: bool,
    pub text: String,
}

/// Rejected records, in the order in which they came in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RejectList {
    pub rejects: Vec<RejectedRecord>,
    /// For the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One rejected record. What it says, and the name of the file it came in, may name anybody and are not shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RejectedRecord {
    pub source: String,
    /// Where in its input it stands.
    pub place: String,
    pub reason: String,
    pub first_seen: String,
}

/// How rejected records are tried again.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryRequest {
    /// The text of the mapping file, for sources that need one.
    #[serde(default)]
    pub mapping: Option<String>,
}

/// What trying again brought. `accepted + duplicates + corrected + rejected` equals `tried`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Retried {
    pub tried: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
    pub alerts_opened: u64,
    pub alerts_updated: u64,
}

/// The data are open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Unsealed {
    pub unsealed: bool,
}

/// The master key, for a server that was started without it.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unseal {
    /// The line of the key file, as it was written when the data were made.
    #[schema(max_length = 4096, write_only)]
    pub master_key: String,
}
