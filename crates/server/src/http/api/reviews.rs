//! Decisions on alerts: dismiss, confirm, assign, note, undo, history, and many at once.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::alerts::AlertDetail;
use ombud_api::reviews::{
    AlertDecision, AlertHistory, Assignment, Confirmation, DecisionKind, Dismissal, HistoryEntry,
    HistoryKind, ManyAct, ManyDecisions, ManyResult, ManyResults, ManyStatus, NewNote, Undoing,
};
use ombud_app::requests::alerts::AlertStep;
use ombud_app::requests::{WantedId, given};
use ombud_app::{AlertHistoryEntry, ReviewError};
use ombud_model::review::{self, AlertEventKind, Verdict};

use super::alerts::wire::detail_wire;
use super::{ChangeProblems, NotFoundProblem, ReadProblems, perhaps};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

pub(super) fn decision_wire(decision: review::AlertDecision) -> AlertDecision {
    let (kind, reason, case) = match decision.verdict {
        Verdict::Dismissed { reason } => (DecisionKind::Dismissed, Some(reason), None),
        Verdict::Confirmed { case, .. } => (DecisionKind::Confirmed, None, Some(case)),
    };
    AlertDecision {
        kind,
        reason: reason.map(|reason| reason.to_string()),
        case: case.map(|case| case.to_string()),
        by: decision.by.map(|account| account.to_string()),
        at: decision.at.to_string(),
        undo_until: decision.undo_until().to_string(),
    }
}

fn entry_wire(entry: AlertHistoryEntry) -> HistoryEntry {
    HistoryEntry {
        at: entry.at.to_string(),
        by: entry.by.map(|account| account.to_string()),
        kind: match &entry.kind {
            None => HistoryKind::Opened,
            Some(AlertEventKind::Assigned { .. }) => HistoryKind::Assigned,
            Some(AlertEventKind::Note) => HistoryKind::Note,
            Some(AlertEventKind::Dismissed { .. }) => HistoryKind::Dismissed,
            Some(AlertEventKind::Confirmed { .. }) => HistoryKind::Confirmed,
            Some(AlertEventKind::Undone) => HistoryKind::Undone,
        },
        reason: entry.reason().map(|reason| reason.to_string()),
        case: entry.case().map(|case| case.to_string()),
        assignee: entry.assignee().map(|account| account.to_string()),
        rule: entry.rule().map(str::to_owned),
        text: entry.text,
    }
}

fn dismiss_step(reason: &str, note: Option<&str>) -> AlertStep {
    AlertStep::Dismiss {
        reason: given(reason),
        note: perhaps(note),
    }
}

fn confirm_step(case: Option<&str>, note: Option<&str>) -> AlertStep {
    AlertStep::Confirm {
        case: case.map(WantedId::read),
        note: perhaps(note),
    }
}

async fn review(
    state: &HttpState,
    access: &RequestCaller,
    (id, version): (&str, u64),
    step: AlertStep,
) -> Result<Json<AlertDetail>, Problem> {
    let reviewed = state
        .ombud
        .review_alert(access.caller(), WantedId::read(id), version, step)
        .await?;
    Ok(Json(detail_wire(reviewed)))
}

/// Dismisses the alert.
///
/// Answered with a conflict when the alert is not at that version any more; `current` of the problem is the alert as it is now.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/dismiss", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = Dismissal, params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertDetail), ChangeProblems)
)]
pub(crate) async fn dismiss(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(asked): Input<Dismissal>,
) -> Result<Json<AlertDetail>, Problem> {
    let step = dismiss_step(&asked.reason, asked.note.as_deref());
    review(&state, &access, (&id, asked.version), step).await
}

/// Confirms the alert: its person comes into a new case, or into an open one.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/confirm", tag = "alerts", security(("session" = [])),
    request_body = Confirmation, params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertDetail), ChangeProblems)
)]
pub(crate) async fn confirm(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(asked): Input<Confirmation>,
) -> Result<Json<AlertDetail>, Problem> {
    let step = confirm_step(asked.case.as_deref(), asked.note.as_deref());
    review(&state, &access, (&id, asked.version), step).await
}

/// Gives the alert to somebody who is to decide on it.
#[utoipa::path(
    put, path = "/api/v1/alerts/{id}/assignee", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = Assignment, params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertDetail), ChangeProblems)
)]
pub(crate) async fn assign(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(asked): Input<Assignment>,
) -> Result<Json<AlertDetail>, Problem> {
    let step = AlertStep::Assign(perhaps(asked.assignee.as_deref()));
    review(&state, &access, (&id, asked.version), step).await
}

/// Takes one's own decision back, within a minute.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/undo", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = Undoing, params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertDetail), ChangeProblems)
)]
pub(crate) async fn undo(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(asked): Input<Undoing>,
) -> Result<Json<AlertDetail>, Problem> {
    review(&state, &access, (&id, asked.version), AlertStep::Undo).await
}

/// Writes a note on the alert.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/notes", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = NewNote, params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = HistoryEntry), ChangeProblems)
)]
pub(crate) async fn note(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(note): Input<NewNote>,
) -> Result<Json<HistoryEntry>, Problem> {
    let (id, text) = (WantedId::read(&id), given(&note.text));
    let entry = state.ombud.note_alert(access.caller(), id, text).await?;
    Ok(Json(entry_wire(entry)))
}

/// Who did what with the alert, the oldest entry first.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}/history", tag = "alerts", security((), ("admin" = [])),
    params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertHistory), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn history(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Json<AlertHistory>, Problem> {
    let id = WantedId::read(&id);
    let entries = state.ombud.show_alert_history(access.caller(), id).await?;
    Ok(Json(AlertHistory {
        entries: entries.into_iter().map(entry_wire).collect(),
    }))
}

/// Does the same with many alerts. Each is judged and recorded by itself, and says what became of it.
#[utoipa::path(
    post, path = "/api/v1/alerts/decisions", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = ManyDecisions,
    responses((status = 200, body = ManyResults), ChangeProblems)
)]
pub(crate) async fn decide_many(
    State(state): App,
    access: RequestCaller,
    Input(asked): Input<ManyDecisions>,
) -> Result<Json<ManyResults>, Problem> {
    let ManyDecisions { alerts, act } = asked;
    let step = || match &act {
        ManyAct::Dismiss { reason, note } => dismiss_step(reason, note.as_deref()),
        ManyAct::Assign { assignee } => AlertStep::Assign(perhaps(assignee.as_deref())),
        ManyAct::Confirm { case } => confirm_step(case.as_deref(), None),
    };
    let wanted = alerts
        .iter()
        .map(|alert| (WantedId::read(&alert.id), alert.version))
        .collect();
    let done = state
        .ombud
        .review_alerts(access.caller(), wanted, step)
        .await?;
    let results = alerts.into_iter().zip(done);
    Ok(Json(ManyResults {
        results: results
            .map(|(alert, done)| result_wire(alert.id, done))
            .collect(),
    }))
}

fn result_wire(id: String, done: Result<(), ReviewError>) -> ManyResult {
    let (status, detail) = match done {
        Ok(()) => (ManyStatus::Done, None),
        Err(ReviewError::Changed(_)) => (ManyStatus::Changed, None),
        Err(ReviewError::App(error)) => (ManyStatus::Refused, Some(Problem::from(error).detail)),
    };
    ManyResult { id, status, detail }
}
