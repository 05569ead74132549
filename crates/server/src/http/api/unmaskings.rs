//! Unmaskings: asked for, decided on, released.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::unmaskings::{
    Ground, RevealedName, UnmaskingDetail, UnmaskingList, UnmaskingReport, UnmaskingRequest,
    UnmaskingRules, UnmaskingSummary,
};
use ombud_app::requests::unmaskings::UnmaskingStep;

use super::{ChangeProblems, NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// Unmaskings that the caller may know of.
#[utoipa::path(
    get, path = "/api/v1/unmaskings", tag = "unmaskings", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = UnmaskingList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<UnmaskingList>, Problem> {
    Ok(Json(UnmaskingList {
        unmaskings: state.ombud.list_unmaskings(access.caller()).await?,
    }))
}

/// Asks to be shown the name of one person. Others decide.
#[utoipa::path(
    post, path = "/api/v1/unmaskings", tag = "unmaskings", security(("session" = [])), request_body = UnmaskingRequest,
    responses((status = 200, body = UnmaskingSummary), ChangeProblems)
)]
pub(crate) async fn request(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<UnmaskingRequest>,
) -> Result<Json<UnmaskingSummary>, Problem> {
    Ok(Json(
        state.ombud.request_unmasking(access.caller(), new).await?,
    ))
}

/// One unmasking, with the reason that was given for it.
#[utoipa::path(
    get, path = "/api/v1/unmaskings/{unmasking}", tag = "unmaskings", security(("session" = []), ("admin" = [])),
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = UnmaskingDetail), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
) -> Result<Json<UnmaskingDetail>, Problem> {
    Ok(Json(
        state
            .ombud
            .show_unmasking(access.caller(), &unmasking)
            .await?,
    ))
}

/// Approves a request of somebody else. The last approval that is needed makes it live.
#[utoipa::path(
    post, path = "/api/v1/unmaskings/{unmasking}/approve", tag = "unmaskings", security(("session" = [])),
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = UnmaskingSummary), ChangeProblems)
)]
pub(crate) async fn approve(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
) -> Result<Json<UnmaskingSummary>, Problem> {
    let step = UnmaskingStep::Approve;
    Ok(Json(
        state
            .ombud
            .decide_unmasking(access.caller(), &unmasking, step)
            .await?,
    ))
}

/// Denies a request of somebody else.
#[utoipa::path(
    post, path = "/api/v1/unmaskings/{unmasking}/deny", tag = "unmaskings", security(("session" = [])), request_body = Ground,
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = UnmaskingSummary), ChangeProblems)
)]
pub(crate) async fn deny(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
    Input(why): Input<Ground>,
) -> Result<Json<UnmaskingSummary>, Problem> {
    let step = UnmaskingStep::Deny(why.ground);
    Ok(Json(
        state
            .ombud
            .decide_unmasking(access.caller(), &unmasking, step)
            .await?,
    ))
}

/// Takes one's own request back.
#[utoipa::path(
    post, path = "/api/v1/unmaskings/{unmasking}/withdraw", tag = "unmaskings", security(("session" = [])),
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = UnmaskingSummary), ChangeProblems)
)]
pub(crate) async fn withdraw(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
) -> Result<Json<UnmaskingSummary>, Problem> {
    let step = UnmaskingStep::Withdraw;
    Ok(Json(
        state
            .ombud
            .decide_unmasking(access.caller(), &unmasking, step)
            .await?,
    ))
}

/// Ends a live unmasking before its time.
#[utoipa::path(
    post, path = "/api/v1/unmaskings/{unmasking}/revoke", tag = "unmaskings", security(("session" = [])), request_body = Ground,
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = UnmaskingSummary), ChangeProblems)
)]
pub(crate) async fn revoke(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
    Input(why): Input<Ground>,
) -> Result<Json<UnmaskingSummary>, Problem> {
    let step = UnmaskingStep::Revoke(why.ground);
    Ok(Json(
        state
            .ombud
            .decide_unmasking(access.caller(), &unmasking, step)
            .await?,
    ))
}

/// Shows the name to the one who asked for it, while the unmasking is live.
#[utoipa::path(
    post, path = "/api/v1/unmaskings/{unmasking}/reveal", tag = "unmaskings", security(("session" = [])),
    params(("unmasking" = String, Path, description = "Id of the unmasking")),
    responses((status = 200, body = RevealedName), ChangeProblems)
)]
pub(crate) async fn reveal(
    State(state): App,
    access: RequestCaller,
    Path(unmasking): Path<String>,
) -> Result<Json<RevealedName>, Problem> {
    Ok(Json(
        state.ombud.reveal_name(access.caller(), &unmasking).await?,
    ))
}

/// Whether the vault's own count of names shown and the audit log agree.
#[utoipa::path(
    get, path = "/api/v1/unmasking-report", tag = "unmaskings", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = UnmaskingReport), ReadProblems)
)]
pub(crate) async fn report(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<UnmaskingReport>, Problem> {
    Ok(Json(
        state.ombud.show_unmasking_report(access.caller()).await?,
    ))
}

/// The rules of unmasking here.
#[utoipa::path(
    get, path = "/api/v1/unmasking-rules", tag = "unmaskings", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = UnmaskingRules), ReadProblems)
)]
pub(crate) async fn rules(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<UnmaskingRules>, Problem> {
    Ok(Json(
        state.ombud.show_unmasking_rules(access.caller()).await?,
    ))
}

/// Changes the rules of unmasking, for requests that are made from now on.
#[utoipa::path(
    put, path = "/api/v1/unmasking-rules", tag = "unmaskings", security(("session" = [])), request_body = UnmaskingRules,
    responses((status = 200, body = UnmaskingRules), ChangeProblems)
)]
pub(crate) async fn change_rules(
    State(state): App,
    access: RequestCaller,
    Input(rules): Input<UnmaskingRules>,
) -> Result<Json<UnmaskingRules>, Problem> {
    Ok(Json(
        state
            .ombud
            .change_unmasking_rules(access.caller(), rules)
            .await?,
    ))
}
