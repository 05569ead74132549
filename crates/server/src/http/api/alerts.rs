//! Alerts: the list, and one with its ledger.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::{AlertDetail, AlertList, AlertStatus, Severity};
use ombud_app::AlertQuery;
use ombud_app::requests::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Name of the policy.
    policy: Option<String>,
    severity: Option<Severity>,
    status: Option<AlertStatus>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
    /// `next_cursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Alerts, the strongest evidence and so the highest score first; equal ones by id.
///
/// Scores move while activity comes in: an alert that changes between two pages may be met twice or not at all.
#[utoipa::path(
    get, path = "/api/v1/alerts", tag = "alerts", params(ListParams), security((), ("admin" = [])),
    responses((status = 200, body = AlertList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<ListParams>,
) -> Result<Json<AlertList>, Problem> {
    let limit = params::limit(params.limit, 50, 500)?;
    let after = params.cursor.as_deref().map(cursor::decode).transpose()?;
    let query = AlertQuery {
        policy: params.policy,
        severity: params.severity.map(Into::into),
        status: params.status.map(Into::into),
    };
    let listed = state
        .ombud
        .list_alerts(access.caller(), &query, Page { limit, after })
        .await?;
    Ok(Json(AlertList {
        alerts: listed.entries,
        next_cursor: listed.next.as_ref().map(cursor::encode),
    }))
}

/// One alert with the ledger that adds up to its score.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}", tag = "alerts", security((), ("admin" = [])),
    params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertDetail), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn show(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Json<AlertDetail>, Problem> {
    state
        .ombud
        .show_alert(access.caller(), &id)
        .await?
        .map(Json)
        .ok_or_else(|| Problem::not_found("alert"))
}
