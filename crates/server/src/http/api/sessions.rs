//! One's own sessions and ways to sign in, and ending the sessions of others.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use ombud_accounts::Proof;
use ombud_api::accounts::{Done, SessionBegun};
use ombud_api::sessions::{
    PasswordChange, RecoveryCodeList, SessionList, SessionSummary, SessionsEnded,
};
use ombud_app::OwnSession;
use ombud_app::requests::WantedId;
use ombud_app::requests::sessions::NewPassword;
use zeroize::Zeroizing;

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::session::{Cookies, Peer};
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(OwnSession { session, this }: OwnSession) -> SessionSummary {
    SessionSummary {
        id: session.hash.to_string(),
        this,
        begun: session.created.to_string(),
        last_used: session.last_seen.to_string(),
        confirmed: session.confirmed.to_string(),
        proofs: session.proofs.iter().map(|proof| word(*proof)).collect(),
        from: session.peer,
    }
}

fn word(proof: Proof) -> String {
    match proof {
        Proof::Password => "password",
        Proof::OneTimeCode => "one-time-code",
        Proof::RecoveryCode => "recovery-code",
        Proof::Passkey => "passkey",
        Proof::Provider => "provider",
    }
    .to_owned()
}

/// Changes one's own password. All other sessions of the account end; this one goes on under a new cookie.
#[utoipa::path(
    put, path = "/api/v1/me/password", tag = "sign-in", security(("session" = [])), request_body = PasswordChange,
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn change_password(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(change): Input<PasswordChange>,
) -> Result<axum::response::Response, Problem> {
    let change = NewPassword {
        current: change.current.map(Zeroizing::new),
        new: Zeroizing::new(change.new),
        peer,
    };
    let token = state
        .ombud
        .change_password(access.caller(), cookies.needed()?, change)
        .await?;
    Ok((
        cookies.set(&token),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response())
}

/// Turns one-time codes off, where the rules allow it. All other sessions of the account end.
#[utoipa::path(
    delete, path = "/api/v1/me/totp", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn turn_codes_off(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
) -> Result<axum::response::Response, Problem> {
    let token = state
        .ombud
        .turn_codes_off(access.caller(), cookies.needed()?, peer)
        .await?;
    Ok((
        cookies.set(&token),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response())
}

/// Gives new recovery codes; all earlier ones are worth nothing.
#[utoipa::path(
    post, path = "/api/v1/me/recovery-codes", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = RecoveryCodeList), ChangeProblems)
)]
pub(crate) async fn new_recovery_codes(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<RecoveryCodeList>, Problem> {
    Ok(Json(RecoveryCodeList {
        recovery_codes: state.ombud.renew_recovery_codes(access.caller()).await?,
    }))
}

/// One's own sessions that are alive.
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "sign-in", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = SessionList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
) -> Result<Json<SessionList>, Problem> {
    let sessions = state
        .ombud
        .list_sessions(access.caller(), cookies.session())
        .await?;
    Ok(Json(SessionList {
        sessions: sessions.into_iter().map(wire).collect(),
    }))
}

/// Ends one's own sessions but this one.
#[utoipa::path(
    delete, path = "/api/v1/sessions", tag = "sign-in", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = SessionsEnded), ChangeProblems)
)]
pub(crate) async fn end_others(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
) -> Result<Json<SessionsEnded>, Problem> {
    Ok(Json(SessionsEnded {
        ended: state
            .ombud
            .end_other_sessions(access.caller(), cookies.session())
            .await?,
    }))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete, path = "/api/v1/sessions/{session}", tag = "sign-in", security(("session" = []), ("admin" = [])),
    params(("session" = String, Path, description = "Id of the session")),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn end(
    State(state): App,
    access: RequestCaller,
    Path(session): Path<String>,
) -> Result<Json<Done>, Problem> {
    let session = WantedId::read(&session);
    state.ombud.end_session(access.caller(), session).await?;
    Ok(Json(Done { done: true }))
}

/// Ends every session of an account; links to set it up that were not used yet are void too.
#[utoipa::path(
    delete, path = "/api/v1/accounts/{account}/sessions", tag = "accounts", security(("session" = []), ("admin" = [])),
    params(("account" = String, Path, description = "Id of the account")),
    responses((status = 200, body = SessionsEnded), ChangeProblems)
)]
pub(crate) async fn end_of(
    State(state): App,
    access: RequestCaller,
    Path(account): Path<String>,
) -> Result<Json<SessionsEnded>, Problem> {
    Ok(Json(SessionsEnded {
        ended: state
            .ombud
            .end_sessions_of(access.caller(), WantedId::read(&account))
            .await?,
    }))
}
