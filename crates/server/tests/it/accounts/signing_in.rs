//! Sessions: how they begin, what they carry, and when they are over.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use super::house::{Browser, House, PASSWORD};
use crate::http::call::call;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrator_ends_the_trial_and_the_link_is_good_once() {
    let house = House::new().await;
    let nobody = Browser::default();
    assert_eq!(house.get(&nobody, "/api/v1/alerts").await.status, 200);
    house.get(&nobody, "/api/v1/me").await.problem(403);
    let link = house.ombud.issue_first_link().unwrap().unwrap();
    assert!(
        house
            .get(&nobody, &link)
            .await
            .text()
            .contains("The first administrator")
    );
    let token = link.split_once('=').unwrap().1.to_owned();
    let form = |password: &str| {
        format!("link={token}&login=ada&display_name=Ada&password={password}&again={password}")
    };
    let short = house.form("/set-up", &form("short")).await;
    assert_eq!(short.status, 400);
    assert!(short.text().contains("at least 12 characters"));
    let done = house.form("/set-up", &form("seven+grey+herons+wade")).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.text().contains("href=\"/sign-in\""));
    assert_eq!(
        house
            .form("/set-up", &form("seven+grey+herons+wade"))
            .await
            .status,
        404
    );
    house.get(&nobody, &link).await.problem(404);
    house.get(&nobody, "/api/v1/alerts").await.problem(401);
    assert!(house.ombud.issue_first_link().unwrap().is_none());
    let ada = house.sign_in("ada").await;
    let me = house.get(&ada, "/api/v1/me").await.json();
    assert_eq!(
        (&me["account"]["roles"][0]["role"], &me["fresh"]),
        (&json!("administrators"), &json!(true))
    );
    house.get(&ada, "/api/v1/alerts").await.problem(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_read_alike_and_are_limited() {
    let (house, _) = House::with_administrator().await;
    let wrong = house
        .try_sign_in("ada", "a wrong password", None)
        .await
        .problem(401);
    let unknown = house
        .try_sign_in("nobody", "a wrong password", None)
        .await
        .problem(401);
    assert_eq!((wrong.kind, wrong.detail), (unknown.kind, unknown.detail));
    for _ in 0..4 {
        house
            .try_sign_in("nobody", "a wrong password", None)
            .await
            .problem(401);
    }
    let limited = house.try_sign_in("nobody", "a wrong password", None).await;
    limited.problem(429);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() > 60);
    house.pass(4);
    house
        .try_sign_in("nobody", "a wrong password", None)
        .await
        .problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_idle_at_its_longest_and_when_signed_out() {
    let (house, ada) = House::with_administrator().await;
    house.pass(14);
    assert_eq!(house.get(&ada, "/api/v1/me").await.json()["fresh"], false);
    house.pass(16);
    house.get(&ada, "/api/v1/me").await.problem(401);
    let ada = house.sign_in("ada").await;
    for _ in 0..47 {
        house.pass(10);
        assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
    }
    house.pass(10);
    house.get(&ada, "/api/v1/me").await.problem(401);
    let ada = house.sign_in("ada").await;
    assert_eq!(
        house
            .send(&ada, Method::POST, "/api/v1/sign-out", None)
            .await
            .status,
        200
    );
    house.get(&ada, "/api/v1/me").await.problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_needs_the_csrf_header_and_a_fresh_sign_in() {
    let (house, ada) = House::with_administrator().await;
    let new = json!({"login": "berta", "display_name": "Berta"});
    let without = Browser {
        csrf: String::new(),
        ..ada.clone()
    };
    house
        .send(
            &without,
            Method::POST,
            "/api/v1/accounts",
            Some(new.clone()),
        )
        .await
        .problem(403);
    let other = Browser {
        csrf: "0".repeat(64),
        ..ada.clone()
    };
    house
        .send(&other, Method::POST, "/api/v1/accounts", Some(new.clone()))
        .await
        .problem(403);
    house.pass(11);
    let stale = house
        .send(&ada, Method::POST, "/api/v1/accounts", Some(new.clone()))
        .await
        .problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
    house
        .send(
            &ada,
            Method::POST,
            "/api/v1/confirm",
            Some(json!({"password": "wrong"})),
        )
        .await
        .problem(401);
    let confirmed = house
        .send(
            &ada,
            Method::POST,
            "/api/v1/confirm",
            Some(json!({"password": PASSWORD})),
        )
        .await;
    let fresh = Browser::of(&confirmed);
    house.get(&ada, "/api/v1/me").await.problem(401);
    assert_eq!(
        house
            .send(&fresh, Method::POST, "/api/v1/accounts", Some(new))
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_are_bound_to_the_host_and_out_of_reach() {
    let (house, _) = House::with_administrator().await;
    let here = house.try_sign_in("ada", PASSWORD, None).await;
    assert!(
        here.header("set-cookie")
            .starts_with("ombud-session=ombud_ses_")
    );
    assert!(
        here.header("set-cookie")
            .ends_with("; Path=/; HttpOnly; SameSite=Strict")
    );
    let body = json!({"login": "ada", "password": PASSWORD}).to_string();
    let request = Request::post("/api/v1/sign-in")
        .header("host", "ombud.example")
        .header("content-type", "application/json");
    let named = call(&house.app, request.body(Body::from(body)).unwrap()).await;
    assert!(
        named
            .header("set-cookie")
            .starts_with("__Host-ombud-session=ombud_ses_")
    );
    assert!(
        named
            .header("set-cookie")
            .ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_time_codes_need_a_right_first_code() {
    let (house, ada) = House::with_administrator().await;
    let begun = house
        .send(&ada, Method::POST, "/api/v1/me/totp", None)
        .await
        .json();
    assert!(
        begun["uri"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/Ombud:ada?secret=")
    );
    let wrong = json!({"code": "000000x"});
    house
        .send(&ada, Method::PUT, "/api/v1/me/totp", Some(wrong))
        .await
        .problem(400);
    assert_eq!(
        house.get(&ada, "/api/v1/me").await.json()["account"]["one_time_codes"],
        false
    );
}
