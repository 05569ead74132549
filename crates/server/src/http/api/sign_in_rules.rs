//! Who needs a second factor, and how long sessions last.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::sign_in_rules::SignInRules;

use super::{ChangeProblems, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::input::Input;
use crate::http::problem::Problem;
use crate::http::state::HttpState;

type App = State<Arc<HttpState>>;

/// The rules of sign-in.
#[utoipa::path(
    get, path = "/api/v1/settings/sign-in", tag = "accounts", security(("session" = []), ("admin" = [])),
    responses((status = 200, body = SignInRules), ReadProblems)
)]
pub(crate) async fn show(
    State(state): App,
    access: RequestCaller,
) -> Result<Json<SignInRules>, Problem> {
    Ok(Json(state.ombud.show_sign_in_rules(access.caller()).await?))
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
    Ok(Json(
        state
            .ombud
            .change_sign_in_rules(access.caller(), rules)
            .await?,
    ))
}
