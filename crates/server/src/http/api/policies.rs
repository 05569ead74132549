//! Policies.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::ReadProblems;
use crate::http::access::Access;
use crate::http::problem::Problem;
use crate::http::state::HttpState;
use ombud_api::PolicyList;

/// All policies, by name.
#[utoipa::path(
    get, path = "/api/v1/policies", tag = "policies", security((), ("admin" = [])),
    responses((status = 200, body = PolicyList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: Access,
) -> Result<Json<PolicyList>, Problem> {
    Ok(Json(PolicyList {
        policies: state.ombud.list_policies(access.caller()).await?,
    }))
}
