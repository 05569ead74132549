//! How many alerts a week are planned to be reviewed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::overview::ReviewPlan;

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// How many alerts a week the organisation plans to review.
#[utoipa::path(
    get, path = "/api/v1/settings/review-plan", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = ReviewPlan), ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<ReviewPlan>, Problem> {
    let alerts_a_week = state.ombud.show_review_plan(access.caller()).await?;
    Ok(Json(ReviewPlan { alerts_a_week }))
}

/// Plans how many alerts a week are to be reviewed; the overview then says when there are more.
#[utoipa::path(
    put, path = "/api/v1/settings/review-plan", tag = "alerts", security((), ("session" = []), ("admin" = [])),
    request_body = ReviewPlan,
    responses((status = 200, body = ReviewPlan), ChangeProblems)
)]
pub(crate) async fn change(
    State(state): App,
    access: RequestCaller,
    Input(plan): Input<ReviewPlan>,
) -> Result<Json<ReviewPlan>, Problem> {
    state
        .ombud
        .change_review_plan(access.caller(), plan.alerts_a_week)
        .await?;
    Ok(Json(plan))
}
