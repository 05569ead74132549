//! Requests about a person: asked for, decided on, and the report that comes of one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::person_requests::{
    DayTotal, IndicatorTotal, NewPersonRequest, PersonRequestAsks, PersonRequestDetail,
    PersonRequestGround, PersonRequestList, PersonRequestState, PersonRequestSummary, UserReport,
};
use ombud_app::AppError;
use ombud_app::requests::person_requests::{self, PersonRequestStep, WantedOfPerson};
use ombud_app::requests::{WantedId, given};
use ombud_guard::person_request::{State as Stage, Wanted};
use ombud_identity::unmask::Justification;

use super::alerts::explained::family;
use super::persons::day;
use super::{ChangeProblems, NotFoundProblem, ReadProblems, texts};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn asks(wanted: &Wanted, policies: Vec<String>) -> PersonRequestAsks {
    match wanted {
        Wanted::ScoringByHand { .. } => PersonRequestAsks::ScoringByHand { policies },
        Wanted::UserReport { from, to } => PersonRequestAsks::UserReport {
            from: from.to_string(),
            to: to.to_string(),
        },
    }
}

fn wanted(asks: PersonRequestAsks) -> WantedOfPerson {
    match asks {
        PersonRequestAsks::ScoringByHand { policies } => WantedOfPerson::ScoringByHand { policies },
        PersonRequestAsks::UserReport { from, to } => WantedOfPerson::UserReport {
            from: given(&from),
            to: given(&to),
        },
    }
}

fn wire(summary: ombud_app::PersonRequestSummary) -> PersonRequestSummary {
    let (state, ended_by, ground) = match summary.state {
        Stage::Requested => (PersonRequestState::Requested, None, None),
        Stage::Approved(_) => (PersonRequestState::Approved, None, None),
        Stage::Denied { by, ground, .. } => {
            let ground = ground.to_string();
            (PersonRequestState::Denied, Some(by), Some(ground))
        }
        Stage::Withdrawn { .. } => (PersonRequestState::Withdrawn, None, None),
        Stage::Ended { by, ground, .. } => {
            let ground = ground.to_string();
            (PersonRequestState::Ended, Some(by), Some(ground))
        }
        Stage::Lapsed { .. } => (PersonRequestState::Lapsed, None, None),
        Stage::Expired { .. } => (PersonRequestState::Expired, None, None),
    };
    let (approval, ended_at) = (summary.state.approval(), summary.state.ended_at());
    let request = summary.request;
    let ends_at = request.ends_at().filter(|_| ended_at.is_none());
    PersonRequestSummary {
        id: request.id().to_string(),
        person: summary.person,
        asks: asks(request.wanted(), summary.policies),
        purpose: request.purpose().to_string(),
        asked_by: request.by().account.to_string(),
        asked_at: request.at().to_string(),
        days: request.days(),
        state,
        approved_by: approval.map(|approval| approval.by.account.to_string()),
        approved_at: approval.map(|approval| approval.at.to_string()),
        ends_at: ends_at.map(|at| at.to_string()),
        ended_at: ended_at.map(|at| at.to_string()),
        ended_by: ended_by.map(|by| by.account.to_string()),
        ground,
    }
}

fn report_wire(report: ombud_app::UserReport) -> UserReport {
    let indicator = |total: ombud_app::IndicatorTotal| IndicatorTotal {
        indicator: total.indicator,
        family: family(total.family),
        days: total.days,
        count: total.count,
        sensitive: total.sensitive,
    };
    let of_day = |total: ombud_app::DayTotal| DayTotal {
        day: total.day.to_string(),
        count: total.count,
        sensitive: total.sensitive,
    };
    UserReport {
        person: report.person,
        units: texts(report.units),
        from: report.from.to_string(),
        to: report.to.to_string(),
        purpose: report.purpose.to_string(),
        asked_by: report.asked_by.to_string(),
        approved_by: report.approved_by.to_string(),
        approved_at: report.approved_at.to_string(),
        until: report.until.to_string(),
        days: report.days.into_iter().map(day).collect(),
        by_indicator: report.by_indicator.into_iter().map(indicator).collect(),
        by_day: report.by_day.into_iter().map(of_day).collect(),
    }
}

async fn decide(
    state: &HttpState,
    access: &RequestCaller,
    request: &str,
    step: PersonRequestStep,
) -> Result<Json<PersonRequestSummary>, Problem> {
    let decided = state
        .ombud
        .decide_person_request(access.caller(), WantedId::read(request), step)
        .await?;
    Ok(Json(wire(decided)))
}

/// Requests about persons that the caller may know of.
#[utoipa::path(
    get, path = "/api/v1/person-requests", tag = "person-requests", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = PersonRequestList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<PersonRequestList>, Problem> {
    let requests = state.ombud.list_person_requests(access.caller()).await?;
    Ok(Json(PersonRequestList {
        requests: requests.into_iter().map(wire).collect(),
    }))
}

/// Asks for something about one person that another human must allow.
#[utoipa::path(
    post, path = "/api/v1/person-requests", tag = "person-requests", security(("session" = [])), request_body = NewPersonRequest,
    responses((status = 200, body = PersonRequestSummary), ChangeProblems)
)]
pub(crate) async fn ask(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewPersonRequest>,
) -> Result<Json<PersonRequestSummary>, Problem> {
    let reason = Justification::new(&new.reason);
    let new = person_requests::NewPersonRequest {
        person: new.person,
        asks: wanted(new.asks),
        purpose: given(&new.purpose),
        reason: reason.map_err(|error| AppError::Invalid(error.to_string())),
        days: new.days,
    };
    let asked = state
        .ombud
        .request_about_person(access.caller(), new)
        .await?;
    Ok(Json(wire(asked)))
}

/// One request about a person, with the reason that was given for it.
#[utoipa::path(
    get, path = "/api/v1/person-requests/{request}", tag = "person-requests", security(("session" = []), ("admin" = [])),
    params(("request" = String, Path, description = "Id of the request")),
    responses((status = 200, body = PersonRequestDetail), NotFoundProblem, ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
) -> Result<Json<PersonRequestDetail>, Problem> {
    let detail = state
        .ombud
        .show_person_request(access.caller(), WantedId::read(&request))
        .await?;
    Ok(Json(PersonRequestDetail {
        request: wire(detail.request),
        reason: detail.reason,
    }))
}

/// Approves a request of somebody else. It is in force from now on.
#[utoipa::path(
    post, path = "/api/v1/person-requests/{request}/approve", tag = "person-requests", security(("session" = [])),
    params(("request" = String, Path, description = "Id of the request")),
    responses((status = 200, body = PersonRequestSummary), ChangeProblems)
)]
pub(crate) async fn approve(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
) -> Result<Json<PersonRequestSummary>, Problem> {
    decide(&state, &access, &request, PersonRequestStep::Approve).await
}

/// Denies a request of somebody else.
#[utoipa::path(
    post, path = "/api/v1/person-requests/{request}/deny", tag = "person-requests", security(("session" = [])),
    params(("request" = String, Path, description = "Id of the request")), request_body = PersonRequestGround,
    responses((status = 200, body = PersonRequestSummary), ChangeProblems)
)]
pub(crate) async fn deny(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
    Input(why): Input<PersonRequestGround>,
) -> Result<Json<PersonRequestSummary>, Problem> {
    let step = PersonRequestStep::Deny(given(&why.ground));
    decide(&state, &access, &request, step).await
}

/// Takes one's own request back while nobody has decided on it.
#[utoipa::path(
    post, path = "/api/v1/person-requests/{request}/withdraw", tag = "person-requests", security(("session" = [])),
    params(("request" = String, Path, description = "Id of the request")),
    responses((status = 200, body = PersonRequestSummary), ChangeProblems)
)]
pub(crate) async fn withdraw(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
) -> Result<Json<PersonRequestSummary>, Problem> {
    decide(&state, &access, &request, PersonRequestStep::Withdraw).await
}

/// Ends what was approved before its time.
#[utoipa::path(
    post, path = "/api/v1/person-requests/{request}/end", tag = "person-requests", security(("session" = [])),
    params(("request" = String, Path, description = "Id of the request")), request_body = PersonRequestGround,
    responses((status = 200, body = PersonRequestSummary), ChangeProblems)
)]
pub(crate) async fn end(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
    Input(why): Input<PersonRequestGround>,
) -> Result<Json<PersonRequestSummary>, Problem> {
    let step = PersonRequestStep::End(given(&why.ground));
    decide(&state, &access, &request, step).await
}

/// The report that was asked for, for the account that asked, while the request is in force. It is made now.
#[utoipa::path(
    get, path = "/api/v1/person-requests/{request}/report", tag = "person-requests", security(("session" = [])),
    params(("request" = String, Path, description = "Id of the request")),
    responses((status = 200, body = UserReport), ChangeProblems)
)]
pub(crate) async fn report(
    State(state): App,
    access: RequestCaller,
    Path(request): Path<String>,
) -> Result<Json<UserReport>, Problem> {
    let report = state
        .ombud
        .read_user_report(access.caller(), WantedId::read(&request))
        .await?;
    Ok(Json(report_wire(report)))
}
