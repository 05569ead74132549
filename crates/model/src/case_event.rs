//! What happens to a case, and the tasks in it.

use serde::{Deserialize, Serialize};

use crate::case_outcome::{CaseAction, CaseOutcome};
use crate::{AccountId, AlertId, TaskId, Timestamp};

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
    Closed {
        outcome: CaseOutcome,
        action: CaseAction,
    },
    Reopened,
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
    fn a_task_that_is_done_or_reopened_is_told_from_one_that_is_changed() {
        let task = TaskId(1);
        let became = |was, is| task_event(task, was, is);
        assert_eq!(became(false, true), CaseEventKind::TaskDone { task });
        assert_eq!(became(true, false), CaseEventKind::TaskReopened { task });
        assert_eq!(became(true, true), CaseEventKind::TaskChanged { task });
        assert_eq!(became(false, false), CaseEventKind::TaskChanged { task });
    }
}
