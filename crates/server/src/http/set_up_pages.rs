//! The page on which somebody sets an account up by its link: a plain form without script, since it works before there is an account, and in
//! a program without a console.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use minijinja::context;
use ombud_api::problem::ProblemKind;
use ombud_app::requests::accounts::{Chosen, SetUpFor};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::input::Form;
use super::params::Params;
use super::problem::{OwnPage, Problem};
use super::session::Peer;
use super::state::HttpState;

type App = State<Arc<HttpState>>;

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
    state.base.pages.render(
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
                .base
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
