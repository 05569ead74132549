//! Why a person has no alert, rejected records, settings.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::accounts::Done;
use ombud_api::upkeep::{
    ConditionRow, RejectList, RejectedRecord, Retried, RetryRequest, WhyList, WhyRow,
};
use ombud_app::Why;
use ombud_app::requests::Page;
use ombud_connect::mapping::Mapping;
use ombud_model::settings::Settings;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{ChangeProblems, NotFoundProblem, ReadProblems, to_the_end};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::input::Input;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(why: Why) -> WhyRow {
    WhyRow {
        policy: why.policy,
        conditions: why
            .conditions
            .into_iter()
            .map(|one| ConditionRow {
                met: one.met,
                text: one.text,
            })
            .collect(),
        first_unmet: why.first_unmet,
    }
}

fn reject_wire(reject: ombud_app::RejectedRecord) -> RejectedRecord {
    RejectedRecord {
        source: reject.source,
        place: reject.place,
        reason: reject.reason,
        first_seen: reject.first_seen.to_string(),
    }
}

/// The conditions from source to alert for one person under every policy, each met or not.
#[utoipa::path(
    get, path = "/api/v1/persons/{person}/why", tag = "persons", security((), ("session" = []), ("admin" = [])),
    params(("person" = String, Path, description = "Pseudonym")),
    responses((status = 200, body = WhyList), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn why(
    State(state): App,
    access: RequestCaller,
    Path(person): Path<String>,
) -> Result<Json<WhyList>, Problem> {
    let policies = state.ombud.explain_person(access.caller(), &person).await?;
    Ok(Json(WhyList {
        policies: policies.into_iter().map(wire).collect(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RejectParams {
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Rejected records, each with its reason and place, without its content.
#[utoipa::path(
    get, path = "/api/v1/rejects", tag = "sources", params(RejectParams), security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = RejectList), ReadProblems)
)]
pub(crate) async fn rejects(
    State(state): App,
    access: RequestCaller,
    Params(params): Params<RejectParams>,
) -> Result<Json<RejectList>, Problem> {
    let limit = params::limit(params.limit, 50, 500)?;
    let after = params.cursor.as_deref().map(cursor::decode).transpose()?;
    let listed = state
        .ombud
        .list_rejects(access.caller(), Page { limit, after })
        .await?;
    Ok(Json(RejectList {
        rejects: listed.entries.into_iter().map(reject_wire).collect(),
        next_cursor: listed.next.as_ref().map(cursor::encode),
    }))
}

/// Tries every rejected record again.
#[utoipa::path(
    post, path = "/api/v1/rejects/retry", tag = "sources", security((), ("session" = []), ("admin" = [])),
    request_body = RetryRequest, responses((status = 200, body = Retried), ChangeProblems)
)]
pub(crate) async fn retry(
    State(state): App,
    access: RequestCaller,
    Input(wanted): Input<RetryRequest>,
) -> Result<Json<Retried>, Problem> {
    let mapping = wanted.mapping.as_deref().map(Mapping::parse).transpose();
    let mapping = mapping.map_err(|error| Problem::invalid(format!("the mapping: {error}")))?;
    let report = to_the_end(async move {
        let retried = state.ombud.retry_rejects(access.caller(), mapping.as_ref());
        retried.await
    })
    .await?;
    Ok(Json(Retried {
        tried: report.tried,
        accepted: report.accepted,
        duplicates: report.duplicates,
        rejected: report.rejected,
        corrected: report.corrected,
        incomplete: report.incomplete,
        alerts_opened: report.alerts_opened,
        alerts_updated: report.alerts_updated,
    }))
}

/// What changes what is recognised: own and unallowed domains, exclusions, priority content, orders of labels and levels.
#[utoipa::path(
    get, path = "/api/v1/settings", tag = "policies", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, description = "The settings, as in a settings file", body = serde_json::Value), ReadProblems)
)]
pub(crate) async fn settings(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<Settings>, Problem> {
    Ok(Json(state.ombud.show_settings(access.caller()).await?))
}

/// Replaces the settings. The answer comes when everything that depends on them is recomputed.
#[utoipa::path(
    put, path = "/api/v1/settings", tag = "policies", security((), ("session" = []), ("admin" = [])),
    request_body(content = serde_json::Value, description = "The settings, as in a settings file; what is left out is as it was at first"),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn change_settings(
    State(state): App,
    access: RequestCaller,
    Input(settings): Input<Settings>,
) -> Result<Json<Done>, Problem> {
    to_the_end(async move { state.ombud.change_settings(access.caller(), settings).await }).await?;
    Ok(Json(Done { done: true }))
}
