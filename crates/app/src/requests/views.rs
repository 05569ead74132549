//! What is asked about saved views.

use std::collections::BTreeMap;

use ombud_model::plain_text::SavedName;

use super::Given;

/// A view to be saved.
#[derive(Debug)]
pub struct WantedView {
    pub name: Given<SavedName>,
    pub shared: bool,
    /// Values by the keys of the queue's address; a policy by its name, a person by the pseudonym.
    pub query: BTreeMap<String, String>,
}

/// What becomes of a view.
#[derive(Debug)]
pub struct ViewChange {
    /// The version that was looked at.
    pub version: u64,
    pub view: WantedView,
}
