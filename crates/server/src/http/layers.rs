//! What happens to every request, whatever its route: id, host check, problems, security headers, counting, panics, time.

use std::any::Any;
use std::time::Instant;

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ombud_api::problem::{PROBLEM_JSON, ProblemKind};
use tracing::Instrument;

use super::measure;
use super::problem::Problem;
use super::state::HttpBase;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks the first page of the console, with the nonce under which its style elements may be.
#[derive(Clone)]
pub(super) struct Nonce(pub(super) String);

impl Nonce {
    /// What the console may load: this server's own files, style elements with the nonce, and small pictures that stand in them.
    fn policy(&self) -> Option<HeaderValue> {
        let Self(nonce) = self;
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; \
             connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        );
        HeaderValue::from_str(&policy).ok()
    }
}

/// Marks a file whose name changes with its content: whoever has it needs not ask again.
#[derive(Clone, Copy)]
pub(super) struct Kept;

/// Sent with every answer. Pages that the server makes hold no script and load nothing but their own style sheet; the console's first page and
/// files differ where they are marked.
static SECURITY_HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// The outermost layer. The id of a request is made here and never taken from the caller: it stands in the log.
pub(super) async fn outermost(
    State(base): State<HttpBase>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let id = uuid::Uuid::new_v4().to_string();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str)
        .to_owned();
    let wants_html = wants_html(&request);
    let span = tracing::info_span!("request", %id, %method, %route);
    let response = next.run(request).instrument(span.clone()).await;
    let mut response = match Problem::of(&response) {
        Some(problem) => written(&base, &problem, &id, wants_html, response.headers()),
        None => response,
    };
    let policy = response.extensions().get().and_then(Nonce::policy);
    let is_kept = response.extensions().get::<Kept>().is_some();
    let headers = response.headers_mut();
    for (name, value) in &SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if is_kept {
        let a_year = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, a_year);
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let took = started.elapsed();
    span.in_scope(|| {
        tracing::debug!(
            status = response.status().as_u16(),
            ms = took.as_millis() as u64,
            "answered"
        )
    });
    measure::request(&method, &route, response.status(), took);
    response
}

/// A person with a browser gets a page, everybody else a problem document.
pub(super) fn wants_html(request: &Request) -> bool {
    let path = request.uri().path();
    let page = !["/api/", "/health/", "/metrics"]
        .iter()
        .any(|prefix| path.starts_with(prefix));
    let accepts = |value: &HeaderValue| {
        value
            .to_str()
            .is_ok_and(|value| value.contains("text/html"))
    };
    page && request.headers().get(header::ACCEPT).is_some_and(accepts)
}

/// The problem as it is sent, with the headers that its status asks for.
fn written(base: &HttpBase, problem: &Problem, id: &str, html: bool, bare: &HeaderMap) -> Response {
    let body = problem.body(id);
    let mut response = match html.then(|| base.pages.problem(&body)) {
        Some(Ok(page)) => page.into_response(),
        _ => {
            let mut response = Json(body).into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
            response
        }
    };
    *response.status_mut() = problem.kind.status();
    for name in [
        header::ALLOW,
        header::WWW_AUTHENTICATE,
        header::RETRY_AFTER,
        header::ACCEPT_ENCODING,
    ] {
        if let Some(value) = bare.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

/// Whether it asks how the server is, which is answered whatever else there is no room for.
pub(super) fn asks_for_health(request: &Request) -> bool {
    request.uri().path().starts_with("/health/")
}

/// Marks a request of a connection for which there was no room: it may ask for health only.
#[derive(Clone, Copy)]
pub(super) struct Crowded;

/// Refuses all but health where there was no room for the connection.
pub(super) async fn with_room(request: Request, next: Next) -> Response {
    let crowded = request.extensions().get::<Crowded>().is_some();
    if !crowded || asks_for_health(&request) {
        return next.run(request).await;
    }
    Problem::new(
        ProblemKind::Unavailable,
        "there are too many connections, in all or from your address: close some, and try again",
    )
    .into_response()
}

/// Refuses requests under a name that is not this server's: a page of another site whose name was made to point here could
/// otherwise read everything (DNS rebinding). Health is asked for by address and says nothing.
pub(super) async fn known_host(
    State(base): State<HttpBase>,
    request: Request,
    next: Next,
) -> Response {
    if asks_for_health(&request) || is_known(&request, &base.config.hosts) {
        return next.run(request).await;
    }
    Problem::new(
        ProblemKind::WrongHost,
        "this host name is not one of the server's: add it to the configured host names",
    )
    .into_response()
}

fn is_known(request: &Request, configured: &[String]) -> bool {
    let Some(authority) = host(request) else {
        return false;
    };
    let name = authority.host().trim_end_matches('.');
    is_local(name)
        || configured
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether the name stands for the machine itself.
pub(super) fn is_local(name: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name.trim_end_matches('.')))
}

/// The name and port under which the server was called.
pub(super) fn host(request: &Request) -> Option<Authority> {
    authority(request.headers(), request.uri())
}

pub(super) fn authority(headers: &HeaderMap, uri: &Uri) -> Option<Authority> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let authority = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host
            .to_str()
            .ok()
            .and_then(|host| host.parse::<Authority>().ok()),
        // HTTP/2 says it in the request line.
        (None, _) => uri.authority().cloned(),
        _ => None,
    };
    authority.filter(|authority| !authority.as_str().contains('@'))
}

/// Ends a request that reads for too long.
pub(super) async fn in_time(
    State(base): State<HttpBase>,
    request: Request,
    next: Next,
) -> Response {
    match tokio::time::timeout(base.config.limits.read_duration, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            ProblemKind::Unavailable,
            "this took too long: ask for less, or try again",
        )
        .into_response(),
    }
}

/// A bug met in a handler ends that request and nothing else. What it said stays in the log.
pub(super) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(
        panic = said.unwrap_or("unknown"),
        "a handler failed unexpectedly"
    );
    Problem::internal().into_response()
}

pub(super) async fn no_such_method(method: Method) -> Problem {
    Problem::new(
        ProblemKind::MethodNotAllowed,
        format!("`{method}` is not among the methods of this path"),
    )
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn known(host: Option<&str>) -> bool {
        let mut request = Request::builder().uri("/");
        if let Some(host) = host {
            request = request.header(header::HOST, host);
        }
        is_known(
            &request.body(Body::empty()).unwrap(),
            &["ombud.corp.test".to_owned()],
        )
    }

    #[test]
    fn own_names_are_known() {
        for host in [
            "localhost",
            "LOCALHOST:8420",
            "127.0.0.1:1",
            "[::1]:8420",
            "ombud.corp.test",
            "Ombud.Corp.Test.:443",
        ] {
            assert!(known(Some(host)), "{host}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for host in [
            "evil.test",
            "localhost.evil.test",
            "evil.test:8420",
            "user@localhost",
            "127.0.0.1.nip.test",
            "",
            "local host",
            "[::2]",
        ] {
            assert!(!known(Some(host)), "{host}");
        }
        assert!(!known(None));
    }

    #[test]
    fn two_hosts_are_none() {
        let request = Request::builder()
            .header(header::HOST, "localhost")
            .header(header::HOST, "evil.test");
        assert!(!is_known(&request.body(Body::empty()).unwrap(), &[]));
    }
}
