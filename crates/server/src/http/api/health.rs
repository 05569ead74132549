//! Whether the server lives, whether it can work, what it counts.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use ombud_api::problem::ProblemKind;
use ombud_api::{Check, Liveness, Readiness};
use ombud_app::ReadinessCheck;

use super::{HealthProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::measure;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn wire(check: ReadinessCheck) -> Check {
    Check {
        name: check.name.to_owned(),
        ok: check.problem.is_none(),
        problem: check.problem.map(str::to_owned),
    }
}

/// Whether the process answers at all. Asks nothing of the database.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = Liveness), HealthProblems))]
pub(crate) async fn live() -> Json<Liveness> {
    Json(Liveness { live: true })
}

/// Whether the server can do its work: 503 with the conditions that do not hold otherwise.
#[utoipa::path(get, path = "/health/ready", tag = "health", responses((status = 200, body = Readiness), HealthProblems))]
pub(crate) async fn ready(State(state): State<Arc<HttpState>>) -> Result<Json<Readiness>, Problem> {
    let checks = state.ombud.check_readiness().await;
    let failing: Vec<String> = checks
        .iter()
        .filter_map(|check| Some(format!("{}: {}", check.name, check.problem?)))
        .collect();
    if failing.is_empty() {
        Ok(Json(Readiness {
            ready: true,
            checks: checks.into_iter().map(wire).collect(),
        }))
    } else {
        Err(Problem::new(ProblemKind::Unavailable, failing.join("; ")))
    }
}

/// Counts and durations in the text format of Prometheus.
#[utoipa::path(
    get, path = "/metrics", tag = "health", security((), ("admin" = [])),
    responses((status = 200, body = String, content_type = "text/plain"), ReadProblems)
)]
pub(crate) async fn metrics(
    State(state): State<Arc<HttpState>>,
    _access: RequestCaller,
) -> impl IntoResponse {
    measure::limit_keys(state.ombud.count_limit_keys());
    state.metrics.run_upkeep();
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        state.metrics.render(),
    )
}
