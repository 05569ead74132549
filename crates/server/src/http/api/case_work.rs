//! What is written and done in a case: notes, tasks, history.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::cases::{
    CaseHistory, CaseHistoryEntry, CaseHistoryKind, CaseNote, CaseNoteList, ChangedTask,
    NewCaseNote, NewTask, Task, TaskList,
};
use ombud_app::TaskSummary;
use ombud_app::requests::cases::{TaskChange, WantedTask};
use ombud_app::requests::{WantedId, given};
use ombud_model::case_event::CaseEventKind;

use super::{ChangeProblems, NotFoundProblem, ReadProblems, perhaps};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn note_wire(entry: ombud_app::CaseHistoryEntry) -> CaseNote {
    CaseNote {
        at: entry.at.to_string(),
        by: entry.by.map(|account| account.to_string()),
        text: entry.text,
    }
}

fn task_wire(task: TaskSummary) -> Task {
    let done_by = task.done.and_then(|done| done.by);
    Task {
        id: task.id.to_string(),
        title: task.title,
        owner: task.owner.map(|account| account.to_string()),
        due: task.due.map(|day| day.to_string()),
        done: task.done.is_some(),
        done_at: task.done.map(|done| done.at.to_string()),
        done_by: done_by.map(|account| account.to_string()),
        version: task.version,
    }
}

fn entry_wire(entry: ombud_app::CaseHistoryEntry) -> CaseHistoryEntry {
    let (outcome, action) = entry.outcome().unzip();
    let (sha256, size) = entry.bytes().unzip();
    CaseHistoryEntry {
        at: entry.at.to_string(),
        by: entry.by.map(|account| account.to_string()),
        kind: entry.kind.map_or(CaseHistoryKind::Opened, kind_wire),
        account: entry.account().map(|account| account.to_string()),
        alert: entry.alert().map(|alert| alert.to_string()),
        task: entry.task().map(|task| task.to_string()),
        attachment: entry.attachment().map(|attachment| attachment.to_string()),
        outcome: outcome.map(|outcome| outcome.to_string()),
        action: action.map(|action| action.to_string()),
        sha256: sha256.map(|sha256| sha256.to_string()),
        size,
        text: entry.text,
    }
}

fn kind_wire(kind: CaseEventKind) -> CaseHistoryKind {
    match kind {
        CaseEventKind::Note => CaseHistoryKind::Note,
        CaseEventKind::ContributorAdded { .. } => CaseHistoryKind::ContributorAdded,
        CaseEventKind::ContributorRemoved { .. } => CaseHistoryKind::ContributorRemoved,
        CaseEventKind::Assigned { .. } => CaseHistoryKind::Assigned,
        CaseEventKind::AlertConfirmed { .. } => CaseHistoryKind::AlertConfirmed,
        CaseEventKind::AlertWithdrawn { .. } => CaseHistoryKind::AlertWithdrawn,
        CaseEventKind::TaskAdded { .. } => CaseHistoryKind::TaskAdded,
        CaseEventKind::TaskChanged { .. } => CaseHistoryKind::TaskChanged,
        CaseEventKind::TaskDone { .. } => CaseHistoryKind::TaskDone,
        CaseEventKind::TaskReopened { .. } => CaseHistoryKind::TaskReopened,
        CaseEventKind::Attached { .. } => CaseHistoryKind::Attached,
        CaseEventKind::Closed { .. } => CaseHistoryKind::Closed,
        CaseEventKind::Reopened => CaseHistoryKind::Reopened,
        CaseEventKind::HandedOver { .. } => CaseHistoryKind::HandedOver,
    }
}

/// Writes a note on the case. Notes are never changed.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/notes", tag = "cases", security(("session" = [])), request_body = NewCaseNote,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseNote), ChangeProblems)
)]
pub(crate) async fn note(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(note): Input<NewCaseNote>,
) -> Result<Json<CaseNote>, Problem> {
    let (case, text) = (WantedId::read(&case), given(&note.text));
    let entry = state.ombud.note_case(access.caller(), case, text).await?;
    Ok(Json(note_wire(entry)))
}

/// Notes on the case, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/notes", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseNoteList), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn notes(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<CaseNoteList>, Problem> {
    let case = WantedId::read(&case);
    let notes = state.ombud.list_case_notes(access.caller(), case).await?;
    Ok(Json(CaseNoteList {
        notes: notes.into_iter().map(note_wire).collect(),
    }))
}

/// Adds a task to the case.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/tasks", tag = "cases", security(("session" = [])), request_body = NewTask,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = Task), ChangeProblems)
)]
pub(crate) async fn add_task(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(new): Input<NewTask>,
) -> Result<Json<Task>, Problem> {
    let wanted = WantedTask {
        title: given(&new.title),
        owner: perhaps(new.owner.as_deref()),
        due: perhaps(new.due.as_deref()),
    };
    let case = WantedId::read(&case);
    let added = state.ombud.add_task(access.caller(), case, wanted).await?;
    Ok(Json(task_wire(added)))
}

/// Tasks of the case, in the order in which they were added.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/tasks", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = TaskList), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn tasks(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<TaskList>, Problem> {
    let case = WantedId::read(&case);
    let tasks = state.ombud.list_tasks(access.caller(), case).await?;
    Ok(Json(TaskList {
        tasks: tasks.into_iter().map(task_wire).collect(),
    }))
}

/// Changes a task. Answered with a conflict when it is not at that version any more.
#[utoipa::path(
    put, path = "/api/v1/cases/{case}/tasks/{task}", tag = "cases", security(("session" = [])), request_body = ChangedTask,
    params(("case" = String, Path, description = "Id of the case"), ("task" = String, Path, description = "Id of the task")),
    responses((status = 200, body = Task), ChangeProblems)
)]
pub(crate) async fn change_task(
    State(state): App,
    access: RequestCaller,
    Path((case, task)): Path<(String, String)>,
    Input(changed): Input<ChangedTask>,
) -> Result<Json<Task>, Problem> {
    let change = TaskChange {
        version: changed.version,
        task: WantedTask {
            title: given(&changed.title),
            owner: perhaps(changed.owner.as_deref()),
            due: perhaps(changed.due.as_deref()),
        },
        done: changed.done,
    };
    let ids = (WantedId::read(&case), WantedId::read(&task));
    let changed = state.ombud.change_task(access.caller(), ids, change);
    Ok(Json(task_wire(changed.await?)))
}

/// Who did what in the case, the oldest entry first.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}/history", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseHistory), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn history(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<CaseHistory>, Problem> {
    let case = WantedId::read(&case);
    let entries = state.ombud.show_case_history(access.caller(), case).await?;
    Ok(Json(CaseHistory {
        entries: entries.into_iter().map(entry_wire).collect(),
    }))
}
