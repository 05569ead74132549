//! Source tokens over HTTP.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use super::house::House;
use crate::http::call::{Answer, call};

async fn push(house: &House, token: &str, key: &str) -> Answer {
    let request = Request::post("/api/v1/sources/hr/records")
        .header("host", "localhost")
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .header("content-type", "text/csv");
    let hr = "EmailAddress,ResignationDate,LastWorkingDate\nlena@corp.example,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\n";
    call(&house.app, request.body(Body::from(hr)).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_token_pushes_until_it_is_replaced_or_revoked() {
    let (house, ada) = House::with_administrator().await;
    let path = "/api/v1/sources/hr/token";
    let issued = house.send(&ada, Method::POST, path, None).await.json();
    let first = issued["secret"].as_str().unwrap().to_owned();
    assert_eq!(push(&house, &first, "a").await.status, 200);
    let listed = house.get(&ada, "/api/v1/sources").await;
    assert!(!listed.text().contains("ombud_src_"));
    let hr = listed.json()["sources"]
        .as_array()
        .unwrap()
        .iter()
        .find(|source| source["source"] == "hr")
        .unwrap()
        .clone();
    assert_eq!(
        (&hr["push_token"], &hr["accepted"]),
        (&json!(true), &json!(1))
    );
    let second = house.send(&ada, Method::POST, path, None).await.json()["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    push(&house, &first, "b").await.problem(401);
    assert_eq!(push(&house, &second, "b").await.status, 200);
    assert_eq!(
        house.send(&ada, Method::DELETE, path, None).await.status,
        200
    );
    push(&house, &second, "c").await.problem(401);
    house
        .send(&ada, Method::DELETE, path, None)
        .await
        .problem(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn source_tokens_are_for_administrators_who_confirmed_and_unknown_sources_are_not_there() {
    let (house, ada) = House::with_administrator().await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    house
        .send(&ana, Method::POST, "/api/v1/sources/hr/token", None)
        .await
        .problem(404);
    house.get(&ana, "/api/v1/sources").await.problem(403);
    house
        .send(&ada, Method::POST, "/api/v1/sources/no-such/token", None)
        .await
        .problem(404);
    house
        .send(&ada, Method::DELETE, "/api/v1/sources/no-such/token", None)
        .await
        .problem(404);
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    house
        .send(&otto, Method::POST, "/api/v1/sources/hr/token", None)
        .await
        .problem(403);
    house.pass(11);
    let stale = house
        .send(&ada, Method::POST, "/api/v1/sources/hr/token", None)
        .await
        .problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
}
