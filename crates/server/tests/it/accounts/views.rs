//! Saved views of the queue: whose they are, who sees them, what they may hold, and what becomes of them when a person is erased.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};
use crate::http::call::Answer;

const PATH: &str = "/api/v1/views";

/// An investigator and an analyst, and two persons with an alert each.
struct Desk {
    house: House,
    ada: Browser,
    ina: Browser,
    ann: Browser,
    persons: Vec<String>,
}

impl Desk {
    async fn new() -> Self {
        let (house, ada) = House::in_memory().await;
        house.office().await;
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (ann, _) = house.member(&ada, "ann", "analysts", json!({})).await;
        let listed = house.get(&ina, "/api/v1/alerts").await.json();
        let alerts = listed["alerts"].as_array().unwrap().iter();
        let persons = alerts.map(|alert| alert["person"].as_str().unwrap().to_owned());
        let persons = persons.collect();
        Self {
            house,
            ada,
            ina,
            ann,
            persons,
        }
    }

    async fn save(&self, who: &Browser, name: &str, shared: bool, query: Value) -> Answer {
        let view = json!({"name": name, "shared": shared, "query": query});
        self.house.send(who, Method::POST, PATH, Some(view)).await
    }

    async fn saved(&self, who: &Browser, name: &str, shared: bool, query: Value) -> Value {
        let answer = self.save(who, name, shared, query).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    async fn change(&self, who: &Browser, view: &Value, version: u64, name: &str) -> Answer {
        let path = format!("{PATH}/{}", view["id"].as_str().unwrap());
        let body = json!({
            "version": version, "name": name, "shared": view["shared"], "query": view["query"],
        });
        self.house.send(who, Method::PUT, &path, Some(body)).await
    }

    async fn delete(&self, who: &Browser, view: &Value) -> Answer {
        let path = format!("{PATH}/{}", view["id"].as_str().unwrap());
        self.house.send(who, Method::DELETE, &path, None).await
    }

    async fn seen(&self, who: &Browser) -> Vec<Value> {
        let answer = self.house.get(who, PATH).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["views"].as_array().unwrap().clone()
    }

    async fn names(&self, who: &Browser) -> Vec<String> {
        let seen = self.seen(who).await.into_iter();
        seen.map(|view| view["name"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn own_views_are_ones_own_and_shared_ones_are_changed_by_their_owner_only() {
    let desk = Desk::new().await;
    let query = json!({"status": "all", "severity": "high", "policy": "leavers", "columns": "severity,due"});
    let own = desk.saved(&desk.ina, " Mine ", false, query.clone()).await;
    assert_eq!(
        (&own["name"], &own["query"], &own["version"], &own["own"]),
        (&json!("Mine"), &query, &json!(1), &json!(true))
    );
    let shared = desk
        .saved(&desk.ina, "Late", true, json!({"overdue": "true"}))
        .await;
    assert_eq!(desk.names(&desk.ina).await, ["Late", "Mine"]);
    assert_eq!(desk.names(&desk.ann).await, ["Late"]);
    assert_eq!(desk.seen(&desk.ann).await[0]["own"], false);
    // What is not seen is answered like what is not there; what is seen is not changed.
    desk.change(&desk.ann, &own, 1, "Hers").await.problem(404);
    desk.delete(&desk.ann, &own).await.problem(404);
    desk.change(&desk.ann, &shared, 1, "Hers")
        .await
        .problem(403);
    desk.delete(&desk.ann, &shared).await.problem(403);
    let renamed = desk.change(&desk.ina, &shared, 1, "Later").await;
    assert_eq!(renamed.json()["version"], 2);
    desk.change(&desk.ina, &shared, 1, "Latest")
        .await
        .problem(409);
    assert_eq!(desk.names(&desk.ann).await, ["Later"]);
    assert_eq!(desk.delete(&desk.ina, &shared).await.status, 200);
    desk.delete(&desk.ina, &shared).await.problem(404);
    assert_eq!(desk.names(&desk.ann).await, Vec::<String>::new());
    // Who may not list alerts has nothing to do with views.
    desk.house.get(&desk.ada, PATH).await.problem(403);
    desk.save(&desk.ada, "Hers", true, json!({}))
        .await
        .problem(403);
    let log = desk.house.log().await;
    let did = |purpose: &str| {
        let rows = log
            .iter()
            .filter(|row| row.operation == "change-view" && row.phase == "intent");
        rows.filter(|row| row.purpose.as_deref() == Some(purpose))
            .count()
    };
    assert_eq!((did("create"), did("change"), did("delete")), (3, 4, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_unique_for_an_owner_and_an_account_has_fifty_views() {
    let desk = Desk::new().await;
    let one = desk.saved(&desk.ina, "Late", false, json!({})).await;
    desk.save(&desk.ina, "LATE", true, json!({}))
        .await
        .problem(409);
    desk.saved(&desk.ann, "Late", false, json!({})).await;
    for number in 1..50 {
        desk.saved(&desk.ina, &format!("View {number}"), false, json!({}))
            .await;
    }
    desk.save(&desk.ina, "One more", false, json!({}))
        .await
        .problem(409);
    desk.change(&desk.ina, &one, 1, "View 1").await.problem(409);
    assert_eq!(desk.delete(&desk.ina, &one).await.status, 200);
    desk.saved(&desk.ina, "One more", false, json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_holds_known_keys_only_and_nothing_that_somebody_typed() {
    let desk = Desk::new().await;
    for (query, place) in [
        (json!({"q": "lena"}), "query.q"),
        (json!({"at": "alert-1"}), "query.at"),
        (json!({"status": "open"}), "query.status"),
        (json!({"columns": "lena"}), "query.columns"),
        (json!({"policy": "lena"}), "query.policy"),
        (json!({"person": "amber-otter-000"}), "query.person"),
        (json!({"from": "lately"}), "query.from"),
    ] {
        let said = desk.save(&desk.ina, "Wrong", false, query).await;
        let detail = said.problem(400).detail;
        assert!(detail.contains(place), "{detail}");
    }
    for name in ["", " \n ", "a\nb", &"é".repeat(81)] {
        desk.save(&desk.ina, name, false, json!({}))
            .await
            .problem(400);
    }
    assert_eq!(desk.names(&desk.ina).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_in_a_view_is_shown_to_those_only_who_see_the_person() {
    let desk = Desk::new().await;
    let unit = json!({"name": "Lisbon", "persons": [desk.persons[1]]});
    let unit = desk
        .house
        .send(&desk.ada, Method::POST, "/api/v1/units", Some(unit))
        .await
        .json()["id"]
        .clone();
    let (una, _) = desk
        .house
        .member(&desk.ada, "una", "analysts", json!({"units": [unit]}))
        .await;
    let person = |at: usize| json!({"person": desk.persons[at]});
    desk.saved(&desk.ina, "One", true, person(0)).await;
    desk.saved(&desk.ina, "Other", true, person(1)).await;
    assert_eq!(desk.names(&desk.ann).await, ["One", "Other"]);
    assert_eq!(desk.names(&una).await, ["Other"]);
    // Out of sight is like not there.
    desk.save(&una, "One", false, person(0)).await.problem(400);
    let shown = desk.seen(&una).await;
    assert_eq!(shown[0]["query"], person(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_loses_the_person_who_is_erased() {
    let desk = Desk::new().await;
    let query = json!({"person": desk.persons[0], "status": "all"});
    desk.saved(&desk.ina, "One", true, query).await;
    let other = json!({"person": desk.persons[1]});
    desk.saved(&desk.ina, "Other", true, other.clone()).await;
    let (apo, _) = desk
        .house
        .member(&desk.ada, "apo", "approvers", json!({}))
        .await;
    let path = format!("/api/v1/persons/{}/erasure", desk.persons[0]);
    let ground = Some(json!({"ground": "person-asked"}));
    let erased = desk.house.send(&apo, Method::POST, &path, ground).await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    let seen = desk.seen(&desk.ann).await;
    let queries: Vec<&Value> = seen.iter().map(|view| &view["query"]).collect();
    assert_eq!(queries, [&json!({"status": "all"}), &other]);
}
