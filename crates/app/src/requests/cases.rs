//! What is asked about cases.

use ombud_identity::Note;
use ombud_model::attachment::AttachmentName;
use ombud_model::case_outcome::{CaseAction, CaseOutcome};
use ombud_model::plain_text::{Recipient, SavedName};
use ombud_model::{AccountId, Day};

use super::Given;

/// What is done about one contributor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContributorChange {
    Add,
    Remove,
}

/// Which cases. Conditions hold together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CaseFilter {
    /// Open ones, or closed ones.
    pub open: Option<bool>,
    /// Given to that account, or to nobody.
    pub assignee: Option<Option<AccountId>>,
    /// With an open task that is to be done on that day or before.
    pub due_by: Option<Day>,
}

/// How a case ends.
#[derive(Debug)]
pub struct CaseClosing {
    pub outcome: Given<CaseOutcome>,
    pub reason: Given<Note>,
    /// What was done because of it.
    pub action: Given<CaseAction>,
}

/// Which names go along when a case is handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvidenceNames {
    /// None: everybody stands under a pseudonym.
    Pseudonyms,
    /// Those that are released to the caller in this case now.
    Released,
}

/// How a case is handed over.
#[derive(Debug)]
pub struct HandOver {
    /// Whom it goes to, and why.
    pub recipient: Given<Recipient>,
    pub names: EvidenceNames,
}

/// A file to be attached.
#[derive(Debug)]
pub struct NewAttachment {
    pub name: Given<AttachmentName>,
    pub bytes: Vec<u8>,
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
