//! Persons, by pseudonym.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ombud_api::{PersonList, PersonScope, PersonSummary};
use ombud_app::requests::{Page, PersonFilter};
use serde::Deserialize;
use utoipa::IntoParams;

use super::ReadProblems;
use super::alerts::wire::scope_wire;
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn wire(person: ombud_app::PersonSummary) -> PersonSummary {
    let policy = |one: ombud_app::PersonScope| PersonScope {
        policy: one.policy,
        scope: scope_wire(one.scope),
        score: one.score.0,
    };
    PersonSummary {
        person: person.person,
        in_scope: person.in_scope,
        policies: person.policies.into_iter().map(policy).collect(),
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// `true`: only persons in scope of at least one policy.
    #[param(default = false)]
    in_scope: Option<bool>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<usize>,
    /// `next_cursor` of the page before, with the same filters.
    cursor: Option<String>,
}

/// Monitored persons, and the policies that they are in scope of, by pseudonym.
#[utoipa::path(
    get, path = "/api/v1/persons", tag = "persons", params(ListParams), security((), ("admin" = [])),
    responses((status = 200, body = PersonList), ReadProblems)
)]
pub(crate) async fn list(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Params(params): Params<ListParams>,
) -> Result<Json<PersonList>, Problem> {
    let limit = params::limit(params.limit, 50, 500)?;
    let after = params.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = PersonFilter {
        in_scope: params.in_scope.unwrap_or(false),
    };
    let listed = state
        .ombud
        .list_persons(access.caller(), filter, Page { limit, after })
        .await?;
    Ok(Json(PersonList {
        persons: listed.entries.into_iter().map(wire).collect(),
        next_cursor: listed.next.as_ref().map(cursor::encode),
    }))
}
