//! Who is asked for a second factor, and that the rule counts at once.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House, PASSWORD, rules};
use crate::http::call::Answer;

const RULES: &str = "/api/v1/settings/sign-in";

impl House {
    async fn rule(&self, browser: &Browser, rules: &Value) -> Answer {
        self.send(browser, Method::PUT, RULES, Some(rules.clone()))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn by_default_a_password_alone_sets_up_a_second_factor_and_nothing_else() {
    let house = House::by_default().await;
    let ada = house.administrator().await;
    let me = house.get(&ada, "/api/v1/me").await.json();
    assert_eq!(
        (&me["must_set_up"], &me["fresh"]),
        (&json!(true), &json!(true))
    );
    assert!(
        house
            .get(&ada, "/api/v1/accounts")
            .await
            .problem(403)
            .detail
            .contains("second factor")
    );
    let token = json!({"name": "x", "operations": ["list-accounts"], "days": 3});
    house
        .send(&ada, Method::POST, "/api/v1/tokens", Some(token))
        .await
        .problem(403);
    house.rule(&ada, &rules("not-required")).await.problem(403);
    let forged = Browser {
        csrf: String::new(),
        ..ada.clone()
    };
    house
        .send(&forged, Method::POST, "/api/v1/me/totp", None)
        .await
        .problem(403);
    let (ada, app, _) = house.with_codes(&ada).await;
    assert_eq!(
        house.get(&ada, "/api/v1/me").await.json()["must_set_up"],
        false
    );
    assert_eq!(house.get(&ada, "/api/v1/accounts").await.status, 200);
    house
        .send(&ada, Method::DELETE, "/api/v1/me/totp", None)
        .await
        .problem(409);
    house.try_sign_in("ada", PASSWORD, None).await.problem(401);
    house.pass(1);
    assert_eq!(
        house
            .try_sign_in("ada", PASSWORD, Some(&app.code(house.now())))
            .await
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stricter_rule_counts_at_the_next_request_of_sessions_that_began_before() {
    let (house, ada) = House::with_administrator().await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (ada, _, _) = house.with_codes(&ada).await;
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    assert_eq!(
        house.rule(&ada, &rules("required")).await.json(),
        house.get(&ada, RULES).await.json()
    );
    assert!(
        house
            .get(&ana, "/api/v1/alerts")
            .await
            .problem(403)
            .detail
            .contains("second factor")
    );
    assert_eq!(house.get(&ada, "/api/v1/accounts").await.status, 200);
    let (ana, _, _) = house.with_codes(&ana).await;
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_spared_roles_need_no_second_factor_until_they_hold_another_role() {
    let (house, ada) = House::with_administrator().await;
    let (ana, ana_id) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (ada, _, _) = house.with_codes(&ada).await;
    let mut spared = rules("required-except-for");
    spared["spared_roles"] = json!(["analysts"]);
    assert_eq!(house.rule(&ada, &spared).await.json(), spared);
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    assert_eq!(
        house
            .grant(&ada, "investigators", &ana_id, json!({}))
            .await
            .status,
        200
    );
    house.get(&ana, "/api/v1/alerts").await.problem(403);
    let member = format!("/api/v1/roles/investigators/members/{ana_id}");
    assert_eq!(
        house.send(&ada, Method::DELETE, &member, None).await.status,
        200
    );
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_are_changed_by_administrators_who_confirmed_and_within_bounds() {
    let (house, ada) = House::with_administrator().await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let with = |key: &str, value: Value| {
        let mut rules = rules("not-required");
        rules[key] = value;
        rules
    };
    for (key, value) in [
        ("fresh_minutes", json!(11)),
        ("fresh_minutes", json!(0)),
        ("absolute_minutes", json!(1441)),
        ("idle_minutes", json!(481)),
        ("idle_minutes", json!(0)),
        ("spared_roles", json!(["analysts"])),
        ("second_factor", json!("required-except-for")),
        ("second_factor", json!("sometimes")),
        ("idle", json!(3)),
    ] {
        house.rule(&ada, &with(key, value)).await.problem(400);
    }
    let mut unknown = rules("required-except-for");
    unknown["spared_roles"] = json!(["no-such-role"]);
    house.rule(&ada, &unknown).await.problem(400);
    house.rule(&ana, &rules("required")).await.problem(403);
    house.rule(&otto, &rules("required")).await.problem(403);
    assert_eq!(
        house.get(&otto, RULES).await.json()["second_factor"],
        "not-required"
    );
    assert_eq!(
        house
            .rule(&ada, &with("idle_minutes", json!(5)))
            .await
            .status,
        200
    );
    house.pass(4);
    assert_eq!(house.get(&ada, "/api/v1/me").await.status, 200);
    house.pass(5);
    house.get(&ada, "/api/v1/me").await.problem(401);
    let ada = house.sign_in("ada").await;
    assert_eq!(
        house
            .rule(&ada, &with("fresh_minutes", json!(2)))
            .await
            .status,
        200
    );
    house.pass(2);
    let stale = house.rule(&ada, &rules("not-required")).await.problem(401);
    assert_eq!(stale.kind, "urn:ombud:problem:fresh-sign-in-needed");
}
