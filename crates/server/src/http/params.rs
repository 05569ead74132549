//! Query parameters: typed, and refused when unknown or wrong.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// The query string as `T`. `T` denies unknown fields, so that a misspelt filter is an error and not a longer list.
pub(super) struct Params<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
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
