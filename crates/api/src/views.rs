//! Saved views of the queue of alerts as they cross the interface.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A view to be saved.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// One line of plain text. It is not sealed: write no name of a person.
    #[schema(min_length = 1, max_length = 80, examples("Late and high"))]
    pub name: String,
    /// Whether all who may list alerts see it.
    pub shared: bool,
    /// Values by key: `status`, `severity`, `policy` (its name), `assignee` (`me`, `none`), `overdue` (`true`), `from`, `to`, `person`
    /// (a pseudonym), `columns`.
    #[schema(examples(json!({"status": "needs-review", "severity": "high"})))]
    pub query: BTreeMap<String, String>,
}

/// What becomes of a view.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedView {
    /// The version that was looked at.
    pub version: u64,
    /// One line of plain text. It is not sealed: write no name of a person.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// Whether all who may list alerts see it.
    pub shared: bool,
    /// As in a new view.
    pub query: BTreeMap<String, String>,
}

/// A saved view.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct View {
    #[schema(examples("view-6f1d2c3b4a5968778695a4b3c2d1e0ff"))]
    pub id: String,
    pub name: String,
    /// The account whose view it is.
    pub owner: String,
    /// Whether it is the caller's.
    pub own: bool,
    pub shared: bool,
    /// Raised by each change.
    pub version: u64,
    /// Values by key. Without `person` where the caller may not see the person, or the person was erased.
    pub query: BTreeMap<String, String>,
}

/// The caller's own views and those that are shared, by name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ViewList {
    pub views: Vec<View>,
}
