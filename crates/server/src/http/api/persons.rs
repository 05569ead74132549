//! Persons, by pseudonym: a list, and one with what was recognised of them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use ombud_api::persons::{PersonDay, PersonDetail, PersonList, PersonScope, PersonSummary};
use ombud_app::WantedDays;
use ombud_app::explained;
use ombud_app::requests::{Page, PersonFilter, given};
use ombud_model::Day;
use serde::Deserialize;
use utoipa::IntoParams;

use super::alerts::explained::family;
use super::alerts::wire::scope_wire;
use super::{NotFoundProblem, ReadProblems};
use crate::http::access::RequestCaller;
use crate::http::cursor;
use crate::http::params::{self, Params};
use crate::http::problem::Problem;
use crate::http::state::HttpState;

fn policy(one: ombud_app::PersonScope) -> PersonScope {
    PersonScope {
        policy: one.policy,
        scope: scope_wire(one.scope),
        score: one.score.0,
    }
}

fn wire(person: ombud_app::PersonSummary) -> PersonSummary {
    PersonSummary {
        person: person.person,
        in_scope: person.in_scope,
        policies: person.policies.into_iter().map(policy).collect(),
    }
}

pub(super) fn day(day: explained::PersonDay) -> PersonDay {
    PersonDay {
        day: day.day.to_string(),
        indicator: day.indicator,
        family: family(day.family),
        count: day.facets.total,
        sensitive: day.facets.sensitive,
        own: day.norm.own,
        peers: day.norm.peers,
        surprise: day.norm.surprise,
        score: day.score.0,
    }
}

fn detail(person: ombud_app::PersonDetail) -> PersonDetail {
    let text = |day: Option<Day>| day.map(|day| day.to_string());
    PersonDetail {
        person: person.person,
        units: person.units.iter().map(ToString::to_string).collect(),
        policies: person.policies.into_iter().map(policy).collect(),
        first_day: text(person.first_day),
        last_day: text(person.last_day),
        from: person.from.to_string(),
        to: person.to.to_string(),
        days: person.days.into_iter().map(day).collect(),
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

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayParams {
    /// The last day that is shown; the last day of the person where it is not given.
    #[param(format = Date)]
    to: Option<String>,
    /// How many days are shown.
    #[param(minimum = 1, maximum = 190, default = 31)]
    days: Option<i32>,
}

/// One person: units, policies, and what was recognised day by day with what is usual.
#[utoipa::path(
    get, path = "/api/v1/persons/{person}", tag = "persons", security((), ("session" = []), ("admin" = [])),
    params(("person" = String, Path, description = "Pseudonym"), DayParams),
    responses((status = 200, body = PersonDetail), ReadProblems, NotFoundProblem)
)]
pub(crate) async fn read(
    State(state): State<Arc<HttpState>>,
    access: RequestCaller,
    Path(person): Path<String>,
    Params(params): Params<DayParams>,
) -> Result<Json<PersonDetail>, Problem> {
    let to = params.to.as_deref().map(given).transpose()?;
    let wanted = WantedDays::new(to, params.days.unwrap_or(31))?;
    let read = state
        .ombud
        .read_person(access.caller(), &person, wanted)
        .await?;
    Ok(Json(detail(read)))
}
