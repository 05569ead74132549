//! Setting up one-time codes on a page, for whoever is asked for a second factor and has none: a plain form, without script.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use minijinja::context;
use ombud_api::problem::ProblemKind;
use ombud_app::requests::PresentedCredentials;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::access::{RequestCaller, forged};
use super::input::Form;
use super::problem::{OwnPage, Problem};
use super::session::{Cookies, Peer};
use super::state::HttpState;

const TEMPLATE: &str = "one-time-codes.html";

type App = State<Arc<HttpState>>;

/// `/one-time-codes`
pub(super) async fn codes(
    State(state): App,
    access: RequestCaller,
    cookies: Cookies,
) -> Result<Html<String>, Problem> {
    let csrf = cookies.needed()?.csrf();
    let needed = access.sets_up();
    state.pages.render(
        TEMPLATE,
        context! { signed_in => true, csrf => csrf.as_str(), needed },
    )
}

#[derive(Deserialize)]
pub(super) struct CodesForm {
    csrf: String,
    /// Absent in the form that begins.
    #[serde(default)]
    code: Option<Zeroizing<String>>,
}

/// The forms of `/one-time-codes`: the first begins, the second sends the first code.
pub(super) async fn codes_done(
    State(state): App,
    cookies: Cookies,
    Peer(peer): Peer,
    Form(form): Form<CodesForm>,
) -> Result<Response, Problem> {
    let session = cookies.needed()?;
    if !session.accepts_csrf(&form.csrf) {
        return Err(forged(
            &state,
            session,
            "this form is not of your session: load the page again",
        )
        .await);
    }
    let caller = state
        .ombud
        .identify_caller(PresentedCredentials {
            session: Some(session),
            ..PresentedCredentials::default()
        })
        .await?;
    let Some(code) = form.code else {
        let uri = state.ombud.begin_codes(&caller).await?;
        let secret = uri
            .split_once("secret=")
            .and_then(|(_, rest)| rest.split('&').next())
            .unwrap_or_default();
        let page = state
            .pages
            .render(TEMPLATE, context! { signed_in => true, begun => true, csrf => form.csrf, uri => uri.as_str(), secret })?;
        return Ok(page.into_response());
    };
    match state.ombud.finish_codes(&caller, &code, peer).await {
        Ok((token, recovery_codes)) => {
            let page = state
                .pages
                .render(TEMPLATE, context! { signed_in => true, recovery_codes })?;
            Ok((cookies.set(&token), page).into_response())
        }
        Err(error) => {
            let problem = Problem::from(error);
            if problem.kind != ProblemKind::InvalidRequest {
                return Err(problem);
            }
            let again = context! { signed_in => true, begun => true, csrf => form.csrf, problem => problem.detail };
            Ok(OwnPage::response(
                &problem,
                state.pages.render(TEMPLATE, again)?,
            ))
        }
    }
}
