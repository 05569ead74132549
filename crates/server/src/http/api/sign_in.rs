//! Signing in and out, and one's own account.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use ombud_accounts::SessionToken;
use ombud_api::accounts::{
    CodesBegun, CodesSetUp, ConfirmRequest, Done, FirstCode, Me, SessionBegun, SignInRequest,
};
use ombud_app::requests::accounts::Proofs;
use zeroize::Zeroizing;

use super::accounts::wire;
use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::session::{Cookies, Peer};
use crate::http::state::HttpState;

type Answer = Result<axum::response::Response, Problem>;

fn begun(cookies: &Cookies, token: &SessionToken) -> axum::response::Response {
    (
        cookies.set(token),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response()
}

/// Begins a session, which is in the cookie of the answer.
///
/// Wrong names, passwords and codes are told in the same words. Failures are limited by login name and network.
#[utoipa::path(
    post, path = "/api/v1/sign-in", tag = "sign-in", request_body = SignInRequest,
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn sign_in(
    State(state): State<Arc<HttpState>>,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(request): Input<SignInRequest>,
) -> Answer {
    let proofs = Proofs {
        password: Zeroizing::new(request.password),
        code: request.code.map(Zeroizing::new),
        peer,
    };
    let token = state.ombud.sign_in(&request.login, proofs).await?;
    Ok(begun(&cookies, &token))
}

/// Ends this session.
#[utoipa::path(
    post, path = "/api/v1/sign-out", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = Done), ChangeProblems)
)]
pub(crate) async fn sign_out(
    State(state): State<Arc<HttpState>>,
    _: RequestCaller,
    cookies: Cookies,
) -> Answer {
    state.ombud.sign_out(cookies.needed()?).await?;
    Ok((cookies.clear(), Json(Done { done: true })).into_response())
}

/// Proves again who uses this session, which is then fresh and under a new cookie.
#[utoipa::path(
    post, path = "/api/v1/confirm", tag = "sign-in", security(("session" = [])), request_body = ConfirmRequest,
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn confirm(
    State(state): State<Arc<HttpState>>,
    _: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(request): Input<ConfirmRequest>,
) -> Answer {
    let proofs = Proofs {
        password: Zeroizing::new(request.password),
        code: request.code.map(Zeroizing::new),
        peer,
    };
    let token = state.ombud.confirm(cookies.needed()?, proofs).await?;
    Ok(begun(&cookies, &token))
}

/// One's own account and roles.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "sign-in", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = Me), ReadProblems)
)]
pub(crate) async fn me(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    cookies: Cookies,
) -> Result<Json<Me>, Problem> {
    let own = state.ombud.show_own_account(access.caller()).await?;
    Ok(Json(Me {
        account: wire(own.account),
        fresh: own.fresh,
        must_set_up: own.must_set_up,
        recovery_codes: own.recovery_codes,
        operations: own.operations.iter().map(ToString::to_string).collect(),
        notices: own.notices,
        csrf: cookies.session().map(|token| token.csrf().to_string()),
    }))
}

/// Begins to set up one-time codes; the answer's address is for an authenticator app.
#[utoipa::path(
    post, path = "/api/v1/me/totp", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = CodesBegun), ChangeProblems)
)]
pub(crate) async fn begin_codes(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
) -> Result<Json<CodesBegun>, Problem> {
    let uri = state.ombud.begin_codes(access.caller()).await?;
    Ok(Json(CodesBegun {
        uri: uri.to_string(),
    }))
}

/// Sets up one-time codes by the first of them. All other sessions of the account end.
#[utoipa::path(
    put, path = "/api/v1/me/totp", tag = "sign-in", security(("session" = [])), request_body = FirstCode,
    responses((status = 200, body = CodesSetUp), ChangeProblems)
)]
pub(crate) async fn finish_codes(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
    Input(first): Input<FirstCode>,
) -> Answer {
    let (token, recovery_codes) = state
        .ombud
        .finish_codes(access.caller(), &first.code, peer)
        .await?;
    let body = CodesSetUp {
        recovery_codes,
        csrf: token.csrf().to_string(),
    };
    Ok((cookies.set(&token), Json(body)).into_response())
}
