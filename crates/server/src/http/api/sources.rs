//! Sources and the tokens with which they push.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::accounts::Done;
use ombud_api::sources::{IssuedSourceToken, SourceList, SourceSummary};

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(source: ombud_app::SourceSummary) -> SourceSummary {
    SourceSummary {
        source: source.source.to_owned(),
        title: source.title.to_owned(),
        read: source.read,
        accepted: source.accepted,
        duplicates: source.duplicates,
        rejected: source.rejected,
        corrected: source.corrected,
        incomplete: source.incomplete,
        last_activity: source.last_activity.map(|time| time.to_string()),
        push_token: source.push_token,
    }
}

/// Sources with what has been read from them.
#[utoipa::path(
    get, path = "/api/v1/sources", tag = "sources", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = SourceList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<SourceList>, Problem> {
    let sources = state.ombud.list_sources(access.caller()).await?;
    Ok(Json(SourceList {
        sources: sources.into_iter().map(wire).collect(),
    }))
}

/// Issues a push token to a source, in the place of the former one; it is shown once.
#[utoipa::path(
    post, path = "/api/v1/sources/{source}/token", tag = "sources", security(("session" = [])),
    params(("source" = String, Path, description = "Id of the source")),
    responses((status = 200, body = IssuedSourceToken), ChangeProblems)
)]
pub(crate) async fn issue_token(
    State(state): App,
    access: RequestCaller,
    Path(source): Path<String>,
) -> Result<Json<IssuedSourceToken>, Problem> {
    let secret = state
        .ombud
        .issue_source_token(access.caller(), &source)
        .await?;
    Ok(Json(IssuedSourceToken {
        source,
        secret: secret.to_string(),
    }))
}

/// Revokes the push token of a source; the next push is refused.
#[utoipa::path(
    delete, path = "/api/v1/sources/{source}/token", tag = "sources", security(("session" = []), ("admin" = [])),
    params(("source" = String, Path, description = "Id of the source")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn revoke_token(
    State(state): App,
    access: RequestCaller,
    Path(source): Path<String>,
) -> Result<Json<Done>, Problem> {
    state
        .ombud
        .revoke_source_token(access.caller(), &source)
        .await?;
    Ok(Json(Done { done: true }))
}
