//! Proposals: changes that take a second person.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::proposals::{ProposalList, ProposalSummary};
use ombud_app::requests::proposals::Verdict;

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// What was proposed, the newest first, and whether the two-person rule holds.
#[utoipa::path(
    get, path = "/api/v1/proposals", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = ProposalList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<ProposalList>, Problem> {
    Ok(Json(state.ombud.list_proposals(access.caller()).await?))
}

/// Approves what somebody else proposed: whoever made it asks for the same again, and it is done.
#[utoipa::path(
    post, path = "/api/v1/proposals/{proposal}/approve", tag = "accounts", security(("session" = [])),
    params(("proposal" = String, Path, description = "Id of the proposal")),
    responses((status = 200, body = ProposalSummary), ChangeProblems)
)]
pub(crate) async fn approve(
    State(state): App,
    access: RequestCaller,
    Path(proposal): Path<String>,
) -> Result<Json<ProposalSummary>, Problem> {
    Ok(Json(
        state
            .ombud
            .decide_proposal(access.caller(), &proposal, Verdict::Approve)
            .await?,
    ))
}

/// Refuses what somebody else proposed.
#[utoipa::path(
    post, path = "/api/v1/proposals/{proposal}/refuse", tag = "accounts", security(("session" = [])),
    params(("proposal" = String, Path, description = "Id of the proposal")),
    responses((status = 200, body = ProposalSummary), ChangeProblems)
)]
pub(crate) async fn refuse(
    State(state): App,
    access: RequestCaller,
    Path(proposal): Path<String>,
) -> Result<Json<ProposalSummary>, Problem> {
    Ok(Json(
        state
            .ombud
            .decide_proposal(access.caller(), &proposal, Verdict::Refuse)
            .await?,
    ))
}
