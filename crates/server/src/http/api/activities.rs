//! Activities, by predicate.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::ActivityList;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReadProblems;
use crate::http::access::RequestCaller;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

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
    Ok(Json(ActivityList {
        activities: state
            .ombud
            .query_activities(access.caller(), &params.predicate, limit)
            .await?,
    }))
}
