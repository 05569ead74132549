//! Problems, headers, hosts and access: what holds for every request.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use ombud_server::http::{AdminToken, HttpConfig};

use super::call::{call, config, get};
use super::place::Place;
use crate::accounts::faults::Faults;

const READING: &[&str] = &[
    "/metrics",
    "/api/v1/alerts",
    "/api/v1/alerts/alert-1",
    "/api/v1/persons",
    "/api/v1/policies",
    "/api/v1/templates",
    "/api/v1/activities?where=true",
    "/api/v1/audit/entries",
    "/api/v1/audit/export?format=csv",
    "/api/v1/audit/verification",
    "/api/v1/audit/log/checkpoint",
    "/api/v1/audit/log/tile/0/000.p/1",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_error_is_a_problem() {
    let place = Place::new().await;
    let app = &place.app;
    assert_eq!(
        get(app, "/nowhere").await.problem(404).detail,
        "there is no such path"
    );
    assert_eq!(
        get(app, "/api/v1/alerts/alert-1").await.problem(404).detail,
        "there is no such alert"
    );
    get(app, "/api/v1/alerts/%ff").await.problem(400);
    get(app, "/api/v1/sources/m365/records").await.problem(405);
    let request = Request::builder()
        .method(Method::DELETE)
        .uri("/api/v1/alerts")
        .header("host", "localhost");
    let answer = call(app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        answer.problem(405).detail,
        "`DELETE` is not among the methods of this path"
    );
    assert_eq!(answer.header("allow"), "GET,HEAD");
    place.destroy_records();
    get(app, "/api/v1/persons").await.problem(500);
    place.house.break_clock();
    get(app, "/api/v1/alerts/alert-1").await.problem(500);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_parameters_are_told() {
    let place = Place::new().await;
    let app = &place.app;
    for (uri, told) in [
        ("/api/v1/alerts?limit=0", "`limit` is 0: choose 1 to 500"),
        (
            "/api/v1/alerts?limit=501",
            "`limit` is 501: choose 1 to 500",
        ),
        ("/api/v1/alerts?limit=many", "limit"),
        ("/api/v1/alerts?severity=urgent", "urgent"),
        ("/api/v1/alerts?polcy=x", "polcy"),
        (
            "/api/v1/alerts?cursor=zz",
            "`cursor` is not one that this list gave",
        ),
        ("/api/v1/persons?in_scope=maybe", "in_scope"),
        ("/api/v1/activities", "where"),
        (
            "/api/v1/activities?where=true&limit=1001",
            "`limit` is 1001: choose 1 to 1000",
        ),
        (
            "/api/v1/activities?where=x&limit=7",
            "the predicate cannot be used: ",
        ),
        (
            "/api/v1/audit/entries?operation=read-alert,no-such-act",
            "`operation`",
        ),
        (
            "/api/v1/audit/entries?since=yesterday",
            "`since` must be a moment",
        ),
        (
            "/api/v1/audit/entries?cursor=61312031",
            "`cursor` is not one that this list gave",
        ),
        ("/api/v1/audit/export", "format"),
    ] {
        let problem = get(app, uri).await.problem(400);
        assert!(problem.detail.contains(told), "{uri}: {}", problem.detail);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let place = Place::new().await;
    let app = &place.app;
    let panicking = "/api/v1/alerts/alert-1";
    for (uri, status) in [
        ("/assets/ombud.css", 200),
        ("/health/live", 200),
        ("/api/v1/alerts", 200),
        ("/nowhere", 404),
        (panicking, 500),
    ] {
        if uri == panicking {
            place.house.break_clock();
        }
        let answer = get(app, uri).await;
        assert_eq!(answer.status, status, "{uri}");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'; style-src 'self';"),
            "{uri}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{uri}");
        }
        assert_eq!(answer.header("x-request-id").len(), 36, "{uri}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_host_reads_nothing() {
    let mut named = config();
    named.hosts = vec!["ombud.corp.test".to_owned()];
    let place = Place::new().await;
    let app = place.app_with(named);
    let ask = async |uri: &str, host: &str| {
        call(
            &app,
            Request::get(uri)
                .header("host", host)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    };
    for uri in READING {
        ask(uri, "rebound.evil.test").await.problem(421);
    }
    assert_eq!(
        ask("/api/v1/alerts", "ombud.corp.test:8420").await.status,
        200
    );
    assert_eq!(ask("/health/live", "10.0.0.7:8420").await.status, 200);
    call(
        &app,
        Request::get("/api/v1/alerts").body(Body::empty()).unwrap(),
    )
    .await
    .problem(421);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_is_closed_on_a_public_address_without_a_token() {
    let public = HttpConfig::local(IpAddr::from([0, 0, 0, 0]));
    let place = Place::new().await;
    let app = place.app_with(public);
    for uri in READING {
        get(&app, uri).await.problem(403);
    }
    for uri in [
        "/health/live",
        "/health/ready",
        "/api/v1/openapi.json",
        "/assets/ombud.css",
    ] {
        assert_eq!(get(&app, uri).await.status, 200, "{uri}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configured_token_opens_reading() {
    let secret = "an-admin-token-of-32-characters!";
    let mut config = HttpConfig::local(IpAddr::from([0, 0, 0, 0]));
    config.admin_token = Some(AdminToken::new(secret).unwrap());
    let place = Place::new().await;
    let app = place.app_with(config);
    for uri in READING {
        let answer = get(&app, uri).await;
        answer.problem(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        let request = Request::get(*uri)
            .header("host", "localhost")
            .header("authorization", format!("Bearer {secret}"));
        let status = call(&app, request.body(Body::empty()).unwrap())
            .await
            .status;
        assert!(
            status == 200 || uri.contains("alert-1") && status == 404,
            "{uri}: {status}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_stuck_ends() {
    let log = Faults::default();
    let place = Place::over(&log).await;
    let mut impatient = config();
    impatient.limits.read_duration = Duration::ZERO;
    // Nothing is shown before the audit log has a record of it.
    let paused = log.pause();
    let answer = get(&place.app_with(impatient), "/api/v1/alerts").await;
    assert_eq!(
        answer.problem(503).detail,
        "this took too long: ask for less, or try again"
    );
    assert_eq!(answer.header("retry-after"), "5");
    drop(paused);
}

#[tokio::test(flavor = "multi_thread")]
async fn health_tells_what_does_not_hold() {
    let (well, ill) = (Place::new().await, Place::new().await);
    assert_eq!(
        get(&well.app, "/health/live").await.json(),
        serde_json::json!({"live": true})
    );
    assert_eq!(get(&well.app, "/health/ready").await.json()["ready"], true);
    ill.destroy_records();
    assert_eq!(
        get(&ill.app, "/health/ready").await.problem(503).detail,
        "records: the records cannot be read"
    );
    assert_eq!(get(&ill.app, "/health/live").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_text() {
    let answer = get(&Place::new().await.app, "/metrics").await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
}
