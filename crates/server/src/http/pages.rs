//! Two pages for people: the list of alerts and one alert with its ledger. Server-rendered, without script, readable on a phone.
//! Passkeys alone need some script, which is a file of its own and runs on their pages only.
//!
//! Promises: every value is escaped by the template engine (templates end in `.html`); the pages show what the API gives and nothing
//! more, so they show pseudonyms only; nothing is loaded but the style sheet, and on those pages the script, of this server.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use minijinja::{Environment, context};
use ombud_api::problem::ProblemBody;
use ombud_api::{AlertDetail, AlertStatus, AlertSummary, LedgerLine, LineKind, Severity};
use ombud_app::AlertQuery;
use ombud_app::AppError;
use ombud_app::requests::{Page, WantedId};
use serde::{Deserialize, Serialize};

use super::access::RequestCaller;
use super::api::alerts::{detail_wire, wanted_severity, wanted_status, wire};
use super::cursor;
use super::params::Params;
use super::problem::Problem;
use super::state::HttpState;

const STYLE: &str = include_str!("../../templates/ombud.css");
const PASSKEY_SCRIPT: &str = include_str!("../../templates/passkey.js");
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("alerts.html", include_str!("../../templates/alerts.html")),
    ("alert.html", include_str!("../../templates/alert.html")),
    ("problem.html", include_str!("../../templates/problem.html")),
    (
        "passkeys.html",
        include_str!("../../templates/passkeys.html"),
    ),
    ("sign-in.html", include_str!("../../templates/sign-in.html")),
    (
        "signed-in.html",
        include_str!("../../templates/signed-in.html"),
    ),
    (
        "sign-out.html",
        include_str!("../../templates/sign-out.html"),
    ),
    ("set-up.html", include_str!("../../templates/set-up.html")),
    (
        "set-up-done.html",
        include_str!("../../templates/set-up-done.html"),
    ),
    (
        "one-time-codes.html",
        include_str!("../../templates/one-time-codes.html"),
    ),
];

/// Alerts on one page of the list.
const PAGE: usize = 50;

/// The templates, compiled.
pub(super) struct Pages {
    environment: Environment<'static>,
}

impl Pages {
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        environment.add_filter("moment", moment);
        for (name, source) in TEMPLATES {
            // A template that does not compile is missing, and its page is an internal problem; a test compiles all of them.
            if let Err(error) = environment.add_template(name, source) {
                tracing::error!(%name, %error, "a page template is wrong");
            }
        }
        Self { environment }
    }

    pub(super) fn render(
        &self,
        name: &str,
        values: minijinja::Value,
    ) -> Result<Html<String>, Problem> {
        let rendered = self
            .environment
            .get_template(name)
            .and_then(|template| template.render(values));
        rendered
            .map(Html)
            .map_err(|error| AppError::internal(error).into())
    }

    pub(super) fn problem(&self, problem: &ProblemBody) -> Result<Html<String>, Problem> {
        self.render("problem.html", context! { problem })
    }
}

/// `2026-03-04T10:00:00.25Z` as `2026-03-04 10:00`. What is not a moment is shown as it is.
fn moment(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.get(..5).unwrap_or(time)),
        None => text.to_owned(),
    }
}

/// Severity by shape and word, so that neither colour nor sight is needed to tell.
#[derive(Serialize)]
struct Mark {
    shape: &'static str,
    word: &'static str,
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::High => Mark {
                shape: "△",
                word: "high",
            },
            Severity::Medium => Mark {
                shape: "◇",
                word: "medium",
            },
            Severity::Low => Mark {
                shape: "▽",
                word: "low",
            },
        }
    }
}

const fn status_word(status: AlertStatus) -> &'static str {
    match status {
        AlertStatus::NeedsReview => "needs review",
        AlertStatus::Confirmed => "confirmed",
        AlertStatus::Dismissed => "dismissed",
        AlertStatus::Resolved => "resolved",
    }
}

const fn kind_word(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Insight => "activity",
        LineKind::Unusual => "unusual for this person",
        LineKind::Sensitive => "sensitive information",
        LineKind::PriorityContent => "priority content",
        LineKind::UnallowedDomain => "domain not allowed",
    }
}

#[derive(Serialize)]
struct Row {
    alert: AlertSummary,
    severity: Mark,
    status: &'static str,
}

#[derive(Serialize)]
struct Line {
    line: LedgerLine,
    kind: &'static str,
    /// Length of the bar in percent of the longest.
    bar: u32,
}

/// What the list's form sends; an empty field is no filter.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ListParams {
    policy: String,
    severity: String,
    status: String,
    cursor: String,
}

/// `/`
pub(super) async fn alerts(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<ListParams>,
) -> Result<Response, Problem> {
    if access.sets_up() {
        return Ok(Redirect::to("/one-time-codes").into_response());
    }
    let query = AlertQuery {
        policy: Some(params.policy.clone()).filter(|policy| !policy.is_empty()),
        severity: choice::<Severity>("severity", &params.severity)?.map(wanted_severity),
        status: choice::<AlertStatus>("status", &params.status)?.map(wanted_status),
        ..AlertQuery::default()
    };
    let filtered = query != AlertQuery::default();
    let after = (!params.cursor.is_empty())
        .then(|| cursor::decode(&params.cursor))
        .transpose()?;
    let first_page = after.is_none();
    let policies: Vec<String> = state
        .ombud
        .list_policies(access.caller())
        .await?
        .into_iter()
        .map(|policy| policy.name)
        .collect();
    let listed = state
        .ombud
        .list_alerts(access.caller(), &query, Page { limit: PAGE, after })
        .await?;
    let rows: Vec<Row> = listed
        .entries
        .into_iter()
        .map(wire)
        .map(|alert| Row {
            severity: alert.severity.into(),
            status: status_word(alert.status),
            alert,
        })
        .collect();
    let next = listed.next.as_ref().map(cursor::encode);
    let page = state.pages.render(
        "alerts.html",
        context! {
            signed_in => access.is_account(),
            rows, policies, next, filtered, first_page,
            policy => params.policy, severity => params.severity, status => params.status,
        },
    )?;
    Ok(page.into_response())
}

/// A filter's value by its name on the wire.
fn choice<T: serde::de::DeserializeOwned>(name: &str, value: &str) -> Result<Option<T>, Problem> {
    if value.is_empty() {
        return Ok(None);
    }
    let known = serde_json::from_value(serde_json::Value::String(value.to_owned()));
    known
        .map(Some)
        .map_err(|_| Problem::invalid(format!("`{name}` has no such value")))
}

/// `/alerts/{id}`
pub(super) async fn alert(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let alert = state
        .ombud
        .show_alert(access.caller(), WantedId::read(&id))
        .await?
        .map(detail_wire)
        .ok_or_else(|| Problem::not_found("alert"))?;
    let ledger = ledger(&alert);
    let (severity, status) = (Mark::from(alert.severity), status_word(alert.status));
    state.pages.render(
        "alert.html",
        context! { signed_in => access.is_account(), alert, severity, status, ledger },
    )
}

/// The lines, the longest bar first.
fn ledger(alert: &AlertDetail) -> Vec<Line> {
    let mut lines = alert.ledger.clone();
    lines.sort_by(|one, other| {
        other
            .points
            .cmp(&one.points)
            .then_with(|| one.day.cmp(&other.day))
    });
    let longest = lines
        .iter()
        .map(|line| u32::from(line.points))
        .max()
        .unwrap_or(0)
        .max(1);
    let shown = |line: LedgerLine| Line {
        bar: u32::from(line.points) * 100 / longest,
        kind: kind_word(line.kind),
        line,
    };
    lines.into_iter().map(shown).collect()
}

/// `/assets/ombud.css`
pub(super) async fn style() -> Response {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        )],
        STYLE,
    )
        .into_response()
}

/// `/assets/passkey.js`
pub(super) async fn passkey_script() -> Response {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/javascript; charset=utf-8"),
        )],
        PASSKEY_SCRIPT,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles() {
        let pages = Pages::new();
        for (name, _) in TEMPLATES {
            assert!(pages.environment.get_template(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn moments_are_short() {
        assert_eq!(moment("2026-03-04T10:00:00.25Z"), "2026-03-04 10:00");
        assert_eq!(moment("2026-03-04"), "2026-03-04");
        assert_eq!(moment("2026-03-04T1é"), "2026-03-04 1é");
    }
}
