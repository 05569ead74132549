//! Cases.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::cases::{CaseList, CaseSummary, NewCase};
use ombud_app::requests::cases::ContributorChange;

use super::{ChangeProblems, NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// Cases to which the caller contributes, and those to which nobody contributes any more.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = CaseList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<CaseList>, Problem> {
    Ok(Json(CaseList {
        cases: state.ombud.list_cases(access.caller()).await?,
    }))
}

/// Opens a case. The caller contributes to it.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", security(("session" = [])), request_body = NewCase,
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn open(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewCase>,
) -> Result<Json<CaseSummary>, Problem> {
    Ok(Json(state.ombud.open_case(access.caller(), new).await?))
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
    Ok(Json(state.ombud.show_case(access.caller(), &case).await?))
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
    let change = ContributorChange::Add;
    Ok(Json(
        state
            .ombud
            .change_contributors(access.caller(), &case, &account, change)
            .await?,
    ))
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
    let change = ContributorChange::Remove;
    Ok(Json(
        state
            .ombud
            .change_contributors(access.caller(), &case, &account, change)
            .await?,
    ))
}

/// Closes a case. Unmaskings that are live in it end.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/close", tag = "cases", security(("session" = [])),
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = CaseSummary), ChangeProblems)
)]
pub(crate) async fn close(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
) -> Result<Json<CaseSummary>, Problem> {
    Ok(Json(state.ombud.close_case(access.caller(), &case).await?))
}
