//! The web console: its files, and its first page under every address that is not the interface's.
//!
//! Promises: the first page is the same for everybody and tells nothing; what it shows, it asks the interface for, with the rights of whoever
//! is signed in. Style elements need the nonce of the answer, and script comes from this server's files only.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::context;
use ombud_console::ConsoleFile;
use uuid::Uuid;

use super::layers::{Kept, Nonce, wants_html};
use super::problem::Problem;
use super::state::HttpBase;

/// Whatever no route is for: a file of the console, or for a person with a browser its first page. Which pages there are, the console knows.
pub(super) async fn page_or_file(
    State(base): State<HttpBase>,
    request: Request,
) -> Result<Response, Problem> {
    let not_found = || Problem::not_found("path");
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(not_found());
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = base.config.console.file(path) {
        return Ok(answer(file, request.headers()));
    }
    if !wants_html(&request) {
        return Err(not_found());
    }
    let nonce = Uuid::new_v4().simple().to_string();
    match base.config.console.first_page(&nonce) {
        Some(page) => {
            let mut response = Html(page).into_response();
            response.extensions_mut().insert(Nonce(nonce));
            Ok(response)
        }
        None => Ok(base
            .pages
            .render("no-console.html", context! {})?
            .into_response()),
    }
}

fn answer(file: ConsoleFile, asked: &HeaderMap) -> Response {
    let compressed = file.brotli.filter(|_| takes_brotli(asked));
    let is_compressed = compressed.is_some();
    let bytes = compressed.unwrap_or(file.bytes);
    let mut response = bytes.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(file.media_type),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    if file.is_immutable {
        response.extensions_mut().insert(Kept);
    }
    response
}

/// Whether the answer may be compressed with brotli: every browser says so over https, and on this machine.
fn takes_brotli(asked: &HeaderMap) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter();
    let codings = lines.filter_map(|line| line.to_str().ok());
    let mut codings = codings.flat_map(|line| line.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("br") && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(value: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
        takes_brotli(&headers)
    }

    #[test]
    fn brotli_is_taken_where_it_is_named_and_not_refused() {
        assert!(takes("gzip, deflate, br, zstd") && takes("BR;q=0.5"));
        assert!(!takes("gzip") && !takes("br;q=0") && !takes("brotli"));
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
