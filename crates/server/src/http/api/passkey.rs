//! Passkeys: one's own, signing in with one, confirming with one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use ombud_accounts::{SessionToken, StoredPasskey};
use ombud_api::accounts::SessionBegun;
use ombud_api::passkey::{
    PasskeyAnswer, PasskeyLabel, PasskeyList, PasskeyMade, PasskeyOptions, PasskeySummary,
};

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::session::{Cookies, Peer};
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(passkey: &StoredPasskey) -> PasskeySummary {
    PasskeySummary {
        id: passkey.handle(),
        label: passkey.label.clone(),
        created: passkey.created.to_string(),
        last_used: passkey.last_used.map(|at| at.to_string()),
    }
}

fn listed(passkeys: &[StoredPasskey]) -> Json<PasskeyList> {
    Json(PasskeyList {
        passkeys: passkeys.iter().map(wire).collect(),
    })
}

fn begun(cookies: &Cookies, token: &SessionToken) -> Response {
    (
        cookies.set(token),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response()
}

/// Passkeys of one's own account.
#[utoipa::path(
    get, path = "/api/v1/me/passkeys", tag = "sign-in", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = PasskeyList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<PasskeyList>, Problem> {
    let passkeys = state.ombud.list_passkeys(access.caller()).await?;
    Ok(listed(&passkeys))
}

/// Begins to add a passkey to one's own account: what to hand to `navigator.credentials.create`.
#[utoipa::path(
    post, path = "/api/v1/me/passkeys", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = PasskeyOptions), ChangeProblems)
)]
pub(crate) async fn begin(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
) -> Result<Json<PasskeyOptions>, Problem> {
    Ok(Json(PasskeyOptions {
        options: state
            .ombud
            .begin_passkey(access.caller(), cookies.needed()?)
            .await?,
    }))
}

/// Adds the passkey that the browser made, in the session that began it, within five minutes.
#[utoipa::path(
    put, path = "/api/v1/me/passkeys", tag = "sign-in", security(("session" = [])), request_body = PasskeyMade,
    responses((status = 200, body = PasskeyList), ChangeProblems)
)]
pub(crate) async fn finish(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
    Input(made): Input<PasskeyMade>,
) -> Result<Json<PasskeyList>, Problem> {
    let PasskeyMade { label, answer } = made;
    let passkeys = state
        .ombud
        .finish_passkey(access.caller(), cookies.needed()?, &label, &answer)
        .await?;
    Ok(listed(&passkeys))
}

/// Calls a passkey of one's own account by another name.
#[utoipa::path(
    put, path = "/api/v1/me/passkeys/{passkey}", tag = "sign-in", security(("session" = [])),
    params(("passkey" = String, Path, description = "Id of the passkey")), request_body = PasskeyLabel,
    responses((status = 200, body = PasskeyList), ChangeProblems)
)]
pub(crate) async fn rename(
    State(state): App,
    access: RequestCaller,
    Path(passkey): Path<String>,
    Input(name): Input<PasskeyLabel>,
) -> Result<Json<PasskeyList>, Problem> {
    let passkeys = state
        .ombud
        .rename_passkey(access.caller(), &passkey, &name.label)
        .await?;
    Ok(listed(&passkeys))
}

/// Removes a passkey from one's own account. All other sessions of the account end.
#[utoipa::path(
    delete, path = "/api/v1/me/passkeys/{passkey}", tag = "sign-in", security(("session" = [])),
    params(("passkey" = String, Path, description = "Id of the passkey")),
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn remove(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
    Path(passkey): Path<String>,
    Peer(peer): Peer,
) -> Result<Response, Problem> {
    let token = state
        .ombud
        .remove_passkey(access.caller(), cookies.needed()?, &passkey, peer)
        .await?;
    Ok(begun(&cookies, &token))
}

/// Begins a sign-in by passkey: what to hand to `navigator.credentials.get`. No login name is asked for.
#[utoipa::path(
    post, path = "/api/v1/sign-in/passkey", tag = "sign-in",
    responses((status = 200, body = PasskeyOptions), ChangeProblems)
)]
pub(crate) async fn begin_sign_in(
    State(state): App,
    cookies: Cookies,
    Peer(peer): Peer,
) -> Result<Response, Problem> {
    let (options, browser) = state.ombud.begin_passkey_sign_in(peer).await?;
    Ok((
        cookies.set_browser(&browser),
        Json(PasskeyOptions { options }),
    )
        .into_response())
}

/// Signs in with what the browser answered, in the browser that began it, within five minutes.
#[utoipa::path(
    put, path = "/api/v1/sign-in/passkey", tag = "sign-in", request_body = PasskeyAnswer,
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn sign_in(
    State(state): App,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(given): Input<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let token = state
        .ombud
        .sign_in_with_passkey(cookies.browser(), &given.answer, peer)
        .await?;
    let set: Vec<_> = cookies
        .set(&token)
        .into_iter()
        .chain(cookies.clear_browser())
        .collect();
    Ok((
        AppendHeaders(set),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response())
}

/// Begins to prove again who uses this session, by a passkey.
#[utoipa::path(
    post, path = "/api/v1/confirm/passkey", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = PasskeyOptions), ChangeProblems)
)]
pub(crate) async fn begin_confirmation(
    State(state): App,
    _: RequestCaller,
    cookies: Cookies,
) -> Result<Json<PasskeyOptions>, Problem> {
    Ok(Json(PasskeyOptions {
        options: state
            .ombud
            .begin_passkey_confirmation(cookies.needed()?)
            .await?,
    }))
}

/// Proves again who uses this session, which is then fresh and under a new cookie.
#[utoipa::path(
    put, path = "/api/v1/confirm/passkey", tag = "sign-in", security(("session" = [])), request_body = PasskeyAnswer,
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn confirm(
    State(state): App,
    _: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(given): Input<PasskeyAnswer>,
) -> Result<Response, Problem> {
    let token = state
        .ombud
        .confirm_with_passkey(cookies.needed()?, &given.answer, peer)
        .await?;
    Ok(begun(&cookies, &token))
}
