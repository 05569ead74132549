//! Who needs a second factor, and how long sessions last.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::sign_in_rules::{SecondFactor, SignInRules};

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

fn wire(rules: ombud_app::SignInRules) -> SignInRules {
    SignInRules {
        second_factor: match rules.second_factor {
            ombud_app::SecondFactor::Required => SecondFactor::Required,
            ombud_app::SecondFactor::RequiredExceptFor => SecondFactor::RequiredExceptFor,
            ombud_app::SecondFactor::NotRequired => SecondFactor::NotRequired,
        },
        spared_roles: rules.spared_roles.into_iter().collect(),
        idle_minutes: rules.idle_minutes,
        absolute_minutes: rules.absolute_minutes,
        fresh_minutes: rules.fresh_minutes,
    }
}

fn wanted(rules: SignInRules) -> ombud_app::SignInRules {
    ombud_app::SignInRules {
        second_factor: match rules.second_factor {
            SecondFactor::Required => ombud_app::SecondFactor::Required,
            SecondFactor::RequiredExceptFor => ombud_app::SecondFactor::RequiredExceptFor,
            SecondFactor::NotRequired => ombud_app::SecondFactor::NotRequired,
        },
        spared_roles: rules.spared_roles.into_iter().collect(),
        idle_minutes: rules.idle_minutes,
        absolute_minutes: rules.absolute_minutes,
        fresh_minutes: rules.fresh_minutes,
    }
}

/// The rules of sign-in.
#[utoipa::path(
    get, path = "/api/v1/settings/sign-in", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = SignInRules), ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<SignInRules>, Problem> {
    let rules = state.ombud.show_sign_in_rules(access.caller()).await?;
    Ok(Json(wire(rules)))
}

/// Replaces the rules of sign-in. They count from the next request on, also for sessions that began before.
#[utoipa::path(
    put, path = "/api/v1/settings/sign-in", tag = "accounts", security(("session" = [])), request_body = SignInRules,
    responses((status = 200, body = SignInRules), ChangeProblems)
)]
pub(crate) async fn change(
    State(state): App,
    access: RequestCaller,
    Input(rules): Input<SignInRules>,
) -> Result<Json<SignInRules>, Problem> {
    let rules = state
        .ombud
        .change_sign_in_rules(access.caller(), wanted(rules))
        .await?;
    Ok(Json(wire(rules)))
}
