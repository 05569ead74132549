//! Query parameters: typed, and refused when unknown or wrong.

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::problem::Problem;

/// The query string as `T`. `T` denies unknown fields, so that a misspelt filter is an error and not a longer list.
pub(super) struct Params<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(&parts.uri).map(Self)
    }
}

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageParams {
    /// Entries of a page.
    #[param(minimum = 1, maximum = 500, default = 50)]
    pub(super) limit: Option<usize>,
    /// `next_cursor` of the page before, with the same filters.
    pub(super) cursor: Option<String>,
}

/// The query string as the filters of a list, which stand by themselves for other uses, and a page of it.
pub(super) struct PagedParams<T> {
    pub(super) filter: T,
    pub(super) page: PageParams,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for PagedParams<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let is_of_page = |pair: &&str| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            matches!(name, "limit" | "cursor")
        };
        let query = parts.uri.query().unwrap_or_default();
        let (page, filter): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_of_page);
        let part = |pairs: Vec<&str>| -> Result<Uri, Problem> {
            let uri = format!("/?{}", pairs.join("&"));
            uri.parse()
                .map_err(|_| Problem::invalid("the query string cannot be used"))
        };
        Ok(Self {
            filter: read(&part(filter)?)?,
            page: read(&part(page)?)?,
        })
    }
}

fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    match Query::<T>::try_from_uri(uri) {
        Ok(Query(params)) => Ok(params),
        Err(rejection) => {
            let text = rejection.body_text();
            let reason = text
                .rsplit_once("query string: ")
                .map_or(text.as_str(), |(_, reason)| reason);
            Err(Problem::invalid(format!(
                "the query string cannot be used: {reason}"
            )))
        }
    }
}

/// The number of entries asked for: `default` when absent, 1 to `max`.
pub(super) fn limit(asked: Option<usize>, default: usize, max: usize) -> Result<usize, Problem> {
    match asked.unwrap_or(default) {
        limit if (1..=max).contains(&limit) => Ok(limit),
        limit => Err(Problem::invalid(format!(
            "`limit` is {limit}: choose 1 to {max}"
        ))),
    }
}
