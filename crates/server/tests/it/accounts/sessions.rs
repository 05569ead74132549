//! One's own sessions and ways to sign in: what changing one of them ends, and how soon.

use axum::http::Method;
use serde_json::{Value, json};

use super::authenticator::Authenticator;
use super::house::{Browser, House, PASSWORD};

const NEW: &str = "four brown otters sleep";

impl House {
    async fn change_password(
        &self,
        browser: &Browser,
        current: &str,
        new: &str,
    ) -> crate::http::call::Answer {
        let body = json!({"current": current, "new": new});
        self.send(browser, Method::PUT, "/api/v1/me/password", Some(body))
            .await
    }

    async fn sessions(&self, browser: &Browser) -> Vec<Value> {
        self.get(browser, "/api/v1/sessions").await.json()["sessions"]
            .as_array()
            .unwrap()
            .clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_other_sessions_and_the_old_one_is_worth_nothing() {
    let (house, ada) = House::with_administrator().await;
    let elsewhere = house.sign_in("ada").await;
    house
        .change_password(&ada, "a wrong password", NEW)
        .await
        .problem(401);
    house
        .change_password(&ada, PASSWORD, "short")
        .await
        .problem(400);
    let without = json!({"new": NEW});
    house
        .send(&ada, Method::PUT, "/api/v1/me/password", Some(without))
        .await
        .problem(400);
    let forged = Browser {
        csrf: String::new(),
        ..ada.clone()
    };
    house
        .change_password(&forged, PASSWORD, NEW)
        .await
        .problem(403);
    assert_eq!(house.get(&elsewhere, "/api/v1/me").await.status, 200);
    let changed = house.change_password(&ada, PASSWORD, NEW).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let after = Browser::of(&changed);
    assert_eq!(house.get(&after, "/api/v1/me").await.json()["fresh"], true);
    house.get(&ada, "/api/v1/me").await.problem(401);
    house.get(&elsewhere, "/api/v1/me").await.problem(401);
    house.try_sign_in("ada", PASSWORD, None).await.problem(401);
    assert_eq!(house.try_sign_in("ada", NEW, None).await.status, 200);
    house.pass(11);
    let stale = house
        .change_password(&after, NEW, PASSWORD)
        .await
        .problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_password_of_today_in_a_session_is_limited_like_signing_in() {
    let (house, ada) = House::with_administrator().await;
    for _ in 0..5 {
        house
            .change_password(&ada, "a wrong password", NEW)
            .await
            .problem(401);
    }
    let limited = house.change_password(&ada, PASSWORD, NEW).await;
    limited.problem(429);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() <= 600);
    house.try_sign_in("ada", PASSWORD, None).await.problem(429);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_with_place_and_times_and_an_ended_one_is_dead_at_the_next_request() {
    let (house, ada) = House::with_administrator().await;
    house.pass(1);
    let other = house.sign_in("ada").await;
    let listed = house.sessions(&ada).await;
    assert_eq!(
        listed
            .iter()
            .map(|session| session["this"].as_bool().unwrap())
            .collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(
        (&listed[0]["from"], &listed[0]["proofs"]),
        (&json!("0.0.0.0/24"), &json!(["password"]))
    );
    assert_eq!(
        (&listed[0]["begun"], &listed[0]["last_used"]),
        (
            &json!("2027-01-15T08:01:00Z"),
            &json!("2027-01-15T08:01:00Z")
        )
    );
    assert_eq!(
        (&listed[1]["begun"], &listed[1]["last_used"]),
        (
            &json!("2027-01-15T08:00:00Z"),
            &json!("2027-01-15T08:01:00Z")
        )
    );
    let secrets = house.get(&ada, "/api/v1/sessions").await;
    assert!(!secrets.text().contains("ombud_ses_"));
    let path = format!("/api/v1/sessions/{}", listed[0]["id"].as_str().unwrap());
    assert_eq!(
        house.send(&ada, Method::DELETE, &path, None).await.status,
        200
    );
    house.get(&other, "/api/v1/me").await.problem(401);
    assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let mine = house.sessions(&ada).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    hide_the_sessions_of_others(&house, &ana, &mine).await;
    assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
}

/// Somebody else's session is answered like one that is not there.
async fn hide_the_sessions_of_others(house: &House, ana: &Browser, others: &str) {
    let foreign = house
        .send(
            ana,
            Method::DELETE,
            &format!("/api/v1/sessions/{others}"),
            None,
        )
        .await
        .problem(404);
    let absent = house
        .send(
            ana,
            Method::DELETE,
            &format!("/api/v1/sessions/{}", "0".repeat(64)),
            None,
        )
        .await
        .problem(404);
    let nonsense = house
        .send(ana, Method::DELETE, "/api/v1/sessions/x", None)
        .await
        .problem(404);
    assert!(foreign.detail == absent.detail && absent.detail == nonsense.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_others_end_and_this_one_goes_on() {
    let (house, ada) = House::with_administrator().await;
    let others = [house.sign_in("ada").await, house.sign_in("ada").await];
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let ended = house
        .send(&ada, Method::DELETE, "/api/v1/sessions", None)
        .await
        .json();
    assert_eq!(ended["ended"], 2);
    for other in &others {
        house.get(other, "/api/v1/me").await.problem(401);
    }
    assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
    assert_eq!(house.get(&ana, "/api/v1/me").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_ends_the_sessions_of_an_account_and_others_may_not() {
    let (house, ada) = House::with_administrator().await;
    let (ana, ana_id) = house.member(&ada, "ana", "analysts", json!({})).await;
    let again = house.sign_in("ana").await;
    let ada_id = house.get(&ada, "/api/v1/me").await.json()["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let of = |id: &str| format!("/api/v1/accounts/{id}/sessions");
    house
        .send(&ana, Method::DELETE, &of(&ada_id), None)
        .await
        .problem(404);
    house
        .send(
            &ada,
            Method::DELETE,
            &of("account-00000000000000000000000000000001"),
            None,
        )
        .await
        .problem(404);
    assert_eq!(
        house
            .send(&ada, Method::DELETE, &of(&ana_id), None)
            .await
            .json()["ended"],
        2
    );
    house.get(&ana, "/api/v1/me").await.problem(401);
    house.get(&again, "/api/v1/me").await.problem(401);
    assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
    assert_eq!(house.try_sign_in("ana", PASSWORD, None).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_time_codes_are_set_up_asked_for_and_good_once() {
    let (house, ada) = House::with_administrator().await;
    let elsewhere = house.sign_in("ada").await;
    let begun = house
        .send(&ada, Method::POST, "/api/v1/me/totp", None)
        .await
        .json();
    let app = Authenticator::scan(begun["uri"].as_str().unwrap());
    let first = app.code(house.now());
    let done = house
        .send(
            &ada,
            Method::PUT,
            "/api/v1/me/totp",
            Some(json!({"code": first})),
        )
        .await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json()["recovery_codes"].as_array().unwrap().len(), 10);
    let ada = Browser::of(&done);
    house.get(&elsewhere, "/api/v1/me").await.problem(401);
    let me = house.get(&ada, "/api/v1/me").await.json();
    assert_eq!(
        (&me["account"]["one_time_codes"], &me["recovery_codes"]),
        (&json!(true), &json!(10))
    );
    house.try_sign_in("ada", PASSWORD, None).await.problem(401);
    house
        .try_sign_in("ada", PASSWORD, Some(&first))
        .await
        .problem(401);
    house.pass(1);
    let code = app.code(house.now());
    assert_eq!(
        house.try_sign_in("ada", PASSWORD, Some(&code)).await.status,
        200
    );
    house
        .try_sign_in("ada", PASSWORD, Some(&code))
        .await
        .problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_works_once_and_new_ones_replace_all_earlier_ones() {
    let (house, ada) = House::with_administrator().await;
    house
        .send(&ada, Method::POST, "/api/v1/me/recovery-codes", None)
        .await
        .problem(400);
    let (ada, app, codes) = house.with_codes(&ada).await;
    let code = |at: usize| codes[at].as_str();
    assert_eq!(
        house
            .try_sign_in("ada", PASSWORD, Some(code(0)))
            .await
            .status,
        200
    );
    house
        .try_sign_in("ada", PASSWORD, Some(code(0)))
        .await
        .problem(401);
    let renewed = house
        .send(&ada, Method::POST, "/api/v1/me/recovery-codes", None)
        .await
        .json();
    let renewed = renewed["recovery_codes"][0].as_str();
    assert_eq!(
        house.get(&ada, "/api/v1/me").await.json()["recovery_codes"],
        10
    );
    house
        .try_sign_in("ada", PASSWORD, Some(code(1)))
        .await
        .problem(401);
    assert_eq!(
        house.try_sign_in("ada", PASSWORD, renewed).await.status,
        200
    );
    house.pass(11);
    let stale = house
        .send(&ada, Method::POST, "/api/v1/me/recovery-codes", None)
        .await
        .problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
    let confirm = json!({"password": PASSWORD, "code": app.code(house.now())});
    let fresh = Browser::of(
        &house
            .send(&ada, Method::POST, "/api/v1/confirm", Some(confirm))
            .await,
    );
    assert_eq!(
        house
            .send(&fresh, Method::POST, "/api/v1/me/recovery-codes", None)
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_turned_off_are_asked_for_no_more_and_end_all_other_sessions() {
    let (house, ada) = House::with_administrator().await;
    house
        .send(&ada, Method::DELETE, "/api/v1/me/totp", None)
        .await
        .problem(400);
    let (ada, _, codes) = house.with_codes(&ada).await;
    let elsewhere = Browser::of(&house.try_sign_in("ada", PASSWORD, Some(&codes[0])).await);
    let off = house
        .send(&ada, Method::DELETE, "/api/v1/me/totp", None)
        .await;
    assert_eq!(off.status, 200, "{}", off.text());
    house.get(&ada, "/api/v1/me").await.problem(401);
    house.get(&elsewhere, "/api/v1/me").await.problem(401);
    let me = house.get(&Browser::of(&off), "/api/v1/me").await.json();
    assert_eq!(
        (&me["account"]["one_time_codes"], &me["recovery_codes"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(house.try_sign_in("ada", PASSWORD, None).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_link_works_once_ends_all_sessions_and_takes_the_codes_away() {
    let (house, ada) = House::with_administrator().await;
    let (ana, ana_id) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (ana, _, codes) = house.with_codes(&ana).await;
    let reset = house
        .send(
            &ada,
            Method::POST,
            &format!("/api/v1/accounts/{ana_id}/reset"),
            None,
        )
        .await
        .json();
    let link = reset["set_up"]
        .as_str()
        .unwrap()
        .split_once('=')
        .unwrap()
        .1
        .to_owned();
    assert_eq!(
        house.get(&ana, "/api/v1/me").await.status,
        200,
        "nothing changes before the link is used"
    );
    let form =
        format!("link={link}&password=four+brown+otters+sleep&again=four+brown+otters+sleep");
    assert_eq!(house.form("/set-up", &form).await.status, 200);
    assert_eq!(
        house.form("/set-up", &form).await.status,
        404,
        "a link is good once"
    );
    house.get(&ana, "/api/v1/me").await.problem(401);
    house
        .try_sign_in("ana", PASSWORD, Some(&codes[0]))
        .await
        .problem(401);
    assert_eq!(house.try_sign_in("ana", NEW, None).await.status, 200);
}
