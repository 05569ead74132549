//! Pages for signing in and out and for setting up an account: plain forms, without script.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use minijinja::context;
use ombud_api::problem::ProblemKind;
use ombud_app::requests::accounts::{Chosen, Proofs, SetUpFor};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::access::{RequestCaller, forged};
use super::input::Form;
use super::layers::Scripted;
use super::params::Params;
use super::problem::{OwnPage, Problem};
use super::session::{Cookies, Peer};
use super::state::HttpState;

type App = State<Arc<HttpState>>;

#[derive(Deserialize)]
pub(super) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    code: String,
}

/// `/sign-in`
pub(super) async fn sign_in(State(state): App) -> Result<Response, Problem> {
    let nobody = !state.ombud.has_accounts();
    sign_in_page(&state, context! { nobody })
}

/// The page with every way in, and what else it has to say.
pub(super) fn sign_in_page(state: &HttpState, more: minijinja::Value) -> Result<Response, Problem> {
    let (providers, passkeys) = (state.ombud.list_providers(), state.ombud.offers_passkeys());
    let page = state
        .pages
        .render("sign-in.html", context! { providers, passkeys, ..more })?;
    Ok(if passkeys {
        Scripted::response(page)
    } else {
        page.into_response()
    })
}

/// The form of `/sign-in`
pub(super) async fn signed_in(
    State(state): App,
    cookies: Cookies,
    Peer(peer): Peer,
    Form(form): Form<SignInForm>,
) -> Result<Response, Problem> {
    let code = Some(form.code.trim())
        .filter(|code| !code.is_empty())
        .map(|code| Zeroizing::new(code.to_owned()));
    let proofs = Proofs {
        password: Zeroizing::new(form.password),
        code,
        peer,
    };
    match state.ombud.sign_in(&form.login, proofs).await {
        Ok(token) => Ok((cookies.set(&token), Redirect::to("/")).into_response()),
        Err(error) => {
            let problem = told(error.into())?;
            let page = sign_in_page(
                &state,
                context! { problem => problem.detail, login => form.login },
            )?;
            Ok(OwnPage::response(&problem, page))
        }
    }
}

/// `/sign-out`
pub(super) async fn sign_out(
    State(state): App,
    _: RequestCaller,
    cookies: Cookies,
) -> Result<Html<String>, Problem> {
    let csrf = cookies.needed()?.csrf();
    state
        .pages
        .render("sign-out.html", context! { csrf => csrf.as_str() })
}

#[derive(Deserialize)]
pub(super) struct SignOutForm {
    csrf: String,
}

/// The form of `/sign-out`
pub(super) async fn signed_out(
    State(state): App,
    cookies: Cookies,
    Form(form): Form<SignOutForm>,
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
    state.ombud.sign_out(session).await?;
    Ok((cookies.clear(), Redirect::to("/sign-in")).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetUpParams {
    #[serde(default)]
    link: String,
}

/// `/set-up`
pub(super) async fn set_up(
    State(state): App,
    Params(params): Params<SetUpParams>,
) -> Result<Html<String>, Problem> {
    set_up_page(&state, &params.link, None, "", "").await
}

async fn set_up_page(
    state: &HttpState,
    link: &str,
    problem: Option<&str>,
    login: &str,
    display_name: &str,
) -> Result<Html<String>, Problem> {
    let of = state.ombud.find_set_up_link(link).await?.ok_or_else(|| {
        Problem::new(
            ProblemKind::NotFound,
            "the link is not valid, or was used: ask for a new one, or restart a server without accounts",
        )
    })?;
    let (first, login) = match &of {
        SetUpFor::FirstAdministrator => (true, login),
        SetUpFor::Account(login) => (false, login.as_str()),
    };
    state.pages.render(
        "set-up.html",
        context! { first, login, display_name, link, problem },
    )
}

#[derive(Deserialize)]
pub(super) struct SetUpForm {
    link: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    display_name: String,
    password: String,
    again: String,
}

/// The form of `/set-up`
pub(super) async fn set_up_done(
    State(state): App,
    Peer(peer): Peer,
    Form(form): Form<SetUpForm>,
) -> Result<Response, Problem> {
    let SetUpForm {
        link,
        login,
        display_name,
        password,
        again,
    } = form;
    let done = if password == again {
        let password = Zeroizing::new(password);
        let chosen = Chosen {
            login: login.clone(),
            display_name: display_name.clone(),
            password,
            peer,
        };
        state
            .ombud
            .set_up(&link, chosen)
            .await
            .map_err(Problem::from)
    } else {
        Err(Problem::invalid("the two passwords are not the same"))
    };
    match done {
        Ok(lacking) => {
            let page = state
                .pages
                .render("set-up-done.html", context! { lacking })?;
            Ok(page.into_response())
        }
        Err(problem) => {
            let problem = told(problem)?;
            let page =
                set_up_page(&state, &link, Some(&problem.detail), &login, &display_name).await?;
            Ok(OwnPage::response(&problem, page))
        }
    }
}

/// What the person can mend stays on the page; a fault of ours does not.
fn told(problem: Problem) -> Result<Problem, Problem> {
    if problem.kind == ProblemKind::Internal {
        Err(problem)
    } else {
        Ok(problem)
    }
}
