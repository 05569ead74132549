//! Custom roles, and a pilot that begins and ends.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};

async fn put(house: &House, who: &Browser, path: &str, body: Value) -> crate::http::call::Answer {
    house.send(who, Method::PUT, path, Some(body)).await
}

fn lister(operations: &[&str]) -> Value {
    json!({"title": "Counters", "operations": operations})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_custom_role_counts_at_once_and_unites_no_duties() {
    let (house, ada) = House::with_administrator().await;
    assert_eq!(
        put(
            &house,
            &ada,
            "/api/v1/roles/counters",
            lister(&["list-alerts"])
        )
        .await
        .status,
        200
    );
    let (ana, ana_id) = house.member(&ada, "ana", "counters", json!({})).await;
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    house.get(&ana, "/api/v1/persons").await.problem(403);
    // Changed: it counts with the next request.
    assert_eq!(
        put(
            &house,
            &ada,
            "/api/v1/roles/counters",
            lister(&["list-persons"])
        )
        .await
        .status,
        200
    );
    assert_eq!(house.get(&ana, "/api/v1/persons").await.status, 200);
    house.get(&ana, "/api/v1/alerts").await.problem(403);
    let roles = house.get(&ada, "/api/v1/roles").await.json();
    let listed = roles["roles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["id"] == "counters")
        .unwrap();
    assert_eq!(
        (
            &listed["operations"],
            listed["members"].as_array().unwrap().len()
        ),
        (&json!(["list-persons"]), 1)
    );

    refuse_to_unite_duties(&house, &ada, &ana_id).await;
    house.get(&ana, "/api/v1/roles").await.problem(403);
    refuse_bad_roles(&house, &ada).await;
    remove_the_role(&house, &ada, &ana, &ana_id).await;
}

/// What unites duties is refused with the reason, in one role and through one that somebody holds.
async fn refuse_to_unite_duties(house: &House, ada: &Browser, ana_id: &str) {
    let both = put(
        house,
        ada,
        "/api/v1/roles/both",
        lister(&["list-alerts", "change-settings"]),
    )
    .await
    .problem(409);
    assert!(both.detail.contains("unites the duties"), "{both:?}");
    assert_eq!(
        house.grant(ada, "analysts", ana_id, json!({})).await.status,
        200
    );
    let behind = put(
        house,
        ada,
        "/api/v1/roles/counters",
        lister(&["change-settings"]),
    )
    .await
    .problem(409);
    assert!(behind.detail.contains("are held together"), "{behind:?}");
}

async fn refuse_bad_roles(house: &House, ada: &Browser) {
    for (id, operations) in [
        ("analysts", "list-alerts"),
        ("Bad Name", "list-alerts"),
        ("empty", "no-such-operation"),
    ] {
        let path = format!("/api/v1/roles/{}", id.replace(' ', "%20"));
        put(house, ada, &path, lister(&[operations]))
            .await
            .problem(400);
    }
}

/// Only with a fresh sign-in, and not by those who hold it; removed when nobody holds it.
async fn remove_the_role(house: &House, ada: &Browser, ana: &Browser, ana_id: &str) {
    put(
        house,
        ana,
        "/api/v1/roles/counters",
        lister(&["list-alerts"]),
    )
    .await
    .problem(404);
    house
        .send(ada, Method::DELETE, "/api/v1/roles/counters", None)
        .await
        .problem(409);
    let member = format!("/api/v1/roles/counters/members/{ana_id}");
    assert_eq!(
        house.send(ada, Method::DELETE, &member, None).await.status,
        200
    );
    house.pass(11);
    house
        .send(ada, Method::DELETE, "/api/v1/roles/counters", None)
        .await
        .problem(401);
    let ada = &house.sign_in("ada").await;
    assert_eq!(
        house
            .send(ada, Method::DELETE, "/api/v1/roles/counters", None)
            .await
            .status,
        200
    );
    house
        .send(ada, Method::DELETE, "/api/v1/roles/counters", None)
        .await
        .problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pilot_unites_duties_until_it_ends_and_says_what_its_end_takes_away() {
    let (house, ada) = House::with_administrator().await;
    let ana_id = house.account(&ada, "ana").await;
    let bert_id = house.account(&ada, "bert").await;
    house
        .grant(&ada, "pilot", &ana_id, json!({}))
        .await
        .problem(409);
    let switch = async |to: Value| put(&house, &ada, "/api/v1/pilot", to).await.json();
    let begun = switch(json!({"on": true})).await;
    assert_eq!(
        (&begun["on"], &begun["ending_withdraws"]),
        (&json!(true), &json!([]))
    );
    for (role, id) in [
        ("pilot", &ana_id),
        ("analysts", &bert_id),
        ("approvers", &bert_id),
    ] {
        assert_eq!(
            house.grant(&ada, role, id, json!({})).await.status,
            200,
            "{role}"
        );
    }
    let (ana, bert) = (house.sign_in("ana").await, house.sign_in("bert").await);
    assert_eq!(
        (
            house.get(&ana, "/api/v1/alerts").await.status,
            house.get(&ana, "/api/v1/accounts").await.status
        )
            .0,
        200
    );
    house
        .get(&Browser::default(), "/api/v1/pilot")
        .await
        .problem(401);

    refuse_to_end_the_pilot_unasked(&house, &ada, [&ana_id, &bert_id]).await;
    assert_eq!(house.get(&ana, "/api/v1/alerts").await.status, 200);
    let ended = switch(json!({"on": false, "withdraw": true})).await;
    assert_eq!(
        (&ended["on"], &ended["ending_withdraws"]),
        (&json!(false), &json!([]))
    );
    house.get(&ana, "/api/v1/alerts").await.problem(403);
    let left = house.get(&bert, "/api/v1/me").await.json()["account"]["roles"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(left, 1);
    house
        .grant(&ada, "pilot", &ana_id, json!({}))
        .await
        .problem(409);
    assert_eq!(house.get(&ada, "/api/v1/accounts").await.status, 200);
}

/// It is said what the end takes away from whom, and nothing is taken away unless that is asked for.
async fn refuse_to_end_the_pilot_unasked(house: &House, ada: &Browser, losing: [&str; 2]) {
    let told = house.get(ada, "/api/v1/pilot").await.json()["ending_withdraws"].clone();
    let of = |id: &str| {
        told.as_array()
            .unwrap()
            .iter()
            .filter(|gone| gone["account"] == *id)
            .count()
    };
    assert_eq!(losing.map(of), [1, 1], "{told}");
    let refused = put(house, ada, "/api/v1/pilot", json!({"on": false}))
        .await
        .problem(409);
    assert!(refused.detail.contains("held together"), "{refused:?}");
}
