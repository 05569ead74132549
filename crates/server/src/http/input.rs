//! Small bodies: JSON from programs, forms from the pages of this server.

use axum::body::Body;
use axum::extract::{FromRequest, Query, Request};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};
use ombud_api::problem::ProblemKind;
use serde::de::DeserializeOwned;

use super::layers;
use super::problem::Problem;

/// Longest body of this kind: 400 alerts and a note.
const LONGEST: usize = 64 * 1024;

/// A JSON body as `T`.
pub(super) struct Input<T>(pub(super) T);

/// A form of a page as `T`. A form that another site sent is refused.
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        // Also a guard: a page of another site cannot send this type without being asked.
        check_type(request.headers(), "application/json")?;
        let bytes = whole(request.into_body()).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::invalid(format!("the body cannot be used: {error}")))
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let own = is_own(request.headers(), layers::host(&request).as_ref());
        if !own {
            return Err(Problem::new(
                ProblemKind::Forbidden,
                "this form was sent by a page of another site",
            ));
        }
        check_type(request.headers(), "application/x-www-form-urlencoded")?;
        let wrong = || Problem::invalid("the form cannot be read: load the page again");
        let bytes = whole(request.into_body()).await?;
        let text = std::str::from_utf8(&bytes).map_err(|_| wrong())?;
        // A form has the shape of a query string.
        let uri: Uri = format!("/?{text}").parse().map_err(|_| wrong())?;
        Query::try_from_uri(&uri)
            .map(|Query(form)| Self(form))
            .map_err(|_| wrong())
    }
}

async fn whole(body: Body) -> Result<axum::body::Bytes, Problem> {
    let bytes = axum::body::to_bytes(body, LONGEST).await;
    bytes.map_err(|_| {
        Problem::new(
            ProblemKind::TooLarge,
            format!("the body has more than {LONGEST} bytes, or was cut off"),
        )
    })
}

pub(super) fn check_type(headers: &HeaderMap, wanted: &str) -> Result<(), Problem> {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let is = value.split(';').next().unwrap_or_default().trim();
    match is.eq_ignore_ascii_case(wanted) {
        true => Ok(()),
        false => Err(Problem::new(
            ProblemKind::UnsupportedMedia,
            format!("`Content-Type` must be {wanted}"),
        )),
    }
}

/// Browsers say where a form comes from; what says nothing is no browser, and has no cookies that somebody else could use.
fn is_own(headers: &HeaderMap, host: Option<&Authority>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let sent = origin
                .split_once("://")
                .and_then(|(_, authority)| authority.parse::<Authority>().ok());
            sent.is_some() && sent.as_ref() == host
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_other_sites_are_not_taken() {
        let host: Authority = "ombud.example:8321".parse().unwrap();
        let own = |headers: &[(&'static str, &'static str)]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            is_own(&headers, Some(&host))
        };
        assert!(own(&[]) && own(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(own(&[("origin", "http://ombud.example:8321")]));
        assert!(
            !own(&[("sec-fetch-site", "cross-site")]) && !own(&[("sec-fetch-site", "same-site")])
        );
        assert!(!own(&[("origin", "null")]) && !own(&[("origin", "https://evil.example")]));
    }
}
