//! Agreements with a works council.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::agreements::{
    AgreementList, AgreementSummary, AgreementTerms, SignatureGiven, WorksCouncil,
    WorksCouncilChange,
};

use super::{ChangeProblems, NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// Agreements, each with the text that is signed.
#[utoipa::path(
    get, path = "/api/v1/agreements", tag = "agreement", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = AgreementList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<AgreementList>, Problem> {
    Ok(Json(AgreementList {
        agreements: state.ombud.list_agreements(access.caller()).await?,
    }))
}

/// One agreement.
#[utoipa::path(
    get, path = "/api/v1/agreements/{agreement}", tag = "agreement", security(("session" = []), ("admin" = [])),
    params(("agreement" = String, Path, description = "Id of the agreement")),
    responses((status = 200, body = AgreementSummary), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Json<AgreementSummary>, Problem> {
    Ok(Json(
        state.ombud.show_agreement(access.caller(), &id).await?,
    ))
}

/// Drafts an agreement.
#[utoipa::path(
    post, path = "/api/v1/agreements", tag = "agreement", security(("session" = [])), request_body = AgreementTerms,
    responses((status = 200, body = AgreementSummary), ChangeProblems)
)]
pub(crate) async fn propose(
    State(state): App,
    access: RequestCaller,
    Input(terms): Input<AgreementTerms>,
) -> Result<Json<AgreementSummary>, Problem> {
    Ok(Json(
        state
            .ombud
            .propose_agreement(access.caller(), terms)
            .await?,
    ))
}

/// Gives a draft other terms; the signatures it had are gone.
#[utoipa::path(
    put, path = "/api/v1/agreements/{agreement}", tag = "agreement", security(("session" = [])),
    params(("agreement" = String, Path, description = "Id of the agreement")), request_body = AgreementTerms,
    responses((status = 200, body = AgreementSummary), ChangeProblems)
)]
pub(crate) async fn revise(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(terms): Input<AgreementTerms>,
) -> Result<Json<AgreementSummary>, Problem> {
    Ok(Json(
        state
            .ombud
            .revise_agreement(access.caller(), &id, terms)
            .await?,
    ))
}

/// Signs the text whose digest is sent. With the last signature that is required, the agreement is in force from its first day on.
#[utoipa::path(
    post, path = "/api/v1/agreements/{agreement}/sign", tag = "agreement", security(("session" = [])),
    params(("agreement" = String, Path, description = "Id of the agreement")), request_body = SignatureGiven,
    responses((status = 200, body = AgreementSummary), ChangeProblems)
)]
pub(crate) async fn sign(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
    Input(given): Input<SignatureGiven>,
) -> Result<Json<AgreementSummary>, Problem> {
    Ok(Json(
        state
            .ombud
            .sign_agreement(access.caller(), &id, &given.digest)
            .await?,
    ))
}

/// Ends an agreement: what it allowed is no longer allowed. A draft is given up.
#[utoipa::path(
    post, path = "/api/v1/agreements/{agreement}/end", tag = "agreement", security(("session" = [])),
    params(("agreement" = String, Path, description = "Id of the agreement")),
    responses((status = 200, body = AgreementSummary), ChangeProblems)
)]
pub(crate) async fn end(
    State(state): App,
    access: RequestCaller,
    Path(id): Path<String>,
) -> Result<Json<AgreementSummary>, Problem> {
    Ok(Json(state.ombud.end_agreement(access.caller(), &id).await?))
}

/// Whether nothing is processed without an agreement.
#[utoipa::path(
    get, path = "/api/v1/works-council", tag = "agreement", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = WorksCouncil), ReadProblems)
)]
pub(crate) async fn council(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<WorksCouncil>, Problem> {
    Ok(Json(state.ombud.show_works_council(access.caller()).await?))
}

/// Switches works-council mode on, or asks for it to be off: off it is when as many humans have asked within seven days as must sign the
/// agreement in force, and two at least.
#[utoipa::path(
    put, path = "/api/v1/works-council", tag = "agreement", security(("session" = [])), request_body = WorksCouncilChange,
    responses((status = 200, body = WorksCouncil), ChangeProblems)
)]
pub(crate) async fn change_council(
    State(state): App,
    access: RequestCaller,
    Input(change): Input<WorksCouncilChange>,
) -> Result<Json<WorksCouncil>, Problem> {
    Ok(Json(
        state
            .ombud
            .change_works_council(access.caller(), change.on)
            .await?,
    ))
}
