//! Cases as they cross the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case to be opened.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// Pseudonyms of those whom it is about; at least one.
    #[schema(examples(json!(["amber-otter-482"])))]
    pub persons: Vec<String>,
}

/// One case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseSummary {
    #[schema(examples("case-01980000000070008000000000000001"))]
    pub id: String,
    /// Pseudonyms.
    pub persons: Vec<String>,
    /// Accounts that may see it.
    pub contributors: Vec<String>,
    /// The account that opened it.
    pub opened_by: String,
    pub opened_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
}

/// Cases, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseList {
    pub cases: Vec<CaseSummary>,
}
