//! Alerts: the list, the list as a file, and one with its ledger and what it rests on.

pub(super) mod explained;
pub(in crate::http) mod wire;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ombud_api::alerts::{
    AlertChoices, AlertDetail, AlertExplanation, AlertList, AlertStatus, RiskFactor, Severity,
};
use ombud_app::requests::{Listed, Page, WantedId, given};
use ombud_app::{AlertQuery, AlertSummary, Caller};
use ombud_model::AccountId;
use ombud_model::alert::AlertPosition;
use serde::Deserialize;
use utoipa::IntoParams;

use self::explained::explanation_wire;
use self::wire::{choices_wire, detail_wire, wanted_factor, wanted_severity, wanted_status, wire};
use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::params::{self, PageParams, PagedParams, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterParams {
    /// Name of the policy.
    policy: Option<String>,
    severity: Option<Severity>,
    status: Option<AlertStatus>,
    /// Account that is to decide; `me`, or `none` for alerts that nobody was given.
    assignee: Option<String>,
    /// Pseudonym.
    person: Option<String>,
    /// First day of the last activity.
    #[param(format = Date)]
    from: Option<String>,
    /// Last day of the last activity.
    #[param(format = Date)]
    to: Option<String>,
    /// Only those that wait longer than their severity allows.
    overdue: Option<bool>,
    /// Indicator id of the most recent trigger.
    trigger: Option<String>,
    /// Only those with this one.
    risk_factor: Option<RiskFactor>,
    /// Id of an admin unit that the person is in.
    unit: Option<String>,
    /// 2 to 100 characters: part of a pseudonym, an id, part of an assignee's name, or words of a note.
    #[param(min_length = 2, max_length = 100)]
    search: Option<String>,
    /// Alerts of one person that rest on the same activities and wait for a decision are one entry: the strongest, with the others in
    /// `joined`.
    together: Option<bool>,
}

impl FilterParams {
    fn query(self, access: &RequestCaller) -> Result<AlertQuery, Problem> {
        let assignee = |text: &str| wanted_assignee(access, text);
        Ok(AlertQuery {
            policy: self.policy,
            severity: self.severity.map(wanted_severity),
            status: self.status.map(wanted_status),
            assignee: self.assignee.as_deref().map(assignee).transpose()?,
            person: self.person,
            from: self.from.as_deref().map(given).transpose()?,
            to: self.to.as_deref().map(given).transpose()?,
            overdue: self.overdue.unwrap_or(false),
            trigger: self.trigger,
            factor: self.risk_factor.map(wanted_factor),
            unit: self.unit.as_deref().map(given).transpose()?,
            search: self.search.as_deref().map(given).transpose()?,
            together: self.together.unwrap_or(false),
        })
    }
}

/// Whom something is given to: an account, `me` or `none`.
pub(super) fn wanted_assignee(
    access: &RequestCaller,
    text: &str,
) -> Result<Option<AccountId>, Problem> {
    match (text, access.caller()) {
        ("none", _) => Ok(None),
        ("me", Caller::Account(principal)) => Ok(Some(principal.party.account)),
        ("me", _) => Err(Problem::invalid("whoever asks has no account")),
        (id, _) => Ok(Some(given(id)?)),
    }
}

/// Alerts, the strongest evidence and so the highest score first; equal ones by id.
///
/// Scores move while activity comes in: an alert that changes between two pages may be met twice or not at all.
#[utoipa::path(
    get, path = "/api/v1/alerts", tag = "alerts", params(FilterParams, PageParams), security((), ("admin" = [])),
    responses((status = 200, body = AlertList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    PagedParams { filter, page }: PagedParams<FilterParams>,
) -> Result<Response, Problem> {
    let limit = params::limit(page.limit, 50, 500)?;
    let after = page.cursor.as_deref().map(cursor::decode).transpose()?;
    let query = filter.query(&access)?;
    let answer = |listed: Listed<AlertSummary, AlertPosition>| {
        let list = AlertList {
            alerts: listed.entries.into_iter().map(wire).collect(),
            next_cursor: listed.next.as_ref().map(cursor::encode),
        };
        Json(list).into_response()
    };
    let page = Page { limit, after };
    let answer = state
        .ombud
        .list_alerts(access.caller(), &query, page, answer);
    Ok(answer.await?)
}

/// The alerts that match as a file for a spreadsheet, under pseudonyms, in the order of the list.
///
/// Every field is quoted, and an apostrophe stands before what a spreadsheet could take for a formula. At most 100,000 alerts.
#[utoipa::path(
    get, path = "/api/v1/alerts/export", tag = "alerts", params(FilterParams), security((), ("admin" = [])),
    responses((status = 200, description = "The alerts", content((String = "text/csv"))), ReadProblems)
)]
pub(crate) async fn export(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(filter): Params<FilterParams>,
) -> Result<Response, Problem> {
    let query = filter.query(&access)?;
    let file = state.ombud.export_alerts(access.caller(), &query).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"alerts.csv\"",
        ),
    ];
    Ok((headers, file).into_response())
}

/// What the list of alerts can be narrowed to, and to whom alerts can be given.
#[utoipa::path(
    get, path = "/api/v1/alerts/choices", tag = "alerts", security((), ("admin" = [])),
    responses((status = 200, body = AlertChoices), ReadProblems)
)]
pub(crate) async fn choices(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<AlertChoices>, Problem> {
    let choices = state.ombud.list_alert_choices(access.caller()).await?;
    Ok(Json(choices_wire(choices)))
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
        .show_alert(access.caller(), WantedId::read(&id))
        .await?
        .map(|alert| Json(detail_wire(alert)))
        .ok_or_else(|| Problem::not_found("alert"))
}

/// What an alert rests on: by indicator and day with its norm, and what would be left without its strongest parts.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}/explanation", tag = "alerts", security((), ("admin" = [])),
    params(("id" = String, Path, description = "Id of the alert")),
    responses((status = 200, body = AlertExplanation), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn explain(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Json<AlertExplanation>, Problem> {
    state
        .ombud
        .explain_alert(access.caller(), WantedId::read(&id))
        .await?
        .map(|explained| Json(explanation_wire(explained)))
        .ok_or_else(|| Problem::not_found("alert"))
}
