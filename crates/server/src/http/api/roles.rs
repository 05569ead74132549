//! Custom roles, and whether the installation is a pilot.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_access::Holders;
use ombud_api::accounts::Done;
use ombud_api::roles::{NewRole, Pilot, PilotChange, RoleDefined, RoleHolders, Withdrawn};
use ombud_app::requests::given;

use super::{ChangeProblems, ReadProblems, texts};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(pilot: ombud_app::Pilot) -> Pilot {
    let withdrawn = |gone: ombud_app::Withdrawn| Withdrawn {
        account: gone.account.to_string(),
        role: gone.role.to_string(),
        reason: gone.reason,
    };
    Pilot {
        on: pilot.on,
        ending_withdraws: pilot.ending_withdraws.into_iter().map(withdrawn).collect(),
        cannot_end: pilot.cannot_end,
    }
}

fn wanted(new: NewRole) -> ombud_app::NewRole {
    ombud_app::NewRole {
        title: new.title,
        operations: new.operations.iter().map(|name| given(name)).collect(),
        held_by: match new.held_by {
            RoleHolders::Humans => Holders::Humans,
            RoleHolders::Integrations => Holders::Integrations,
            RoleHolders::Either => Holders::Either,
        },
        oversees: new.oversees,
        pilot: new.pilot,
    }
}

/// Defines a custom role, or changes one. One that unites duties which are kept apart is refused with the reason.
#[utoipa::path(
    put, path = "/api/v1/roles/{role}", tag = "accounts", security(("session" = [])),
    params(("role" = String, Path, description = "Id of the role")), request_body = NewRole,
    responses((status = 200, body = RoleDefined), ChangeProblems)
)]
pub(crate) async fn define(
    State(state): App,
    access: RequestCaller,
    Path(role): Path<String>,
    Input(new): Input<NewRole>,
) -> Result<Json<RoleDefined>, Problem> {
    let warnings = state
        .ombud
        .define_role(access.caller(), given(&role)?, wanted(new))
        .await?;
    Ok(Json(RoleDefined {
        warnings: texts(warnings),
    }))
}

/// Removes a custom role that nobody holds.
#[utoipa::path(
    delete, path = "/api/v1/roles/{role}", tag = "accounts", security(("session" = [])),
    params(("role" = String, Path, description = "Id of the role")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn remove(
    State(state): App,
    access: RequestCaller,
    Path(role): Path<String>,
) -> Result<Json<Done>, Problem> {
    state
        .ombud
        .remove_role(access.caller(), given(&role)?)
        .await?;
    Ok(Json(Done { done: true }))
}

/// Whether the installation is a pilot, and what the end of the pilot would take away.
#[utoipa::path(
    get, path = "/api/v1/pilot", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = Pilot), ReadProblems)
)]
pub(crate) async fn pilot(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<Pilot>, Problem> {
    Ok(Json(wire(state.ombud.show_pilot(access.caller()).await?)))
}

/// Marks the installation as a pilot, or ends the pilot. Where somebody holds duties that are kept apart, it ends only with `withdraw`.
#[utoipa::path(
    put, path = "/api/v1/pilot", tag = "accounts", security(("session" = [])), request_body = PilotChange,
    responses((status = 200, body = Pilot), ChangeProblems)
)]
pub(crate) async fn change_pilot(
    State(state): App,
    access: RequestCaller,
    Input(change): Input<PilotChange>,
) -> Result<Json<Pilot>, Problem> {
    let PilotChange { on, withdraw } = change;
    let change = ombud_app::PilotChange { on, withdraw };
    let pilot = state.ombud.change_pilot(access.caller(), change).await?;
    Ok(Json(wire(pilot)))
}
