//! Agreements with a works council.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::agreements::{
    AgreementList, AgreementSignature, AgreementStanding, AgreementSummary, AgreementTerms,
    SignatureGiven, WorksCouncil, WorksCouncilChange,
};
use ombud_app::requests::{WantedId, given};
use ombud_guard::agreement;

use super::{ChangeProblems, NotFoundProblem, ReadProblems, texts};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn standing_wire(standing: agreement::AgreementStanding) -> AgreementStanding {
    match standing {
        agreement::AgreementStanding::Draft => AgreementStanding::Draft,
        agreement::AgreementStanding::Awaited => AgreementStanding::Awaited,
        agreement::AgreementStanding::InForce => AgreementStanding::InForce,
        agreement::AgreementStanding::Expired => AgreementStanding::Expired,
        agreement::AgreementStanding::Ended => AgreementStanding::Ended,
        agreement::AgreementStanding::Tampered => AgreementStanding::Tampered,
    }
}

fn wire(agreement: ombud_app::AgreementSummary) -> AgreementSummary {
    let signature = |signature: &ombud_app::AgreementSignature| AgreementSignature {
        by: signature.by.to_string(),
        at: signature.at.to_string(),
    };
    AgreementSummary {
        id: agreement.id.to_string(),
        standing: standing_wire(agreement.standing),
        in_force: agreement.in_force,
        title: agreement.title,
        unmasking_purposes: agreement.unmasking_purposes,
        unmasking_approvals: agreement.unmasking_approvals,
        text: agreement.text,
        digest: agreement.digest.to_string(),
        drafted_by: texts(agreement.drafted_by),
        signatures: agreement.signatures.iter().map(signature).collect(),
        signatures_required: agreement.signatures_required,
    }
}

fn wanted(terms: AgreementTerms) -> ombud_app::AgreementTerms {
    ombud_app::AgreementTerms {
        title: terms.title,
        purpose: terms.purpose,
        unmasking_purposes: terms.unmasking_purposes,
        sources: terms.sources,
        indicators: terms.indicators,
        templates: terms.templates,
        units: terms.units,
        signatures_required: terms.signatures_required,
        unmasking_approvals: terms.unmasking_approvals,
        retention_days: terms.retention_days,
        valid_from: terms.valid_from,
        valid_until: terms.valid_until,
    }
}

fn council_wire(council: ombud_app::WorksCouncil) -> WorksCouncil {
    WorksCouncil {
        on: council.on,
        in_force: council.in_force.map(|id| id.to_string()),
        changes_at: council.changes_at.map(|at| at.to_string()),
        off_asked_by: texts(council.off_asked_by),
        off_needs: council.off_needs,
    }
}

/// Agreements, each with the text that is signed.
#[utoipa::path(
    get, path = "/api/v1/agreements", tag = "agreement", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = AgreementList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<AgreementList>, Problem> {
    let agreements = state.ombud.list_agreements(access.caller()).await?;
    Ok(Json(AgreementList {
        agreements: agreements.into_iter().map(wire).collect(),
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
    let id = WantedId::read(&id);
    Ok(Json(wire(
        state.ombud.show_agreement(access.caller(), id).await?,
    )))
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
    let proposed = state
        .ombud
        .propose_agreement(access.caller(), wanted(terms))
        .await?;
    Ok(Json(wire(proposed)))
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
    let revised = state
        .ombud
        .revise_agreement(access.caller(), WantedId::read(&id), wanted(terms))
        .await?;
    Ok(Json(wire(revised)))
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
    Input(signature): Input<SignatureGiven>,
) -> Result<Json<AgreementSummary>, Problem> {
    let seen = given(&signature.digest)?;
    let signed = state
        .ombud
        .sign_agreement(access.caller(), WantedId::read(&id), seen)
        .await?;
    Ok(Json(wire(signed)))
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
    let id = WantedId::read(&id);
    Ok(Json(wire(
        state.ombud.end_agreement(access.caller(), id).await?,
    )))
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
    let council = state.ombud.show_works_council(access.caller()).await?;
    Ok(Json(council_wire(council)))
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
    let council = state
        .ombud
        .change_works_council(access.caller(), change.on)
        .await?;
    Ok(Json(council_wire(council)))
}
