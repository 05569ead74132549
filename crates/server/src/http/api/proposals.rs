//! Proposals: changes that take a second person.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::proposals::{ProposalList, ProposalState, ProposalSummary};
use ombud_app::requests::WantedId;
use ombud_app::requests::proposals::Verdict;
use ombud_guard::proposal::State as Stage;

use super::{ChangeProblems, ReadProblems, texts};
use crate::http::access::RequestCaller;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(summary: &ombud_app::ProposalSummary) -> ProposalSummary {
    use ProposalState as S;
    let (state, decided_by, decided_at) = match summary.state {
        Stage::Open => (S::Open, None, None),
        Stage::Approved { by, at } => (S::Approved, Some(by), Some(at)),
        Stage::Refused { by, at } => (S::Refused, Some(by), Some(at)),
        Stage::Done { approved_by, at } => (S::Done, Some(approved_by), Some(at)),
        Stage::Expired => (S::Expired, None, None),
    };
    let proposal = &summary.proposal;
    ProposalSummary {
        id: proposal.id().to_string(),
        kind: proposal.change().name().to_owned(),
        text: proposal.change().to_string(),
        account: proposal.change().account().map(|id| id.to_string()),
        proposed_by: proposal.by().account.to_string(),
        proposed_at: proposal.at().to_string(),
        ends_at: proposal.ends_at().to_string(),
        state,
        decided_by: decided_by.map(|by| by.account.to_string()),
        decided_at: decided_at.map(|at| at.to_string()),
    }
}

async fn decide(
    state: &HttpState,
    access: &RequestCaller,
    proposal: &str,
    verdict: Verdict,
) -> Result<Json<ProposalSummary>, Problem> {
    let decided = state
        .ombud
        .decide_proposal(access.caller(), WantedId::read(proposal), verdict)
        .await?;
    Ok(Json(wire(&decided)))
}

/// What was proposed, the newest first, and whether the two-person rule holds.
#[utoipa::path(
    get, path = "/api/v1/proposals", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = ProposalList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<ProposalList>, Problem> {
    let list = state.ombud.list_proposals(access.caller()).await?;
    Ok(Json(ProposalList {
        in_force: list.in_force,
        missing: texts(list.missing),
        proposals: list.proposals.iter().map(wire).collect(),
    }))
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
    decide(&state, &access, &proposal, Verdict::Approve).await
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
    decide(&state, &access, &proposal, Verdict::Refuse).await
}
