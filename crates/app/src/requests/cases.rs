//! What is asked about cases.

use ombud_model::plain_text::SavedName;
use ombud_model::{AccountId, Day};

use super::Given;

/// What is done about one contributor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContributorChange {
    Add,
    Remove,
}

/// A task as it is wanted.
#[derive(Debug)]
pub struct WantedTask {
    pub title: Given<SavedName>,
    /// Who is to do it.
    pub owner: Given<Option<AccountId>>,
    /// The last day on which it is in time.
    pub due: Given<Option<Day>>,
}

/// What becomes of a task.
#[derive(Debug)]
pub struct TaskChange {
    /// The version that was looked at.
    pub version: u64,
    pub task: WantedTask,
    pub done: bool,
}
