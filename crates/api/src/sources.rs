//! Sources and their tokens as they cross the interface.

use serde::Serialize;
use utoipa::ToSchema;

/// A source with what has been read from it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SourceSummary {
    #[schema(examples("m365"))]
    pub source: String,
    pub title: String,
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
    /// Time of the latest activity.
    pub last_activity: Option<String>,
    /// Whether a token lets it push.
    pub push_token: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceList {
    pub sources: Vec<SourceSummary>,
}

/// A token of a source; the secret is shown only now.
#[derive(Clone, Serialize, ToSchema)]
pub struct IssuedSourceToken {
    pub source: String,
    /// For `Authorization: Bearer` when the source pushes its records.
    pub secret: String,
}
