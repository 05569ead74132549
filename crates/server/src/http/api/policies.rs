//! Policies, and the templates that they are made from.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::{PolicyList, TemplateList};

use super::ReadProblems;
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

/// All policies, by name.
#[utoipa::path(
    get, path = "/api/v1/policies", tag = "policies", security((), ("admin" = [])),
    responses((status = 200, body = PolicyList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<PolicyList>, Problem> {
    Ok(Json(PolicyList {
        policies: state.ombud.list_policies(access.caller()).await?,
    }))
}

/// The templates that policies are made from, in the order of the reference.
#[utoipa::path(
    get, path = "/api/v1/templates", tag = "policies", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = TemplateList), ReadProblems)
)]
pub(crate) async fn templates(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<TemplateList>, Problem> {
    Ok(Json(TemplateList {
        templates: state.ombud.list_templates(access.caller()).await?,
    }))
}
