//! Policies.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::ReadProblems;
use crate::http::access::Access;
use crate::http::problem::Problem;
use crate::http::state::HttpState;
use crate::http::wire::PolicyList;

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
        policies: state.use_cases.policies(access.caller()).await?,
    }))
}
