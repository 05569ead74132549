//! Activities, by predicate.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::{ActivityList, ActivityRow};
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReadProblems;
use crate::http::access::RequestCaller;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn wire(row: ombud_app::ActivityRow) -> ActivityRow {
    ActivityRow {
        time: row.time,
        person: row.person,
        source: row.source,
        kind: row.kind,
        operation: row.operation,
        workload: row.workload,
        outcome: row.outcome,
        container: row.container,
        object: row.object,
        extension: row.extension,
        size: row.size,
        target: row.target,
        target_domain: row.target_domain,
        reach: row.reach,
        label_change: row.label_change,
        label_before: row.label_before,
        label_after: row.label_after,
        sensitive_types: row.sensitive_types,
        severity: row.severity,
        detail: row.detail,
        items: row.items,
        incomplete: row.incomplete,
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QueryParams {
    /// One SQL expression over the columns of an activity; `true` selects everything.
    #[serde(rename = "where")]
    #[param(example = "person = 'amber-otter-482' and reach = 'outside'")]
    predicate: String,
    /// The most activities that are given.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<usize>,
}

/// The newest activities for which a predicate holds.
#[utoipa::path(
    get, path = "/api/v1/activities", tag = "activities", params(QueryParams), security((), ("admin" = [])),
    responses((status = 200, body = ActivityList), ReadProblems)
)]
pub(crate) async fn query(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<QueryParams>,
) -> Result<Json<ActivityList>, Problem> {
    let limit = params::limit(params.limit, 100, 1_000)?;
    let found = state
        .ombud
        .query_activities(access.caller(), &params.predicate, limit)
        .await?;
    Ok(Json(ActivityList {
        activities: found.into_iter().map(wire).collect(),
    }))
}
