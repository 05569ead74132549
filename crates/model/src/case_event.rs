//! What happens to a case, and the tasks in it.

use serde::{Deserialize, Serialize};

use crate::Sha256Hash;
use crate::case_outcome::{CaseAction, CaseOutcome};
use crate::{AccountId, AlertId, AttachmentId, TaskId, Timestamp};

/// The most entries that the history of one case holds before no further note or task is taken.
pub const MOST_ENTRIES: usize = 10_000;

/// Something that happened to a case after it was opened. Holds no name and no free text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseEventKind {
    Note,
    ContributorAdded {
        account: AccountId,
    },
    ContributorRemoved {
        account: AccountId,
    },
    /// The case was given to somebody, or to nobody.
    Assigned {
        assignee: Option<AccountId>,
    },
    /// The alert was confirmed into the case.
    AlertConfirmed {
        alert: AlertId,
    },
    /// That was taken back.
    AlertWithdrawn {
        alert: AlertId,
    },
    TaskAdded {
        task: TaskId,
    },
    TaskChanged {
        task: TaskId,
    },
    TaskDone {
        task: TaskId,
    },
    /// A task that was done is to be done again.
    TaskReopened {
        task: TaskId,
    },
    /// A file was attached.
    Attached {
        attachment: AttachmentId,
        sha256: Sha256Hash,
        /// In bytes.
        size: u64,
    },
    Closed {
        outcome: CaseOutcome,
        action: CaseAction,
    },
    Reopened,
    /// A package with the evidence of the case left the system.
    HandedOver {
        sha256: Sha256Hash,
        /// In bytes.
        size: u64,
    },
}

/// That a task is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TaskDone {
    /// `None` for the operator of a trial.
    pub by: Option<AccountId>,
    pub at: Timestamp,
}

/// What became of a task that was done or not, and is now done or not.
pub fn task_event(task: TaskId, was_done: bool, is_done: bool) -> CaseEventKind {
    match (was_done, is_done) {
        (false, true) => CaseEventKind::TaskDone { task },
        (true, false) => CaseEventKind::TaskReopened { task },
        _ => CaseEventKind::TaskChanged { task },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_over_is_stored_as_it_is_read() {
        let event = CaseEventKind::HandedOver {
            sha256: Sha256Hash([0xab; 32]),
            size: 7,
        };
        let written = serde_json::to_string(&event).unwrap();
        let digits = "ab".repeat(32);
        let expected = format!(r#"{{"handed-over":{{"sha256":"{digits}","size":7}}}}"#);
        assert_eq!(written, expected);
        assert_eq!(
            serde_json::from_str::<CaseEventKind>(&written).unwrap(),
            event
        );
        let cut = expected.replace("abab", "ab");
        assert!(serde_json::from_str::<CaseEventKind>(&cut).is_err());
    }

    #[test]
    fn a_task_that_is_done_or_reopened_is_told_from_one_that_is_changed() {
        let task = TaskId(1);
        let became = |was, is| task_event(task, was, is);
        assert_eq!(became(false, true), CaseEventKind::TaskDone { task });
        assert_eq!(became(true, false), CaseEventKind::TaskReopened { task });
        assert_eq!(became(true, true), CaseEventKind::TaskChanged { task });
        assert_eq!(became(false, false), CaseEventKind::TaskChanged { task });
    }
}
