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
    /// Why it is opened, where no alert says so: at most 4,000 characters. It is the first note on the case.
    #[serde(default)]
    pub reason: Option<String>,
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
    /// The account that answers for it. Absent when it is given to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<String>,
    /// The first day until which one of its open tasks is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub due: Option<String>,
    /// The account that opened it.
    pub opened_by: String,
    pub opened_at: String,
    /// When something was last done in it: its history has what.
    pub changed_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
    /// What it came to: `benign` or `confirmed-violation`. Absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// How a case ends.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseClosing {
    /// `benign` or `confirmed-violation`.
    #[schema(examples("benign"))]
    pub outcome: String,
    /// Why: at most 4,000 characters. It is sealed like a note.
    #[schema(min_length = 1, max_length = 4000)]
    pub reason: String,
    /// What was done because of it: `none`, `conversation`, `access-restricted`, `handed-over` or `other`.
    #[schema(examples("none"))]
    pub action: String,
}

/// A case is given to somebody.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseAssignment {
    /// An account that may see the case, or null for nobody.
    #[schema(required = true)]
    pub assignee: Option<String>,
}

/// Cases, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseList {
    pub cases: Vec<CaseSummary>,
}

/// A note on a case.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCaseNote {
    /// At most 4,000 characters.
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// What somebody wrote on a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseNote {
    #[schema(format = DateTime)]
    pub at: String,
    /// Account; the operator of a trial has none.
    #[schema(required = true)]
    pub by: Option<String>,
    /// Absent after everybody whom it concerns was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Notes on a case, the oldest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseNoteList {
    pub notes: Vec<CaseNote>,
}

/// A task to be added to a case.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// What is to be done: one line of plain text. It is sealed like a note.
    #[schema(
        min_length = 1,
        max_length = 80,
        examples("Ask for the hand-over list")
    )]
    pub title: String,
    /// An account that may see the case.
    #[serde(default)]
    pub owner: Option<String>,
    /// The last day on which it is in time.
    #[serde(default)]
    #[schema(format = Date, examples("2026-07-01"))]
    pub due: Option<String>,
}

/// What becomes of a task. What is left out is empty then.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedTask {
    /// The version that was looked at.
    pub version: u64,
    /// What is to be done: one line of plain text. It is sealed like a note.
    #[schema(min_length = 1, max_length = 80)]
    pub title: String,
    /// An account that may see the case.
    #[serde(default)]
    pub owner: Option<String>,
    /// The last day on which it is in time.
    #[serde(default)]
    #[schema(format = Date)]
    pub due: Option<String>,
    pub done: bool,
}

/// A task of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Task {
    #[schema(examples("task-01980000000070008000000000000001"))]
    pub id: String,
    /// Absent after everybody whom it concerns was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The account that is to do it.
    #[schema(required = true)]
    pub owner: Option<String>,
    /// The last day on which it is in time.
    #[schema(required = true, format = Date)]
    pub due: Option<String>,
    pub done: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub done_at: Option<String>,
    /// The account that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_by: Option<String>,
    /// Raised by each change.
    pub version: u64,
}

/// Tasks of a case, in the order in which they were added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TaskList {
    pub tasks: Vec<Task>,
}

/// A file of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    #[schema(examples("attachment-01980000000070008000000000000001"))]
    pub id: String,
    /// Absent after everybody whom it concerns was erased; then it cannot be read any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `pdf`, `png`, `jpeg`, `txt`, `csv`, `eml`, `msg`, `docx`, `xlsx`, `pptx`, `zip` or `json`.
    #[serde(rename = "type")]
    #[schema(examples("pdf"))]
    pub file_type: String,
    /// In bytes.
    pub size: u64,
    /// Of the bytes, in hexadecimal digits.
    pub sha256: String,
    #[schema(format = DateTime)]
    pub at: String,
    /// The account that attached it; the operator of a trial has none.
    #[schema(required = true)]
    pub by: Option<String>,
}

/// Files of a case, in the order in which they were attached.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AttachmentList {
    pub attachments: Vec<Attachment>,
}

/// A case is handed over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHandOver {
    /// Whom it goes to, and why: one line of plain text. It is sealed like a note, stands in the package, and is the reason in the audit log.
    #[schema(
        min_length = 1,
        max_length = 200,
        examples("Legal department, for the hearing on Friday")
    )]
    pub recipient: String,
    /// Whether the names go along that are released to the caller in this case now. Each is released once more, which counts.
    pub names: bool,
}

/// What happened to a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaseHistoryKind {
    Opened,
    Note,
    ContributorAdded,
    ContributorRemoved,
    Assigned,
    AlertConfirmed,
    AlertWithdrawn,
    TaskAdded,
    TaskChanged,
    TaskDone,
    TaskReopened,
    Attached,
    Closed,
    Reopened,
    HandedOver,
}

/// One entry of a case's history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseHistoryEntry {
    #[schema(format = DateTime)]
    pub at: String,
    /// Account; the operator of a trial has none.
    #[schema(required = true)]
    pub by: Option<String>,
    pub kind: CaseHistoryKind,
    /// The account that was added, removed or given the case. Absent when it was given to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The alert that came into the case or left it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// The task that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The file that was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<String>,
    /// What the case came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// What was done because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The SHA-256 of the file that was attached or of the package that left, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The bytes of that file or package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// What was written, in a note, as the reason of closing or as the recipient of a package; absent after everybody whom it concerns was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The history of a case, the oldest entry first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseHistory {
    pub entries: Vec<CaseHistoryEntry>,
}
