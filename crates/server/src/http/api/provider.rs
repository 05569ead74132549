//! Ways to sign in, and signing in through a provider.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use minijinja::context;
use ombud_api::accounts::SessionBegun;
use ombud_api::provider::{SignInProvider, SignInWays};
use ombud_app::requests::provider::Errand;
use serde::Deserialize;

use super::{ChangeProblems, PublicProblems};
use crate::http::access::RequestCaller;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::session::{Cookies, Peer};
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// The ways in which people can sign in here.
#[utoipa::path(
    get, path = "/api/v1/sign-in/ways", tag = "sign-in",
    responses((status = 200, body = SignInWays), PublicProblems)
)]
pub(crate) async fn ways(State(state): App) -> Json<SignInWays> {
    let provider = |provider: ombud_app::requests::provider::ProviderName| SignInProvider {
        begin: format!("/sign-in/oidc/{}", provider.id),
        id: provider.id,
        name: provider.name,
    };
    let providers = state
        .ombud
        .list_providers()
        .into_iter()
        .map(provider)
        .collect();
    Json(SignInWays {
        passkeys: state.ombud.offers_passkeys(),
        providers,
    })
}

/// Unlinks one's own account from its provider, with the roles that came from groups. All other sessions of the account end.
#[utoipa::path(
    delete, path = "/api/v1/me/provider", tag = "sign-in", security(("session" = [])),
    responses((status = 200, body = SessionBegun), ChangeProblems)
)]
pub(crate) async fn unlink(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
    Peer(peer): Peer,
) -> Result<Response, Problem> {
    let token = state
        .ombud
        .unlink_provider(access.caller(), cookies.needed()?, peer)
        .await?;
    Ok((
        cookies.set(&token),
        Json(SessionBegun {
            csrf: token.csrf().to_string(),
        }),
    )
        .into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaveParams {
    #[serde(default)]
    purpose: Errand,
    return_to: Option<String>,
}

/// `/sign-in/oidc/{provider}`: sends the browser to the provider. Another site that leads here cannot do more than let somebody sign in
/// as themselves: the cookie of a session does not come along from there.
pub(crate) async fn leave(
    State(state): App,
    Path(provider): Path<String>,
    Params(params): Params<LeaveParams>,
    cookies: Cookies,
    Peer(peer): Peer,
) -> Result<Response, Problem> {
    let LeaveParams { purpose, return_to } = params;
    let leaving = state
        .ombud
        .leave_for_provider(&provider, purpose, cookies.session(), return_to, peer)
        .await?;
    let location = HeaderValue::from_str(&leaving.url).map_err(|_| Problem::internal())?;
    Ok((
        StatusCode::SEE_OTHER,
        cookies.set_browser(&leaving.browser),
        [(header::LOCATION, location)],
    )
        .into_response())
}

/// `/sign-in/oidc/{provider}/callback`: where the provider sends the browser back to.
pub(crate) async fn come_back(
    State(state): App,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    cookies: Cookies,
    Peer(peer): Peer,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let returned = state
        .ombud
        .return_from_provider(&provider, cookies.browser(), &query, peer)
        .await?;
    // Not a redirect: the browser is still on its way from the provider's site, and would leave the session's strict cookie behind. The
    // step that this page takes begins here.
    let page = state
        .base
        .pages
        .render("signed-in.html", context! { to => returned.return_to })?;
    let set = returned
        .session
        .as_ref()
        .map(|token| cookies.set(token))
        .into_iter()
        .flatten();
    let set: Vec<_> = set.chain(cookies.clear_browser()).collect();
    Ok((AppendHeaders(set), page).into_response())
}
