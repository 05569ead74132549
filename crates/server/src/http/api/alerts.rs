//! Alerts: the list, and one with its ledger.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::{
    AlertDetail, AlertList, AlertStatus, AlertSummary, LedgerLine, LineKind, Scope, Severity,
};
use ombud_app::requests::{Page, WantedId, given};
use ombud_app::{AlertQuery, Caller};
use ombud_model::{AccountId, alert, assessment};
use serde::Deserialize;
use utoipa::IntoParams;

use super::reviews::decision_wire;
use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn status_wire(status: alert::AlertStatus) -> AlertStatus {
    match status {
        alert::AlertStatus::NeedsReview => AlertStatus::NeedsReview,
        alert::AlertStatus::Confirmed => AlertStatus::Confirmed,
        alert::AlertStatus::Dismissed => AlertStatus::Dismissed,
        alert::AlertStatus::Resolved => AlertStatus::Resolved,
    }
}

pub(in crate::http) fn wanted_status(status: AlertStatus) -> alert::AlertStatus {
    match status {
        AlertStatus::NeedsReview => alert::AlertStatus::NeedsReview,
        AlertStatus::Confirmed => alert::AlertStatus::Confirmed,
        AlertStatus::Dismissed => alert::AlertStatus::Dismissed,
        AlertStatus::Resolved => alert::AlertStatus::Resolved,
    }
}

pub(super) fn severity_wire(severity: ombud_model::Severity) -> Severity {
    match severity {
        ombud_model::Severity::High => Severity::High,
        ombud_model::Severity::Medium => Severity::Medium,
        _ => Severity::Low,
    }
}

pub(in crate::http) fn wanted_severity(severity: Severity) -> ombud_model::Severity {
    match severity {
        Severity::Low => ombud_model::Severity::Low,
        Severity::Medium => ombud_model::Severity::Medium,
        Severity::High => ombud_model::Severity::High,
    }
}

pub(in crate::http) fn wire(alert: ombud_app::AlertSummary) -> AlertSummary {
    AlertSummary {
        id: alert.id.to_string(),
        person: alert.person,
        policy: alert.policy,
        severity: severity_wire(alert.severity),
        score: alert.score.0,
        first_activity: alert.first_activity.to_string(),
        last_activity: alert.last_activity.to_string(),
        status: status_wire(alert.status),
        insights: alert.insights,
        evidence: alert.evidence,
        opened: alert.opened.to_string(),
        due: alert.due.map(|due| due.to_string()),
        assignee: alert.assignee.map(|account| account.to_string()),
        version: alert.version,
        decision: alert.decision.map(decision_wire),
    }
}

pub(super) fn scope_wire(scope: assessment::Scope) -> Scope {
    Scope {
        trigger: scope.trigger,
        triggered: scope.triggered.to_string(),
        from: scope.from.to_string(),
        until: scope.until.to_string(),
    }
}

fn line_wire(line: assessment::LedgerLine) -> LedgerLine {
    LedgerLine {
        points: line.points,
        kind: match line.kind {
            assessment::LineKind::Insight => LineKind::Insight,
            assessment::LineKind::Unusual => LineKind::Unusual,
            assessment::LineKind::Sensitive => LineKind::Sensitive,
            assessment::LineKind::PriorityContent => LineKind::PriorityContent,
            assessment::LineKind::UnallowedDomain => LineKind::UnallowedDomain,
        },
        title: line.title,
        indicator: line.indicator,
        day: line.day.to_string(),
        count: line.count,
        threshold: line.threshold,
        without: line.without.0,
    }
}

pub(in crate::http) fn detail_wire(detail: ombud_app::AlertDetail) -> AlertDetail {
    let AlertSummary {
        id,
        person,
        policy,
        severity,
        score,
        first_activity,
        last_activity,
        status,
        insights,
        evidence,
        opened,
        due,
        assignee,
        version,
        decision,
    } = wire(detail.alert);
    AlertDetail {
        id,
        person,
        policy,
        severity,
        score,
        first_activity,
        last_activity,
        status,
        insights,
        evidence,
        opened,
        due,
        assignee,
        version,
        decision,
        scope: scope_wire(detail.scope),
        ledger: detail.ledger.into_iter().map(line_wire).collect(),
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
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
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
    /// `next_cursor` of the page before, with the same filters.
    cursor: Option<String>,
}

fn wanted_assignee(access: &RequestCaller, text: &str) -> Result<Option<AccountId>, Problem> {
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
        severity: params.severity.map(wanted_severity),
        status: params.status.map(wanted_status),
        assignee: params
            .assignee
            .as_deref()
            .map(|text| wanted_assignee(&access, text))
            .transpose()?,
        person: params.person,
        from: params.from.as_deref().map(given).transpose()?,
        to: params.to.as_deref().map(given).transpose()?,
        overdue: params.overdue.unwrap_or(false),
    };
    let listed = state
        .ombud
        .list_alerts(access.caller(), &query, Page { limit, after })
        .await?;
    Ok(Json(AlertList {
        alerts: listed.entries.into_iter().map(wire).collect(),
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
        .show_alert(access.caller(), WantedId::read(&id))
        .await?
        .map(|alert| Json(detail_wire(alert)))
        .ok_or_else(|| Problem::not_found("alert"))
}
