//! What is asked about alerts.

use ombud_identity::Note;
use ombud_model::review::DismissalReason;
use ombud_model::{AccountId, CaseId};

use super::{Given, WantedId};

/// What is done with an alert.
#[derive(Debug)]
pub enum AlertStep {
    Dismiss {
        reason: Given<DismissalReason>,
        note: Given<Option<Note>>,
    },
    /// Into the case of that id, or into a new one.
    Confirm {
        case: Option<WantedId<CaseId>>,
        note: Given<Option<Note>>,
    },
    /// The decision is taken back.
    Undo,
    /// It is given to an account, or to nobody.
    Assign(Given<Option<AccountId>>),
}
