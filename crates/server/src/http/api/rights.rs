//! What is owed to the persons watched: erasure, holds, the report of what is held, retention.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::accounts::Done;
use ombud_api::rights::{
    AccessReport, EraseRequest, Erased, ErasureList, ErasureRow, HeldThing, HoldPlaced,
    HoldRequest, HoldRow, LookGroup, LookedAt, RetentionChange, RetentionList, RetentionRequest,
    RetentionRow, RetentionRun, Statement,
};
use ombud_app::AppError;
use ombud_app::requests::WantedId;
use ombud_guard::access_report;
use ombud_guard::erasure::Depth;
use ombud_model::HoldId;

use super::{ChangeProblems, NotFoundProblem, ReadProblems, to_the_end};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn hold_wire(hold: ombud_app::HoldRow) -> HoldRow {
    HoldRow {
        id: hold.id.to_string(),
        on: hold.on.to_string(),
        ground: hold.ground.to_string(),
        placed_at: hold.placed_at.to_string(),
        review_at: hold.review_at.to_string(),
        lifted_at: hold.lifted_at.map(|at| at.to_string()),
        is_due_for_review: hold.is_due_for_review,
    }
}

fn erasure_wire(erasure: ombud_app::ErasureRow) -> ErasureRow {
    ErasureRow {
        id: erasure.id.to_string(),
        person: erasure.person.to_string(),
        ground: erasure.ground.to_string(),
        depth: erasure.depth.to_string(),
        requested_at: erasure.requested_at.to_string(),
        certificate: erasure.certificate,
    }
}

fn report_wire(report: &access_report::AccessReport) -> AccessReport {
    let holdings = report.holdings.iter().map(|holding| HeldThing {
        what: holding.what.name().to_owned(),
        count: holding.count,
        from: holding.from.map(|at| at.to_string()),
        to: holding.to.map(|at| at.to_string()),
        sources: holding.sources.clone(),
        kept_until: holding.kept_until.map(|at| at.to_string()),
    });
    let looks = report.looks.iter().map(|look| LookedAt {
        at: look.at.to_string(),
        operation: look.operation.name().to_owned(),
        purpose: look.purpose.map(|purpose| purpose.name().to_owned()),
        role: look.role.as_ref().map(ToString::to_string),
        in_a_case: look.in_a_case,
    });
    let groups = report.groups.iter().map(|group| LookGroup {
        purpose: group.purpose.map(|purpose| purpose.name().to_owned()),
        role: group.role.as_ref().map(ToString::to_string),
        count: group.count,
        first: group.first.to_string(),
        last: group.last.to_string(),
    });
    AccessReport {
        person: report.pseudonym.to_string(),
        made_at: report.made_at.to_string(),
        holdings: holdings.collect(),
        groups: groups.collect(),
        looks: looks.collect(),
        withheld_looks: report.withheld_looks,
        text: report.to_text(),
    }
}

fn retention_wire(rows: Vec<ombud_app::RetentionRow>) -> RetentionList {
    let row = |row: ombud_app::RetentionRow| RetentionRow {
        kind: row.kind.to_string(),
        days: row.days,
        usual_days: row.usual_days,
        from: row.from,
        to: row.to,
        agreed: row.agreed,
    };
    RetentionList {
        kinds: rows.into_iter().map(row).collect(),
    }
}

fn run_wire(run: ombud_app::RetentionRun) -> RetentionRun {
    let due = run.due.into_iter();
    RetentionRun {
        braked: run.braked,
        reasons: run.reasons,
        due: due.map(|(kind, rows)| (kind.to_owned(), rows)).collect(),
        plan: run.plan,
        number: run.number,
    }
}

/// One of a list of names: a ground, a depth, a kind.
fn chosen<T: FromStr>(text: &str) -> Result<T, Problem>
where
    T::Err: fmt::Display,
{
    text.parse()
        .map_err(|error: T::Err| Problem::invalid(error.to_string()))
}

/// A text that is no id is the id of nothing.
fn hold_id(text: &str) -> HoldId {
    text.parse().unwrap_or(HoldId(0))
}

/// Erases a person for good and gives the signed certificate. A legal hold stops it: then the answer is 409 and names the hold.
///
/// It goes on when the caller hangs up. Asking again while it runs waits for its end.
#[utoipa::path(
    post, path = "/api/v1/persons/{person}/erasure", tag = "rights", security((), ("session" = [])), request_body = EraseRequest,
    params(("person" = String, Path, description = "Pseudonym")),
    responses((status = 200, body = Erased), ChangeProblems)
)]
pub(crate) async fn erase(
    State(state): App,
    access: RequestCaller,
    Path(person): Path<String>,
    Input(wanted): Input<EraseRequest>,
) -> Result<Json<Erased>, Problem> {
    let ground = chosen(&wanted.ground)?;
    let depth = wanted
        .depth
        .as_deref()
        .map_or(Ok(Depth::Identity), chosen)?;
    let certificate = to_the_end(async move {
        let erased = state.ombud.erase(access.caller(), &person, ground, depth);
        erased.await.map_err(AppError::hidden)
    })
    .await?;
    Ok(Json(Erased { certificate }))
}

/// Erasures with their certificates, and holds.
#[utoipa::path(
    get, path = "/api/v1/erasures", tag = "rights", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = ErasureList), ReadProblems)
)]
pub(crate) async fn erasures(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<ErasureList>, Problem> {
    let list = state.ombud.list_erasures(access.caller()).await?;
    Ok(Json(ErasureList {
        erasures: list.erasures.into_iter().map(erasure_wire).collect(),
        holds: list.holds.into_iter().map(hold_wire).collect(),
    }))
}

/// Places a legal hold on a person: neither erasure nor retention touches them until it is lifted.
#[utoipa::path(
    post, path = "/api/v1/persons/{person}/holds", tag = "rights", security((), ("session" = [])), request_body = HoldRequest,
    params(("person" = String, Path, description = "Pseudonym")),
    responses((status = 200, body = HoldPlaced), ChangeProblems)
)]
pub(crate) async fn place_hold(
    State(state): App,
    access: RequestCaller,
    Path(person): Path<String>,
    Input(wanted): Input<HoldRequest>,
) -> Result<Json<HoldPlaced>, Problem> {
    let ground = chosen(&wanted.ground)?;
    let placed = state.ombud.place_hold(access.caller(), &person, ground);
    let id = placed.await.map_err(AppError::hidden)?.to_string();
    Ok(Json(HoldPlaced { id }))
}

/// Places a legal hold on a case: neither erasure nor retention touches it, or anybody who is in it, until it is lifted.
#[utoipa::path(
    post, path = "/api/v1/cases/{case}/holds", tag = "rights", security((), ("session" = [])), request_body = HoldRequest,
    params(("case" = String, Path, description = "Id of the case")),
    responses((status = 200, body = HoldPlaced), ChangeProblems)
)]
pub(crate) async fn hold_case(
    State(state): App,
    access: RequestCaller,
    Path(case): Path<String>,
    Input(wanted): Input<HoldRequest>,
) -> Result<Json<HoldPlaced>, Problem> {
    let ground = chosen(&wanted.ground)?;
    let placed = state
        .ombud
        .hold_case(access.caller(), WantedId::read(&case), ground);
    let id = placed.await.map_err(AppError::hidden)?.to_string();
    Ok(Json(HoldPlaced { id }))
}

/// Lifts a hold. It stays on record.
#[utoipa::path(
    delete, path = "/api/v1/holds/{hold}", tag = "rights", security((), ("session" = [])),
    params(("hold" = String, Path, description = "Id of the hold")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn lift_hold(
    State(state): App,
    access: RequestCaller,
    Path(hold): Path<String>,
) -> Result<Json<Done>, Problem> {
    let done = state.ombud.lift_hold(access.caller(), hold_id(&hold));
    done.await.map_err(AppError::hidden)?;
    Ok(Json(Done { done: true }))
}

/// Says of a hold that somebody has looked at it and it is still needed: it is due for review again in half a year.
#[utoipa::path(
    put, path = "/api/v1/holds/{hold}/review", tag = "rights", security((), ("session" = [])),
    params(("hold" = String, Path, description = "Id of the hold")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn review_hold(
    State(state): App,
    access: RequestCaller,
    Path(hold): Path<String>,
) -> Result<Json<Done>, Problem> {
    let done = state.ombud.review_hold(access.caller(), hold_id(&hold));
    done.await.map_err(AppError::hidden)?;
    Ok(Json(Done { done: true }))
}

/// What is held about a person, and every look at it with date and purpose. Who looked is not in it.
#[utoipa::path(
    get, path = "/api/v1/persons/{person}/access-report", tag = "rights", security((), ("session" = [])),
    params(("person" = String, Path, description = "Pseudonym"), Statement),
    responses((status = 200, body = AccessReport), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn access_report(
    State(state): App,
    access: RequestCaller,
    Path(person): Path<String>,
    Params(said): Params<Statement>,
) -> Result<Json<AccessReport>, Problem> {
    let listed = |text: &str| {
        let one = text.split(';').map(str::trim);
        one.filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let statement = access_report::Statement {
        purposes: listed(&said.purposes),
        recipients: listed(&said.recipients),
        organisation: said.organisation,
        contact: said.contact,
        authority: said.authority,
    };
    let report = state
        .ombud
        .report_access(access.caller(), &person, &statement)
        .await?;
    Ok(Json(report_wire(&report)))
}

/// How long each kind of data is kept.
#[utoipa::path(
    get, path = "/api/v1/retention", tag = "rights", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = RetentionList), ReadProblems)
)]
pub(crate) async fn retention(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<RetentionList>, Problem> {
    let rows = state.ombud.show_retention(access.caller()).await?;
    Ok(Json(retention_wire(rows)))
}

/// Changes how long kinds of data are kept.
#[utoipa::path(
    put, path = "/api/v1/retention", tag = "rights", security((), ("session" = [])), request_body = RetentionChange,
    responses((status = 200, body = RetentionList), ChangeProblems)
)]
pub(crate) async fn change_retention(
    State(state): App,
    access: RequestCaller,
    Input(wanted): Input<RetentionChange>,
) -> Result<Json<RetentionList>, Problem> {
    let days: Vec<_> = wanted
        .days
        .iter()
        .map(|(kind, days)| Ok((chosen(kind)?, *days)))
        .collect::<Result<_, Problem>>()?;
    let rows = state.ombud.change_retention(access.caller(), &days);
    Ok(Json(retention_wire(rows.await?)))
}

/// What a run would delete now, and what would stop it. Nothing is changed.
#[utoipa::path(
    get, path = "/api/v1/retention/due", tag = "rights", security((), ("session" = []), ("admin" = [])),
    responses((status = 200, body = RetentionRun), ReadProblems)
)]
pub(crate) async fn retention_due(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<RetentionRun>, Problem> {
    let run = state.ombud.show_retention_due(access.caller()).await?;
    Ok(Json(run_wire(run)))
}

/// Deletes what is past its time, unless the brake stops it; with `confirm`, a plan that the brake has stopped.
#[utoipa::path(
    post, path = "/api/v1/retention/run", tag = "rights", security((), ("session" = []), ("admin" = [])),
    request_body = RetentionRequest, responses((status = 200, body = RetentionRun), ChangeProblems)
)]
pub(crate) async fn run_retention(
    State(state): App,
    access: RequestCaller,
    Input(wanted): Input<RetentionRequest>,
) -> Result<Json<RetentionRun>, Problem> {
    to_the_end(async move {
        state
            .ombud
            .run_retention(access.caller(), wanted.confirm.as_deref())
            .await
    })
    .await
    .map(|run| Json(run_wire(run)))
}
