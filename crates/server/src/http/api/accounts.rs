//! Accounts, roles, units and tokens.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::accounts::{
    AccountChanged, AccountList, Done, GrantRequest, IssuedToken, NewAccount, NewToken, NewUnit,
    RoleGranted, RoleList, TokenList, UnitList, UnitSummary,
};
use ombud_app::requests::accounts::AccountChange;

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// Who uses the system.
#[utoipa::path(
    get, path = "/api/v1/accounts", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = AccountList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<AccountList>, Problem> {
    Ok(Json(AccountList {
        accounts: state.ombud.list_accounts(access.caller()).await?,
    }))
}

/// Creates an account. The answer has the link with which its holder sets it up.
#[utoipa::path(
    post, path = "/api/v1/accounts", tag = "accounts", security(("session" = [])), request_body = NewAccount,
    responses((status = 200, body = AccountChanged), ChangeProblems)
)]
pub(crate) async fn create(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewAccount>,
) -> Result<Json<AccountChanged>, Problem> {
    Ok(Json(
        state.ombud.create_account(access.caller(), new).await?,
    ))
}

/// Disables an account: its roles are taken away, its sessions and tokens end at once.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/disable", tag = "accounts", security(("session" = [])),
    params(("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = AccountChanged), ChangeProblems)
)]
pub(crate) async fn disable(
    State(state): App,
    access: RequestCaller,
    Path(account): Path<String>,
) -> Result<Json<AccountChanged>, Problem> {
    Ok(Json(
        state
            .ombud
            .change_account(access.caller(), &account, AccountChange::Disable)
            .await?,
    ))
}

/// Makes a disabled account usable again, without any role.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/enable", tag = "accounts", security(("session" = [])),
    params(("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = AccountChanged), ChangeProblems)
)]
pub(crate) async fn enable(
    State(state): App,
    access: RequestCaller,
    Path(account): Path<String>,
) -> Result<Json<AccountChanged>, Problem> {
    Ok(Json(
        state
            .ombud
            .change_account(access.caller(), &account, AccountChange::Enable)
            .await?,
    ))
}

/// Gives a link with which the holder sets the account up anew; nothing changes until it is used.
#[utoipa::path(
    post, path = "/api/v1/accounts/{account}/reset", tag = "accounts", security(("session" = [])),
    params(("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = AccountChanged), ChangeProblems)
)]
pub(crate) async fn reset(
    State(state): App,
    access: RequestCaller,
    Path(account): Path<String>,
) -> Result<Json<AccountChanged>, Problem> {
    Ok(Json(
        state
            .ombud
            .change_account(access.caller(), &account, AccountChange::Reset)
            .await?,
    ))
}

/// Roles, what each allows, and who holds it.
#[utoipa::path(
    get, path = "/api/v1/roles", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = RoleList), ReadProblems)
)]
pub(crate) async fn roles(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<RoleList>, Problem> {
    Ok(Json(RoleList {
        roles: state.ombud.list_roles(access.caller()).await?,
    }))
}

/// Gives a role to an account, or changes how far and how long it is held.
#[utoipa::path(
    put, path = "/api/v1/roles/{role}/members/{account}", tag = "accounts", security(("session" = [])),
    params(("role" = String, Path, description = "Id of the role"), ("account" = String, Path, description = "Id of the account")),
    request_body = GrantRequest,
    responses((status = 200, body = RoleGranted), ChangeProblems)
)]
pub(crate) async fn grant(
    State(state): App,
    access: RequestCaller,
    Path((role, account)): Path<(String, String)>,
    Input(wanted): Input<GrantRequest>,
) -> Result<Json<RoleGranted>, Problem> {
    Ok(Json(
        state
            .ombud
            .grant_role(access.caller(), &role, &account, wanted)
            .await?,
    ))
}

/// Takes a role from an account.
#[utoipa::path(
    delete, path = "/api/v1/roles/{role}/members/{account}", tag = "accounts", security(("session" = [])),
    params(("role" = String, Path, description = "Id of the role"), ("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn revoke(
    State(state): App,
    access: RequestCaller,
    Path((role, account)): Path<(String, String)>,
) -> Result<Json<Done>, Problem> {
    state
        .ombud
        .revoke_role(access.caller(), &role, &account)
        .await?;
    Ok(Json(Done { done: true }))
}

/// Admin units, to which roles can be bound.
#[utoipa::path(
    get, path = "/api/v1/units", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = UnitList), ReadProblems)
)]
pub(crate) async fn units(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<UnitList>, Problem> {
    Ok(Json(UnitList {
        units: state.ombud.list_units(access.caller()).await?,
    }))
}

/// Defines an admin unit, or with `id` redraws one.
#[utoipa::path(
    post, path = "/api/v1/units", tag = "accounts", security(("session" = [])), request_body = NewUnit,
    responses((status = 200, body = UnitSummary), ChangeProblems)
)]
pub(crate) async fn define_unit(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewUnit>,
) -> Result<Json<UnitSummary>, Problem> {
    Ok(Json(state.ombud.define_unit(access.caller(), new).await?))
}

/// API tokens of one's own account.
#[utoipa::path(
    get, path = "/api/v1/tokens", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = TokenList), ReadProblems)
)]
pub(crate) async fn tokens(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<TokenList>, Problem> {
    Ok(Json(TokenList {
        tokens: state.ombud.list_tokens(access.caller()).await?,
    }))
}

/// Issues an API token to one's own account; it is shown once.
#[utoipa::path(
    post, path = "/api/v1/tokens", tag = "accounts", security(("session" = [])), request_body = NewToken,
    responses((status = 200, body = IssuedToken), ChangeProblems)
)]
pub(crate) async fn issue_token(
    State(state): App,
    access: RequestCaller,
    Input(new): Input<NewToken>,
) -> Result<Json<IssuedToken>, Problem> {
    Ok(Json(state.ombud.issue_token(access.caller(), new).await?))
}

/// Revokes an API token; it is refused at the next request.
#[utoipa::path(
    delete, path = "/api/v1/tokens/{token}", tag = "accounts", security(("session" = [])),
    params(("token" = String, Path, description = "Id of the token")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn revoke_token(
    State(state): App,
    access: RequestCaller,
    Path(token): Path<String>,
) -> Result<Json<Done>, Problem> {
    state.ombud.revoke_token(access.caller(), &token).await?;
    Ok(Json(Done { done: true }))
}
