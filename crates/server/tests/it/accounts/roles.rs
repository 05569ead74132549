//! Who may do what, and that it ends at the next request.

use axum::http::Method;
use serde_json::json;

use super::house::{Browser, House};

#[tokio::test(flavor = "multi_thread")]
async fn administrators_and_auditors_see_no_alerts_and_analysts_do() {
    let (house, ada) = House::with_administrator().await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    house.get(&ada, "/api/v1/alerts").await.problem(403);
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    house.get(&otto, "/api/v1/alerts").await.problem(403);
    house.get(&ana, "/api/v1/accounts").await.problem(403);
    let accounts = house.get(&ada, "/api/v1/accounts").await.json();
    assert_eq!(accounts["accounts"].as_array().unwrap().len(), 3);
    let roles = house.get(&ada, "/api/v1/roles").await.json();
    assert!(
        roles["roles"]
            .as_array()
            .unwrap()
            .iter()
            .any(|role| role["members"].as_array().unwrap().len() == 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_away_is_refused_at_the_very_next_request() {
    let (house, ada) = House::with_administrator().await;
    let (ana, ana_id) = house.member(&ada, "ana", "analysts", json!({})).await;
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    let member = format!("/api/v1/roles/analysts/members/{ana_id}");
    assert_eq!(
        house.send(&ada, Method::DELETE, &member, None).await.status,
        200
    );
    house.get(&ana, "/api/v1/alerts").await.problem(403);
    house
        .send(&ada, Method::DELETE, &member, None)
        .await
        .problem(409);
    assert_eq!(house.get(&ana, "/api/v1/me").await.status, 200);
    let disable = format!("/api/v1/accounts/{ana_id}/disable");
    assert_eq!(
        house.send(&ada, Method::POST, &disable, None).await.status,
        200
    );
    house.get(&ana, "/api/v1/me").await.problem(401);
    house
        .try_sign_in("ana", super::house::PASSWORD, None)
        .await
        .problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_grants_say_why() {
    let (house, ada) = House::with_administrator().await;
    let me = house.get(&ada, "/api/v1/me").await.json()["account"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    house
        .grant(&ada, "analysts", &me, json!({}))
        .await
        .problem(403);
    let berta = house.account(&ada, "berta").await;
    house
        .grant(&ada, "no-such-role", &berta, json!({}))
        .await
        .problem(400);
    house
        .grant(
            &ada,
            "analysts",
            "account-00000000000000000000000000000001",
            json!({}),
        )
        .await
        .problem(404);
    let last = house
        .send(
            &ada,
            Method::DELETE,
            &format!("/api/v1/roles/administrators/members/{me}"),
            None,
        )
        .await;
    assert!(
        [403, 409].contains(&last.status.as_u16()),
        "{}",
        last.text()
    );
    assert_eq!(house.get(&ada, "/api/v1/accounts").await.status, 200);
    assert_eq!(
        house
            .grant(
                &ada,
                "analysts",
                &berta,
                json!({"expires": "2020-01-01T00:00:00Z"})
            )
            .await
            .status,
        400
    );
}

/// Without anybody taking it away.
#[tokio::test(flavor = "multi_thread")]
async fn an_expired_role_counts_for_nothing() {
    let (house, ada) = House::with_administrator().await;
    let berta = house.account(&ada, "berta").await;
    let expires = "2027-01-15T08:30:00Z";
    assert_eq!(
        house
            .grant(&ada, "analysts", &berta, json!({"expires": expires}))
            .await
            .status,
        200
    );
    let signed_in = house.sign_in("berta").await;
    assert_eq!(house.get(&signed_in, "/api/v1/alerts").await.status, 200);
    house.pass(14);
    assert_eq!(house.get(&signed_in, "/api/v1/alerts").await.status, 200);
    house.pass(14);
    assert_eq!(house.get(&signed_in, "/api/v1/alerts").await.status, 200);
    house.pass(14);
    house.get(&signed_in, "/api/v1/alerts").await.problem(403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_what_it_was_issued_for_until_it_is_revoked() {
    let (house, ada) = House::with_administrator().await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let fresh_only = json!({"name": "x", "operations": ["reveal-person"], "days": 3});
    house
        .send(&ana, Method::POST, "/api/v1/tokens", Some(fresh_only))
        .await
        .problem(400);
    let wanted = json!({"name": "nightly list", "operations": ["list-alerts"], "days": 3});
    let issued = house
        .send(&ana, Method::POST, "/api/v1/tokens", Some(wanted))
        .await
        .json();
    let program = Browser::program(issued["secret"].as_str().unwrap());
    assert_eq!(house.get(&program, "/api/v1/alerts").await.status, 200);
    house.get(&program, "/api/v1/persons").await.problem(403);
    let listed = house.get(&ana, "/api/v1/tokens").await;
    assert!(
        !listed.text().contains("ombud_api_")
            && listed.json()["tokens"][0]["name"] == "nightly list"
    );
    let path = format!("/api/v1/tokens/{}", issued["token"]["id"].as_str().unwrap());
    assert_eq!(
        house.send(&ana, Method::DELETE, &path, None).await.status,
        200
    );
    house.get(&program, "/api/v1/alerts").await.problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_analyst_of_a_unit_sees_its_members_only() {
    let (house, ada) = House::with_administrator().await;
    let people = house.people().await;
    assert_eq!(people.len(), 2);
    let unit = json!({"name": "Lisbon", "persons": [people[0]]});
    let unit = house
        .send(&ada, Method::POST, "/api/v1/units", Some(unit))
        .await
        .json();
    let (ana, _) = house
        .member(&ada, "ana", "analysts", json!({"units": [unit["id"]]}))
        .await;
    let seen = house.get(&ana, "/api/v1/persons").await.json();
    assert_eq!(seen["persons"].as_array().unwrap().len(), 1);
    assert_eq!(seen["persons"][0]["person"], json!(people[0]));
    let (all, _) = house.member(&ada, "bert", "analysts", json!({})).await;
    assert_eq!(
        house.get(&all, "/api/v1/persons").await.json()["persons"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let nowhere = json!({"units": ["unit-00000000000000000000000000000001"]});
    let carl = house.account(&ada, "carl").await;
    house
        .grant(&ada, "analysts", &carl, nowhere)
        .await
        .problem(400);
}
