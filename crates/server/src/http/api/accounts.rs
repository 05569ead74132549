//! Accounts, roles, units and tokens.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_accounts::AccountState;
use ombud_api::accounts::{
    AccountChanged, AccountList, AccountSummary, Done, GrantRequest, IssuedToken, NewAccount,
    NewToken, NewUnit, RoleGranted, RoleHeld, RoleList, RoleMember, RoleSummary, TokenList,
    TokenSummary, UnitList, UnitSummary,
};
use ombud_app::requests::accounts::AccountChange;
use ombud_app::requests::{WantedId, given};
use ombud_model::{AccountKind, UnitId, Units};

use super::{ChangeProblems, ReadProblems, texts};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// The ids of the admin units; absent for everybody.
fn unit_texts(units: Option<BTreeSet<UnitId>>) -> Option<Vec<String>> {
    units.map(texts)
}

pub(super) fn wire(account: ombud_app::AccountSummary) -> AccountSummary {
    let role = |held: ombud_app::RoleHeld| RoleHeld {
        role: held.role.to_string(),
        units: unit_texts(held.units),
        expires: held.expires.map(|at| at.to_string()),
        from_groups: held.from_groups,
    };
    AccountSummary {
        id: account.id.to_string(),
        login: account.login.as_str().to_owned(),
        display_name: account.display_name.as_str().to_owned(),
        kind: match account.kind {
            AccountKind::Human => "human",
            AccountKind::Integration => "integration",
        }
        .to_owned(),
        state: match account.state {
            AccountState::Invited => "invited",
            AccountState::Active => "active",
            AccountState::Disabled => "disabled",
        }
        .to_owned(),
        one_time_codes: account.one_time_codes,
        linked: account.linked,
        created: account.created.to_string(),
        last_sign_in: account.last_sign_in.map(|at| at.to_string()),
        roles: account.roles.into_iter().map(role).collect(),
    }
}

fn role_wire(role: ombud_app::RoleSummary) -> RoleSummary {
    let member = |member: ombud_app::RoleMember| RoleMember {
        account: member.account.to_string(),
        units: unit_texts(member.units),
        expires: member.expires.map(|at| at.to_string()),
        from_groups: member.from_groups,
    };
    RoleSummary {
        id: role.id.to_string(),
        title: role.title,
        operations: texts(role.operations),
        members: role.members.into_iter().map(member).collect(),
    }
}

fn unit_wire(unit: ombud_app::UnitSummary) -> UnitSummary {
    UnitSummary {
        id: unit.id.to_string(),
        name: unit.name,
        regions: unit.regions.into_iter().collect(),
        divisions: unit.divisions.into_iter().collect(),
        departments: unit.departments.into_iter().collect(),
        groups: unit.groups.into_iter().collect(),
        named: unit.named,
        persons: unit.persons,
    }
}

fn token_wire(token: ombud_app::TokenSummary) -> TokenSummary {
    TokenSummary {
        id: token.id.to_string(),
        name: token.name,
        operations: texts(token.operations),
        created: token.created.to_string(),
        expires: token.expires.to_string(),
        last_used: token.last_used.map(|day| day.to_string()),
        revoked: token.revoked,
    }
}

async fn change(
    state: &HttpState,
    access: &RequestCaller,
    account: &str,
    change: AccountChange,
) -> Result<Json<AccountChanged>, Problem> {
    let account = WantedId::read(account);
    let changed = state
        .ombud
        .change_account(access.caller(), account, change)
        .await?;
    Ok(Json(changed_wire(changed)))
}

fn changed_wire(changed: ombud_app::AccountChanged) -> AccountChanged {
    AccountChanged {
        account: wire(changed.account),
        set_up: changed.set_up,
    }
}

/// Who uses the system.
#[utoipa::path(
    get, path = "/api/v1/accounts", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = AccountList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<AccountList>, Problem> {
    let accounts = state.ombud.list_accounts(access.caller()).await?;
    Ok(Json(AccountList {
        accounts: accounts.into_iter().map(wire).collect(),
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
    let new = ombud_app::NewAccount {
        login: given(&new.login),
        display_name: given(&new.display_name),
        kind: match new.integration {
            true => AccountKind::Integration,
            false => AccountKind::Human,
        },
        person: new.person,
    };
    let created = state.ombud.create_account(access.caller(), new).await?;
    Ok(Json(changed_wire(created)))
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
    change(&state, &access, &account, AccountChange::Disable).await
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
    change(&state, &access, &account, AccountChange::Enable).await
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
    change(&state, &access, &account, AccountChange::Reset).await
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
    let roles = state.ombud.list_roles(access.caller()).await?;
    Ok(Json(RoleList {
        roles: roles.into_iter().map(role_wire).collect(),
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
    let (role, account) = (given(&role), WantedId::read(&account));
    let units = |ids: &Vec<String>| {
        let ids = ids.iter().map(|id| given(id));
        ids.collect::<Result<_, _>>().map(Units::Only)
    };
    let wanted = ombud_app::GrantRequest {
        units: wanted.units.as_ref().map_or(Ok(Units::All), units),
        expires: wanted.expires.as_deref().map(given).transpose(),
    };
    let warnings = state
        .ombud
        .grant_role(access.caller(), role, account, wanted)
        .await?;
    Ok(Json(RoleGranted {
        warnings: texts(warnings),
    }))
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
        .revoke_role(access.caller(), given(&role), WantedId::read(&account))
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
    let units = state.ombud.list_units(access.caller()).await?;
    Ok(Json(UnitList {
        units: units.into_iter().map(unit_wire).collect(),
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
    let new = ombud_app::NewUnit {
        id: new.id.as_deref().map(given).transpose()?,
        name: new.name,
        regions: new.regions.into_iter().collect(),
        divisions: new.divisions.into_iter().collect(),
        departments: new.departments.into_iter().collect(),
        groups: new.groups.into_iter().collect(),
        persons: new.persons,
    };
    let defined = state.ombud.define_unit(access.caller(), new).await?;
    Ok(Json(unit_wire(defined)))
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
    let tokens = state.ombud.list_tokens(access.caller()).await?;
    Ok(Json(TokenList {
        tokens: tokens.into_iter().map(token_wire).collect(),
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
    let new = ombud_app::NewToken {
        name: new.name,
        operations: new.operations.iter().map(|name| given(name)).collect(),
        days: new.days,
    };
    let issued = state.ombud.issue_token(access.caller(), new).await?;
    Ok(Json(IssuedToken {
        token: token_wire(issued.token),
        secret: issued.secret,
    }))
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
    let token = WantedId::read(&token);
    state.ombud.revoke_token(access.caller(), token).await?;
    Ok(Json(Done { done: true }))
}
