//! What people with a browser get: the console, and the few pages that the server makes itself.

use axum::http::Method;
use axum::http::Request;
use ombud_server::http::{Console, HttpConfig};

use super::call::{Answer, call, config, get};
use super::place::{Place, browse};

/// The console of this program, unless it was built without.
fn built() -> Option<Console> {
    let console = Console::embedded();
    if console.first_page("").is_none() {
        eprintln!("SKIPPED: the console is not built; run `cargo xtask console`");
        return None;
    }
    Some(console)
}

/// The nonce that the answer's policy allows style elements under.
fn nonce(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap();
    rest.split_once('\'').unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_the_console_under_every_address_with_a_nonce_of_its_own() {
    if built().is_none() {
        return;
    }
    let place = Place::new().await;
    let mut nonces = Vec::new();
    for path in [
        "/",
        "/alerts",
        "/alerts/alert-1?x=%3Cimg%3E",
        "/sign-in",
        "/nowhere",
    ] {
        let answer = browse(&place.app, path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        let page = answer.text();
        let own = nonce(&answer);
        assert!(
            own.len() >= 32 && page.contains(&format!("content=\"{own}\"")),
            "{page}"
        );
        // What the address says stands nowhere on the page.
        assert!(!page.contains("img"), "{page}");
        nonces.push(own.to_owned());
    }
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_console_are_kept_by_browsers_and_compressed() {
    let Some(console) = built() else { return };
    let place = Place::new().await;
    for path in console.paths() {
        let answer = get(&place.app, &format!("/{path}")).await;
        let file = console.file(&path).unwrap();
        assert_eq!(
            (answer.status.as_u16(), &answer.body[..]),
            (200, &file.bytes[..])
        );
        assert_eq!(answer.header("content-type"), file.media_type, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let kept = answer.header("cache-control").contains("immutable");
        assert_eq!(kept, path.starts_with("assets/"), "{path}");
        let request = Request::get(format!("/{path}"))
            .header("host", "localhost")
            .header("accept-encoding", "gzip, br");
        let answer = call(&place.app, request.body(axum::body::Body::empty()).unwrap()).await;
        if let Some(brotli) = file.brotli {
            assert_eq!(answer.header("content-encoding"), "br");
            assert_eq!(&answer.body[..], &brotli[..]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_that_are_not_there_stay_problems_for_programs_and_in_the_interface() {
    let place = Place::new().await;
    get(&place.app, "/alerts").await.problem(404);
    get(&place.app, "/index.html").await.problem(404);
    get(&place.app, "/assets/../Cargo.toml").await.problem(404);
    browse(&place.app, "/api/v1/nowhere").await.problem(404);
    browse(&place.app, "/health/nowhere").await.problem(404);
    let post = Request::builder().method(Method::POST).uri("/alerts");
    let post = post
        .header("host", "localhost")
        .header("accept", "application/json");
    let answer = call(&place.app, post.body(axum::body::Body::empty()).unwrap()).await;
    answer.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_a_console_says_how_to_have_it() {
    let place = Place::new().await;
    let app = place.app_with(HttpConfig {
        console: Console::missing(),
        ..config()
    });
    let answer = browse(&app, "/alerts").await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("cargo xtask console") && !answer.text().contains("<script"));
    assert!(
        !answer
            .header("content-security-policy")
            .contains("script-src")
    );
    get(&app, "/alerts").await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_its_problems_as_a_page_and_a_program_does_not() {
    let place = Place::new().await;
    let link = "/set-up?link=%3Cimg%20src%3Dx%3E";
    let answer = browse(&place.app, link).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (404, "text/html; charset=utf-8")
    );
    assert!(
        answer.text().contains("the link is not valid")
            && answer.text().contains("urn:ombud:request:")
            && !answer.text().contains("<img")
    );
    browse(&place.app, "/api/v1/alerts/none").await.problem(404);
    get(&place.app, link).await.problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_sheet_loads_nothing() {
    let place = Place::new().await;
    let answer = get(&place.app, "/assets/ombud.css").await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(!answer.text().contains("url(") && !answer.text().contains("@import"));
}
