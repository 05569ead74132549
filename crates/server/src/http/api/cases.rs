//! Cases.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::cases::{CaseAssignment, CaseClosing, CaseList, CaseSummary, NewCase};
use ombud_app::requests::cases::{self as requests, ContributorChange};
use ombud_app::requests::{WantedId, given};

use serde::Deserialize;
use utoipa::IntoParams;

use super::alerts::wanted_assignee;
use super::{ChangeProblems, NotFoundProblem, ReadProblems, perhaps, texts};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(case: ombud_app::CaseSummary) -> CaseSummary {
    let outcome = case.closed.and_then(|closed| closed.outcome);
    CaseSummary {
        id: case.id.to_string(),
        persons: case.persons,
        contributors: texts(case.contributors),
        assignee: case.assignee.map(|account| account.to_string()),
        due: case.due.map(|day| day.to_string()),
        opened_by: case.opened_by.to_string(),
        opened_at: case.opened_at.to_string(),
        changed_at: case.changed_at.to_string(),
        closed_at: case.closed.map(|closed| closed.at.to_string()),
        outcome: outcome.map(|outcome| outcome.to_string()),
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CaseParams {
    /// Only open ones, or only closed ones.
    open: Option<bool>,
    /// An account, `me`, or `none` for those that are given to nobody.
    assignee: Option<String>,
    /// Only those with an open task that is to be done on that day or before.
    #[param(format = Date)]
    due_by: Option<String>,
}

impl CaseParams {
    fn filter(self, access: &RequestCaller) -> Result<requests::CaseFilter, Problem> {
        let assignee = |text: &str| wanted_assignee(access, text);
        Ok(requests::CaseFilter {
            open: self.open,
            assignee: self.assignee.as_deref().map(assignee).transpose()?,
            due_by: perhaps(self.due_by.as_deref())?,
        })
    }
}

/// Cases to which the caller contributes, and those to which nobody contributes any more.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", params(CaseParams), security(("session" = []), ("admin" = [])),
    responses((status = 200, body = CaseList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
    Params(params): Params<CaseParams>,
) -> Result<Json<CaseList>, Problem> {
    let filter = params.filter(&access)?;
    let cases = state.ombud.list_cases(access.caller(), filter).await?;
    Ok(Json(CaseList {
        cases: cases.into_iter().map(wire).collect(),
    }))
}

/// Opens a case, with or without an alert behind it. The caller contributes to it.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", security(("session" = [])), request_body = NewCase,
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn open(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewCase>,
) -> Result<Json<CaseSummary>, Problem> {
    let reason = perhaps(new.reason.as_deref());
    let opened = state.ombud.open_case(access.caller(), &new.persons, reason);
    Ok(Json(wire(opened.await?)))
}

/// Shows one case.
#[utoipa::path(
    get, path = "/api/v1/cases/{case}", tag = "cases", security(("session" = []), ("admin" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseSummary), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<CaseSummary>, Problem> {
    let case = WantedId::read(&case);
    Ok(Json(wire(
        state.ombud.show_case(access.caller(), case).await?,
    )))
}

async fn change_contributors(
    state: &HttpState,
    access: &RequestCaller,
    (case, account): (&str, &str),
    change: ContributorChange,
) -> Result<Json<CaseSummary>, Problem> {
    let (case, account) = (WantedId::read(case), given(account));
    let changed = state
        .ombud
        .change_contributors(access.caller(), case, account, change)
        .await?;
    Ok(Json(wire(changed)))
}

/// Lets somebody see the case.
#[utoipa::path(
    put, path = "/api/v1/cases/{case}/contributors/{account}", tag = "cases", security(("session" = [])),
    params(("case" = String, Path, description = "Id of the case"), ("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn add_contributor(
    State(state): App,
    access: RequestCaller,
    Path((case, account)): Path<(String, String)>,
) -> Result<Json<CaseSummary>, Problem> {
    change_contributors(&state, &access, (&case, &account), ContributorChange::Add).await
}

/// Lets somebody see the case no longer.
#[utoipa::path(
    delete, path = "/api/v1/cases/{case}/contributors/{account}", tag = "cases", security(("session" = [])),
    params(("case" = String, Path, description = "Id of the case"), ("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn remove_contributor(
    State(state): App,
    access: RequestCaller,
    Path((case, account)): Path<(String, String)>,
) -> Result<Json<CaseSummary>, Problem> {
    change_contributors(
        &state,
        &access,
        (&case, &account),
        ContributorChange::Remove,
    )
    .await
}

/// Gives the case to somebody who sees it, or to nobody.
#[utoipa::path(
    put, path = "/api/v1/cases/{case}/assignee", tag = "cases", security(("session" = [])), request_body = CaseAssignment,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn assign(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(wanted): Input<CaseAssignment>,
) -> Result<Json<CaseSummary>, Problem> {
    let (case, assignee) = (WantedId::read(&case), perhaps(wanted.assignee.as_deref()));
    let given = state.ombud.assign_case(access.caller(), case, assignee);
    Ok(Json(wire(given.await?)))
}

/// Closes a case with what it came to. Unmaskings that are live in it end.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/close", tag = "cases", security(("session" = [])), request_body = CaseClosing,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn close(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(closing): Input<CaseClosing>,
) -> Result<Json<CaseSummary>, Problem> {
    let closing = requests::CaseClosing {
        outcome: given(&closing.outcome),
        reason: given(&closing.reason),
        action: given(&closing.action),
    };
    let case = WantedId::read(&case);
    let closed = state.ombud.close_case(access.caller(), case, closing);
    Ok(Json(wire(closed.await?)))
}

/// Opens a closed case again, for the same people.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/reopen", tag = "cases", security(("session" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn reopen(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<CaseSummary>, Problem> {
    let case = WantedId::read(&case);
    let opened = state.ombud.reopen_case(access.caller(), case).await?;
    Ok(Json(wire(opened)))
}
