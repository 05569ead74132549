//! Unmaskings: asked for, decided on, released.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::unmaskings::{
    Ground, RevealedName, UnmaskingApproval, UnmaskingDetail, UnmaskingList, UnmaskingReport,
    UnmaskingRequest, UnmaskingRules, UnmaskingState, UnmaskingSummary,
};
use ombud_app::AppError;
use ombud_app::requests::unmaskings::{self, UnmaskingRulesChange, UnmaskingStep};
use ombud_app::requests::{WantedId, given};
use ombud_identity::unmask::{
    Approval, ApprovalsNeeded, Justification, Minutes, State as Stage, UnmaskRules,
    UnmaskRulesDraft,
};

use super::{ChangeProblems, NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

const fn needed(approvals: ApprovalsNeeded) -> u8 {
    match approvals {
        ApprovalsNeeded::One => 1,
        ApprovalsNeeded::Two => 2,
    }
}

fn wire(summary: ombud_app::UnmaskingSummary) -> UnmaskingSummary {
    let ended_at = summary.ended_at();
    let (state, ended_by, ground) = match summary.state {
        Stage::Requested => (UnmaskingState::Requested, None, None),
        Stage::Approved { .. } => (UnmaskingState::Approved, None, None),
        Stage::Denied { by, ground, .. } => {
            (UnmaskingState::Denied, Some(by), Some(ground.to_string()))
        }
        Stage::Withdrawn { .. } => (UnmaskingState::Withdrawn, None, None),
        Stage::Expired { .. } => (UnmaskingState::Expired, None, None),
        Stage::Revoked { by, ground, .. } => {
            (UnmaskingState::Revoked, Some(by), Some(ground.to_string()))
        }
    };
    let unmasking = summary.unmasking;
    let approval = |approval: &Approval| UnmaskingApproval {
        by: approval.by.account.to_string(),
        at: approval.at.to_string(),
    };
    let ends_at = unmasking.ends_at().filter(|_| ended_at.is_none());
    UnmaskingSummary {
        id: unmasking.id().to_string(),
        person: summary.person,
        case: unmasking.case().to_string(),
        purpose: unmasking.purpose().to_string(),
        asked_by: unmasking.viewer().to_string(),
        asked_at: unmasking.requested_at().to_string(),
        state,
        approvals: unmasking.approvals().iter().map(approval).collect(),
        approvals_needed: needed(unmasking.approvals_needed()),
        minutes: unmasking.duration().0,
        ends_at: ends_at.map(|at| at.to_string()),
        ended_at: ended_at.map(|at| at.to_string()),
        ended_by: ended_by.map(|by| by.account.to_string()),
        ground,
    }
}

fn rules_wire(rules: UnmaskRules) -> UnmaskingRules {
    let draft = UnmaskRulesDraft::from(rules);
    UnmaskingRules {
        approvals: needed(draft.approvals),
        usual_minutes: draft.usual_minutes.0,
        longest_minutes: draft.longest_minutes.0,
        lapse_minutes: draft.lapse_minutes.0,
        releases_per_day: draft.releases_per_day,
        rest_minutes: Some(draft.rest_minutes.0),
    }
}

fn wanted(rules: &UnmaskingRules) -> UnmaskingRulesChange {
    UnmaskingRulesChange {
        approvals: match rules.approvals {
            1 => Ok(ApprovalsNeeded::One),
            2 => Ok(ApprovalsNeeded::Two),
            other => Err(AppError::Invalid(format!(
                "`approvals` is {other}: choose 1 or 2"
            ))),
        },
        usual_minutes: Minutes(rules.usual_minutes),
        longest_minutes: Minutes(rules.longest_minutes),
        lapse_minutes: Minutes(rules.lapse_minutes),
        releases_per_day: rules.releases_per_day,
        rest_minutes: rules.rest_minutes.map(Minutes),
    }
}

async fn decide(
    state: &HttpState,
    access: &RequestCaller,
    unmasking: &str,
    step: UnmaskingStep,
) -> Result<Json<UnmaskingSummary>, Problem> {
    let decided = state
        .ombud
        .decide_unmasking(access.caller(), WantedId::read(unmasking), step)
        .await?;
    Ok(Json(wire(decided)))
}

/// Unmaskings that the caller may know of.
#[utoipa::path(
    get, path = "/api/v1/unmaskings", tag = "unmaskings", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = UnmaskingList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<UnmaskingList>, Problem> {
    let unmaskings = state.ombud.list_unmaskings(access.caller()).await?;
    Ok(Json(UnmaskingList {
        unmaskings: unmaskings.into_iter().map(wire).collect(),
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
    let justification = Justification::new(&new.justification);
    let new = unmaskings::UnmaskingRequest {
        person: new.person,
        case: WantedId::read(&new.case),
        purpose: given(&new.purpose),
        justification: justification.map_err(|error| AppError::Invalid(error.to_string())),
        minutes: new.minutes.map(Minutes),
    };
    let requested = state.ombud.request_unmasking(access.caller(), new).await?;
    Ok(Json(wire(requested)))
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
    let detail = state
        .ombud
        .show_unmasking(access.caller(), WantedId::read(&unmasking))
        .await?;
    Ok(Json(UnmaskingDetail {
        unmasking: wire(detail.unmasking),
        justification: detail.justification,
    }))
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
    decide(&state, &access, &unmasking, step).await
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
    let step = UnmaskingStep::Deny(given(&why.ground));
    decide(&state, &access, &unmasking, step).await
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
    decide(&state, &access, &unmasking, step).await
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
    let step = UnmaskingStep::Revoke(given(&why.ground));
    decide(&state, &access, &unmasking, step).await
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
    let revealed = state
        .ombud
        .reveal_name(access.caller(), WantedId::read(&unmasking))
        .await?;
    Ok(Json(RevealedName {
        person: revealed.person,
        name: revealed.name,
        until: revealed.until.map(|at| at.to_string()).unwrap_or_default(),
    }))
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
    let report = state.ombud.show_unmasking_report(access.caller()).await?;
    Ok(Json(UnmaskingReport {
        counted: report.counted,
        open: report.open,
        agree: report.problem.is_none(),
        problem: report.problem,
    }))
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
    let rules = state.ombud.show_unmasking_rules(access.caller()).await?;
    Ok(Json(rules_wire(rules)))
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
    let rules = state
        .ombud
        .change_unmasking_rules(access.caller(), wanted(&rules))
        .await?;
    Ok(Json(rules_wire(rules)))
}
