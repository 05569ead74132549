//! Retention, rejected records and settings: who runs the installation sets them, and nobody else.

use axum::http::Method;
use serde_json::{Value, json};

use super::Office;
use crate::accounts::house::{Browser, House};

fn days_of_history(answer: &Value) -> Value {
    let kinds = answer["kinds"].as_array().unwrap();
    kinds.iter().find(|row| row["kind"] == "history").unwrap()["days"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn retention_is_set_looked_at_and_run_by_administrators() {
    let office = Office::new().await;
    let (ada, petra) = (&office.ada, office.member("petra", "approvers").await);
    let usual = office.house.get(&petra, "/api/v1/retention").await.json();
    assert_eq!(days_of_history(&usual), 180);
    let put = async |browser: &Browser, wanted: Value| {
        let body = json!({"days": wanted});
        office
            .house
            .send(browser, Method::PUT, "/api/v1/retention", Some(body))
            .await
    };
    put(&petra, json!({"history": 90})).await.problem(403);
    let changed = put(ada, json!({"history": 90})).await.json();
    assert_eq!(days_of_history(&changed), 90);
    for wrong in [
        json!({"history": 1}),
        json!({"nothing": 3}),
        json!({"sessions": 10}),
        json!({"history": -1}),
    ] {
        put(ada, wrong).await.problem(400);
    }
    let due = office
        .house
        .get(&petra, "/api/v1/retention/due")
        .await
        .json();
    assert_eq!(
        (&due["braked"], &due["due"]["history"]),
        (&json!(false), &json!(4)),
        "{due}"
    );
    office
        .post(&petra, "/api/v1/retention/run", json!({}))
        .await
        .problem(403);
    let run = office
        .post(ada, "/api/v1/retention/run", json!({}))
        .await
        .json();
    assert_eq!(
        (&run["number"], &run["due"]),
        (&json!(1), &due["due"]),
        "{run}"
    );
    assert_eq!(
        office.house.get(ada, "/api/v1/retention/due").await.json()["due"],
        json!({})
    );
    office
        .post(
            ada,
            "/api/v1/retention/run",
            json!({"confirm": run["plan"]}),
        )
        .await
        .problem(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_records_and_settings_are_there_for_those_who_run_the_installation() {
    let office = Office::new().await;
    let (ada, ines) = (&office.ada, office.member("ines", "investigators").await);
    office
        .house
        .ingest("hr", "EmailAddress,ResignationDate,LastWorkingDate\nmia@corp.example,soon,\ntom@corp.example,,\n")
        .await
        .unwrap();
    let first = office.house.get(ada, "/api/v1/rejects?limit=1").await;
    assert!(
        !first.text().contains("mia") && !first.text().contains("soon"),
        "{}",
        first.text()
    );
    let first = first.json();
    let next = format!(
        "/api/v1/rejects?cursor={}",
        first["next_cursor"].as_str().unwrap()
    );
    let second = office.house.get(ada, &next).await.json();
    assert_eq!(
        (
            second["rejects"].as_array().unwrap().len(),
            second.get("next_cursor")
        ),
        (1, None)
    );
    assert_ne!(first["rejects"][0]["place"], second["rejects"][0]["place"]);
    office
        .house
        .get(ada, "/api/v1/rejects?cursor=00")
        .await
        .problem(400);
    office
        .post(ada, "/api/v1/rejects/retry", json!({}))
        .await
        .problem(403);
    assert_eq!(
        office
            .post(&ines, "/api/v1/rejects/retry", json!({}))
            .await
            .json()["rejected"],
        2
    );
    change_settings(&office, &ines).await;
}

/// Only administrators read and change them, and what was assessed stays reproducible.
async fn change_settings(office: &Office, ines: &Browser) {
    let ada = &office.ada;
    office
        .house
        .get(ines, "/api/v1/settings")
        .await
        .problem(403);
    let settings = office.house.get(ada, "/api/v1/settings").await.json();
    let put = async |browser: &Browser, settings: Value| {
        office
            .house
            .send(browser, Method::PUT, "/api/v1/settings", Some(settings))
            .await
    };
    let mut wanted = settings.clone();
    wanted["unallowed_domains"] = json!(["rival.example"]);
    put(ines, wanted.clone()).await.problem(403);
    put(ada, json!({"unalowed_domains": []})).await.problem(400);
    assert_eq!(put(ada, wanted.clone()).await.status, 200);
    assert_eq!(
        office.house.get(ada, "/api/v1/settings").await.json(),
        wanted
    );
    assert!(
        office
            .house
            .ombud
            .replay(None)
            .await
            .unwrap()
            .equal_to_stored
    );
}

/// The settings are stored and recomputing breaks off, as when the program is stopped there: nothing is shown that was computed under the
/// others, and it is made good later.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_computed_under_other_settings_is_computed_anew() {
    let (house, ada) = House::in_memory().await;
    house.office().await;
    let ada = &ada;
    let replayed = async || house.ombud.replay(None).await.unwrap();
    let before = replayed().await;
    assert!(before.equal_to_stored && before.assessments > 0);
    let mut settings = house.get(ada, "/api/v1/settings").await.json();
    settings["unallowed_domains"] = json!(["rival.example"]);
    settings["exclusions"]["file_types"] = json!(["docx"]);
    let (history, away) = (house.data().join("history"), house.data().join("away"));
    std::fs::rename(&history, &away).unwrap();
    let path = "/api/v1/settings";
    let put = house.send(ada, Method::PUT, path, Some(settings.clone()));
    put.await.problem(500);
    std::fs::rename(&away, &history).unwrap();
    assert_eq!(house.get(ada, path).await.json(), settings);
    assert!(!replayed().await.equal_to_stored);
    // A program that starts over these data does what the other one left.
    assert!(
        house
            .twin()
            .await
            .ombud
            .replay(None)
            .await
            .unwrap()
            .equal_to_stored
    );
    house.ombud.settle().await.unwrap();
    assert!(replayed().await.equal_to_stored);
}
