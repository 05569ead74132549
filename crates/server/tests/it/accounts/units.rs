//! Admin units by what the personnel records say: who moves is in or out of sight at the very next request.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{LENA, OMAR, profiles};

/// How many of each the caller is shown: persons, persons in scope, alerts, people whose activities are found.
async fn seen(house: &House, who: &Browser) -> [usize; 4] {
    let count = |value: &Value, list: &str| value[list].as_array().unwrap().len();
    let persons = count(
        &house.get(who, "/api/v1/persons?limit=100").await.json(),
        "persons",
    );
    let in_scope = count(
        &house.get(who, "/api/v1/persons?in_scope=true").await.json(),
        "persons",
    );
    let alerts = count(&house.get(who, "/api/v1/alerts").await.json(), "alerts");
    let question =
        "/api/v1/activities?limit=500&where=kind%20%3D%20%27copied-to-removable-media%27";
    let found = house.get(who, question).await;
    assert_eq!(found.status, 200, "{}", found.text());
    let found = found.json();
    let actors: std::collections::BTreeSet<&str> = found["activities"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["person"].as_str())
        .collect();
    [persons, in_scope, alerts, actors.len()]
}

/// Takes in personnel records: person, region, department, groups, from when on.
pub(super) async fn record(house: &House, rows: &[[&str; 5]]) {
    house.ingest("hr", &profiles(rows)).await.unwrap();
}

pub(super) async fn unit(house: &House, admin: &Browser, unit: Value) -> Value {
    let answer = house
        .send(admin, Method::POST, "/api/v1/units", Some(unit))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_moves_to_another_region_moves_in_and_out_of_sight() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let of_lisbon = json!({"name": "Lisbon", "regions": ["Lisbon"]});
    let lisbon = unit(&house, &ada, of_lisbon).await;
    assert_eq!(
        (&lisbon["persons"], &lisbon["regions"]),
        (&json!(0), &json!(["Lisbon"]))
    );
    let (ana, _) = house
        .member(&ada, "ana", "analysts", json!({"units": [lisbon["id"]]}))
        .await;
    let (all, _) = house.member(&ada, "all", "analysts", json!({})).await;
    assert_eq!(seen(&house, &ana).await, [0, 0, 0, 0]);
    assert_eq!(seen(&house, &all).await, [5, 2, 2, 2]);

    record(
        &house,
        &[
            [LENA, "lisbon", "", "", "2026-01-01"],
            [OMAR, "Porto", "", "", "2026-01-01"],
        ],
    )
    .await;
    assert_eq!(seen(&house, &ana).await, [1, 1, 1, 1]);
    let hers = house.get(&ana, "/api/v1/alerts").await.json()["alerts"][0].clone();
    let path = format!("/api/v1/alerts/{}", hers["id"].as_str().unwrap());
    assert_eq!(house.get(&ana, &path).await.status, 200);
    // Few in a unit are not counted out.
    assert_eq!(
        house.get(&ada, "/api/v1/units").await.json()["units"][0].get("persons"),
        None
    );

    // An older record that arrives late changes nothing; a newer one does.
    record(&house, &[[LENA, "Porto", "", "", "2025-12-31"]]).await;
    assert_eq!(seen(&house, &ana).await, [1, 1, 1, 1]);
    record(
        &house,
        &[
            [LENA, "Porto", "", "", "2026-02-01"],
            [OMAR, "Lisbon", "", "", "2026-02-01"],
        ],
    )
    .await;
    assert_eq!(seen(&house, &ana).await, [1, 1, 1, 1]);
    let gone = house.get(&ana, &path).await;
    let absent = "/api/v1/alerts/alert-00000000000000000000000000000001";
    let never = house.get(&ana, absent).await;
    assert_eq!(
        (gone.problem(404).detail, gone.text().len()),
        (never.problem(404).detail, never.text().len())
    );
    assert_ne!(
        house.get(&ana, "/api/v1/alerts").await.json()["alerts"][0]["person"],
        hers["person"]
    );

    // Back and forth without a date: what was said last holds, also when it was said before.
    for region in ["Lisbon", "Porto", "Lisbon"] {
        house.pass(1);
        record(&house, &[["bea@contoso.test", region, "", "", ""]]).await;
    }
    assert_eq!(seen(&house, &ana).await, [2, 1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_known_in_advance_counts_from_its_day() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let lisbon = unit(
        &house,
        &ada,
        json!({"name": "Lisbon", "regions": ["Lisbon"]}),
    )
    .await;
    let rows = [
        [LENA, "Porto", "", "", "2026-01-01"],
        [LENA, "Lisbon", "", "", "2027-01-15T08:10:00Z"],
    ];
    record(&house, &rows).await;
    let (ana, _) = house
        .member(&ada, "ana", "analysts", json!({"units": [lisbon["id"]]}))
        .await;
    house.pass(9);
    assert_eq!(seen(&house, &ana).await, [0, 0, 0, 0]);
    house.pass(1);
    assert_eq!(seen(&house, &ana).await, [1, 1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_in_several_units_and_every_list_of_a_rule_restricts() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let rows = [
        [LENA, "Lisbon", "Cranes", "night", "2026-01-01"],
        [OMAR, "Lisbon", "Roads", "day|drivers", "2026-01-01"],
    ];
    record(&house, &rows).await;
    let lisbon = unit(
        &house,
        &ada,
        json!({"name": "Lisbon", "regions": ["LISBON", "Faro"]}),
    )
    .await;
    let cranes = unit(
        &house,
        &ada,
        json!({"name": "Cranes", "regions": ["Lisbon"], "departments": ["cranes"]}),
    )
    .await;
    let drivers = unit(
        &house,
        &ada,
        json!({"name": "Drivers", "groups": ["Drivers"]}),
    )
    .await;
    let (both, _) = house
        .member(&ada, "both", "analysts", json!({"units": [lisbon["id"]]}))
        .await;
    let (one, _) = house
        .member(&ada, "one", "analysts", json!({"units": [cranes["id"]]}))
        .await;
    let (other, _) = house
        .member(&ada, "other", "analysts", json!({"units": [drivers["id"]]}))
        .await;
    assert_eq!(seen(&house, &both).await, [2, 2, 2, 2]);
    assert_eq!(
        (seen(&house, &one).await, seen(&house, &other).await),
        ([1, 1, 1, 1], [1, 1, 1, 1])
    );
    let person = async |who: &Browser| {
        house.get(who, "/api/v1/persons").await.json()["persons"][0]["person"].clone()
    };
    let (lena, omar) = (person(&one).await, person(&other).await);
    assert_ne!(lena, omar);
    // Redrawn: somebody is in it whatever the records say.
    let redrawn =
        json!({"id": drivers["id"], "name": "Drivers", "groups": ["Drivers"], "persons": [lena]});
    unit(&house, &ada, redrawn).await;
    assert_eq!(seen(&house, &other).await, [2, 2, 2, 2]);
    let nobody = json!({"name": "Nobody"});
    house
        .send(&ada, Method::POST, "/api/v1/units", Some(nobody))
        .await
        .problem(400);
}
