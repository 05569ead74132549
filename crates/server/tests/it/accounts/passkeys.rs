//! Passkeys through the real router, with a software authenticator in the place of a browser: what must not go through.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};
use crate::device::Authenticator;
use crate::http::call::Answer;

const ORIGIN: &str = "http://localhost";
const MINE: &str = "/api/v1/me/passkeys";
const IN: &str = "/api/v1/sign-in/passkey";
const CONFIRM: &str = "/api/v1/confirm/passkey";

async fn house() -> (House, Browser) {
    House::with_administrator_and(&format!("sign_in: {{ origin: '{ORIGIN}' }}")).await
}

/// What the server hands out for the browser, and the browser's cookie for it.
async fn asked(house: &House, browser: &Browser, path: &str) -> (Value, Browser) {
    let answer = house.send(browser, Method::POST, path, None).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    (
        answer.json()["options"].clone(),
        Browser {
            cookie,
            ..Browser::default()
        },
    )
}

async fn answered(house: &House, browser: &Browser, path: &str, answer: &str) -> Answer {
    let answer: Value = serde_json::from_str(answer).unwrap();
    house
        .send(
            browser,
            Method::PUT,
            path,
            Some(json!({ "answer": answer })),
        )
        .await
}

/// Adds a passkey; gives its id.
async fn added(house: &House, who: &Browser, device: &mut Authenticator) -> String {
    let (options, _) = asked(house, who, MINE).await;
    let made: Value = serde_json::from_str(&device.create(&options)).unwrap();
    let answer = house
        .send(
            who,
            Method::PUT,
            MINE,
            Some(json!({"label": "Laptop", "answer": made})),
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["passkeys"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn signs_in(house: &House, device: &mut Authenticator) -> Answer {
    let (options, browser) = asked(house, &Browser::default(), IN).await;
    answered(house, &browser, IN, &device.get(&options)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_good_once_in_the_browser_that_began_and_in_time() {
    let (house, ada) = house().await;
    let mut device = Authenticator::new(1, ORIGIN);
    added(&house, &ada, &mut device).await;
    let (options, browser) = asked(&house, &Browser::default(), IN).await;
    let (_, other) = asked(&house, &Browser::default(), IN).await;
    let answer = device.get(&options);
    for wrong in [&Browser::default(), &other] {
        let refused = answered(&house, wrong, IN, &answer).await;
        refused.problem(401);
        assert!(!refused.header("set-cookie").contains("ombud-session"));
    }
    let done = answered(&house, &browser, IN, &answer).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let session = Browser::of(&done);
    assert_eq!(
        house.get(&session, "/api/v1/me").await.json()["account"]["login"],
        "ada"
    );
    answered(&house, &browser, IN, &answer).await.problem(401);
    let (options, browser) = asked(&house, &Browser::default(), IN).await;
    house.pass(5);
    answered(&house, &browser, IN, &device.get(&options))
        .await
        .problem(401);
    device.verifies = false;
    signs_in(&house, &mut device).await.problem(401);
    device.verifies = true;
    device.origin = "http://evil.test".to_owned();
    signs_in(&house, &mut device).await.problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_and_one_that_is_not_there_read_alike() {
    let (house, ada) = house().await;
    let (berta, id) = house.member(&ada, "berta", "analysts", json!({})).await;
    let mut device = Authenticator::new(1, ORIGIN);
    added(&house, &berta, &mut device).await;
    assert_eq!(signs_in(&house, &mut device).await.status, 200);
    let disabled = house
        .send(
            &ada,
            Method::POST,
            &format!("/api/v1/accounts/{id}/disable"),
            None,
        )
        .await;
    assert_eq!(disabled.status, 200, "{}", disabled.text());
    let refused = signs_in(&house, &mut device).await.problem(401);
    let mut nobodys = Authenticator::new(2, ORIGIN);
    let (options, _) = asked(&house, &ada, MINE).await;
    nobodys.create(&options);
    let unknown = signs_in(&house, &mut nobodys).await.problem(401);
    assert_eq!(
        (refused.kind, refused.detail),
        (unknown.kind, unknown.detail)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_session_is_confirmed_by_its_own_passkey_and_no_other() {
    let (house, ada) = house().await;
    let (berta, _) = house.member(&ada, "berta", "analysts", json!({})).await;
    let (mut adas, mut bertas) = (Authenticator::new(1, ORIGIN), Authenticator::new(2, ORIGIN));
    added(&house, &ada, &mut adas).await;
    let id = added(&house, &berta, &mut bertas).await;
    house.pass(11);
    let stale = house
        .send(&berta, Method::POST, MINE, None)
        .await
        .problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
    let rename = json!({"label": "Phone"});
    house
        .send(&berta, Method::PUT, &format!("{MINE}/{id}"), Some(rename))
        .await
        .problem(401);
    let (options, _) = asked(&house, &berta, CONFIRM).await;
    answered(&house, &berta, CONFIRM, &adas.get(&options))
        .await
        .problem(401);
    answered(&house, &berta, CONFIRM, &bertas.get(&options))
        .await
        .problem(401);
    let (options, _) = asked(&house, &berta, CONFIRM).await;
    let without = Browser {
        csrf: String::new(),
        ..berta.clone()
    };
    answered(&house, &without, CONFIRM, &bertas.get(&options))
        .await
        .problem(403);
    let done = answered(&house, &berta, CONFIRM, &bertas.get(&options)).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let fresh = Browser::of(&done);
    house.get(&berta, "/api/v1/me").await.problem(401);
    rename_and_remove(&house, &fresh, &id).await;
    signs_in(&house, &mut bertas).await.problem(401);
}

async fn rename_and_remove(house: &House, fresh: &Browser, id: &str) {
    let rename = json!({"label": "Phone"});
    let renamed = house
        .send(fresh, Method::PUT, &format!("{MINE}/{id}"), Some(rename))
        .await;
    assert_eq!(
        renamed.json()["passkeys"][0]["label"],
        "Phone",
        "{}",
        renamed.text()
    );
    // Somebody else's does not exist.
    house
        .send(
            fresh,
            Method::DELETE,
            &format!("{MINE}/0000000000000000"),
            None,
        )
        .await
        .problem(404);
    let gone = house
        .send(fresh, Method::DELETE, &format!("{MINE}/{id}"), None)
        .await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    house.get(fresh, "/api/v1/me").await.problem(401);
    assert_eq!(
        house.get(&Browser::of(&gone), MINE).await.json()["passkeys"],
        json!([])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_origin_there_are_no_passkeys_and_it_is_said_why() {
    let (house, ada) = House::with_administrator().await;
    let nobody = Browser::default();
    for (who, path) in [(&ada, MINE), (&nobody, IN), (&ada, CONFIRM)] {
        let told = house.send(who, Method::POST, path, None).await.problem(409);
        assert!(
            told.detail.contains("passkeys are off") && told.detail.contains("origin"),
            "{}",
            told.detail
        );
    }
    assert_eq!(
        house.get(&nobody, "/api/v1/sign-in/ways").await.json()["passkeys"],
        false
    );
}
