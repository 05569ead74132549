//! Rules of assignment: who is given an alert when it is opened, who is passed over, and who changes the rules.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{LENA, OMAR, log, profiles, resignations};
use super::units::unit;
use crate::http::call::Answer;

const PATH: &str = "/api/v1/assignment-rules";

async fn put(house: &House, who: &Browser, version: u64, rules: Value) -> Answer {
    let body = json!({"version": version, "rules": rules});
    house.send(who, Method::PUT, PATH, Some(body)).await
}

/// Saves the first rules.
async fn saved(house: &House, who: &Browser, rules: Value) -> Value {
    let answer = put(house, who, 0, rules).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The two leave with files, and each has an alert.
async fn they_leave(house: &House) {
    house.ingest("hr", &resignations()).await.unwrap();
    let report = house.ingest("m365", &log()).await.unwrap();
    assert_eq!(report.alerts_opened, 2, "{report:?}");
}

async fn alerts(house: &House, who: &Browser) -> Vec<Value> {
    let listed = house.get(who, "/api/v1/alerts").await.json();
    listed["alerts"].as_array().unwrap().clone()
}

async fn history(house: &House, who: &Browser, alert: &Value) -> Vec<Value> {
    let path = format!("/api/v1/alerts/{}/history", alert["id"].as_str().unwrap());
    let entries = house.get(who, &path).await.json()["entries"].clone();
    entries.as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_rule_that_fits_gives_an_alert_to_somebody_and_people_decide_from_then_on() {
    let (house, ada) = House::in_memory().await;
    house.leavers_policy().await;
    let rows = [(LENA, "North"), (OMAR, "South")]
        .map(|(person, region)| [person, region, "Sales", "", "2026-01-01T00:00:00Z"]);
    house.ingest("hr", &profiles(&rows)).await.unwrap();
    let north =
        unit(&house, &ada, json!({"name": "North", "regions": ["north"]})).await["id"].clone();
    let (ann, anns_id) = house
        .member(&ada, "ann", "analysts", json!({"units": [north]}))
        .await;
    let (ina, inas_id) = house.member(&ada, "ina", "investigators", json!({})).await;
    let rules = json!([
        {"name": "Other policy", "policy": null, "severity": "medium", "unit": north, "assignee": anns_id},
        {"name": "The rest", "policy": "leavers", "assignee": inas_id},
        {"name": "Never", "assignee": anns_id},
    ]);
    let list = saved(&house, &ada, rules).await;
    assert_eq!(list["version"], 1);
    they_leave(&house).await;
    let lena = alerts(&house, &ann).await.remove(0);
    assert_eq!(
        (&lena["assignee"], &lena["version"]),
        (&json!(anns_id), &json!(1))
    );
    let all = alerts(&house, &ina).await;
    let omar = all.iter().find(|alert| alert["id"] != lena["id"]).unwrap();
    assert_eq!(omar["assignee"], inas_id);
    let entries = history(&house, &ina, omar).await;
    let told = json!({
        "at": omar["opened"], "by": null, "kind": "assigned", "assignee": inas_id, "rule": "The rest",
    });
    assert_eq!(entries[1..], [told]);
    // Whatever a person did stands, whatever the rules say later.
    let path = format!("/api/v1/alerts/{}/assignee", omar["id"].as_str().unwrap());
    let back = json!({"version": 1, "assignee": null});
    let given = house.send(&ina, Method::PUT, &path, Some(back)).await;
    assert_eq!(given.status, 200, "{}", given.text());
    let rules = json!([{"name": "All", "assignee": anns_id}]);
    assert_eq!(put(&house, &ada, 1, rules).await.status, 200);
    house.ombud.assess_pending().await.unwrap();
    let after = alerts(&house, &ina).await;
    let assignees: Vec<&Value> = after.iter().map(|alert| &alert["assignee"]).collect();
    assert!(assignees.contains(&&Value::Null) && assignees.contains(&&json!(anns_id)));
}

fn problems(list: &Value) -> Vec<Value> {
    let rules = list["rules"].as_array().unwrap().iter();
    rules.map(|rule| rule["problem"].clone()).collect()
}

/// An account of that person, an analyst who is not bound to units.
async fn account_of(house: &House, ada: &Browser, login: &str, person: &str) -> String {
    let new = json!({"login": login, "display_name": login, "person": person});
    let made = house
        .send(ada, Method::POST, "/api/v1/accounts", Some(new))
        .await
        .json();
    let link = made["set_up"].as_str().unwrap().split_once('=').unwrap().1;
    let form = format!("link={link}&password=seven+grey+herons+wade&again=seven+grey+herons+wade");
    assert_eq!(house.form("/set-up", &form).await.status, 200);
    let id = made["account"]["id"].as_str().unwrap().to_owned();
    let granted = house.grant(ada, "analysts", &id, json!({})).await;
    assert_eq!(granted.status, 200, "{}", granted.text());
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_decide_on_an_alert_is_passed_over_and_the_list_says_so() {
    let (house, ada) = House::in_memory().await;
    house.leavers_policy().await;
    house
        .ingest(
            "hr",
            &profiles(&[[LENA, "North", "Sales", "", "2026-01-01T00:00:00Z"]]),
        )
        .await
        .unwrap();
    let lena = house.ombud.find_persons(false).await.unwrap()[0]
        .person
        .clone();
    let herself = account_of(&house, &ada, "lena", &lena).await;
    let (_, approver) = house.member(&ada, "apo", "approvers", json!({})).await;
    let (ina, inas_id) = house.member(&ada, "ina", "investigators", json!({})).await;
    let south =
        unit(&house, &ada, json!({"name": "South", "regions": ["south"]})).await["id"].clone();
    let north =
        unit(&house, &ada, json!({"name": "North", "regions": ["north"]})).await["id"].clone();
    let (_, una) = house
        .member(&ada, "una", "analysts", json!({"units": [south]}))
        .await;
    let list = saved(
        &house,
        &ada,
        json!([
            {"name": "An approver", "assignee": approver},
            {"name": "Out of reach", "unit": north, "assignee": una},
            {"name": "A colleague", "assignee": herself},
            {"name": "The rest", "assignee": inas_id},
        ]),
    )
    .await;
    assert_eq!(
        problems(&list),
        [
            json!("assignee-cannot-decide"),
            json!("assignee-out-of-unit"),
            Value::Null,
            Value::Null
        ]
    );
    they_leave(&house).await;
    let all = alerts(&house, &ina).await;
    for alert in &all {
        let expected = match alert["person"] == lena.as_str() {
            true => &inas_id,
            false => &herself,
        };
        assert_eq!(alert["assignee"], expected.as_str());
    }
    assert_eq!(all.len(), 2);
    let path = format!("/api/v1/accounts/{herself}/disable");
    assert_eq!(
        house.send(&ada, Method::POST, &path, None).await.status,
        200
    );
    let list = house.get(&ada, PATH).await.json();
    assert_eq!(problems(&list)[2], "assignee-gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_changed_by_administrators_and_name_what_is_there() {
    let (house, ada) = House::in_memory().await;
    house.leavers_policy().await;
    let (ina, inas_id) = house.member(&ada, "ina", "investigators", json!({})).await;
    let (aud, _) = house.member(&ada, "aud", "auditors", json!({})).await;
    assert_eq!(
        house.get(&ada, PATH).await.json(),
        json!({"version": 0, "rules": []})
    );
    assert_eq!(house.get(&aud, PATH).await.status, 200);
    house.get(&ina, PATH).await.problem(403);
    let rule = |name: &str| json!({"name": name, "assignee": inas_id});
    for who in [&ina, &aud] {
        put(&house, who, 0, json!([rule("Mine")]))
            .await
            .problem(403);
    }
    for (wrong, place) in [
        (
            json!({"name": "A", "assignee": "account-00000000000000000000000000000001"}),
            "rules[0].assignee",
        ),
        (
            json!({"name": "A", "policy": "none", "assignee": inas_id}),
            "rules[0].policy",
        ),
        (
            json!({"name": "A", "unit": "unit-00000000000000000000000000000001", "assignee": inas_id}),
            "rules[0].unit",
        ),
        (json!({"name": " ", "assignee": inas_id}), "a name has"),
    ] {
        let detail = put(&house, &ada, 0, json!([wrong]))
            .await
            .problem(400)
            .detail;
        assert!(detail.contains(place), "{detail}");
    }
    let twice = json!([rule("One"), rule("ONE")]);
    put(&house, &ada, 0, twice).await.problem(400);
    let many: Vec<Value> = (0..101).map(|number| rule(&number.to_string())).collect();
    put(&house, &ada, 0, json!(many)).await.problem(400);
    let list = house.get(&ada, PATH).await.json();
    assert_eq!(list, json!({"version": 0, "rules": []}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_rules_is_on_record_with_what_it_took_away_and_what_it_added() {
    let (house, ada) = House::in_memory().await;
    let (_, inas_id) = house.member(&ada, "ina", "investigators", json!({})).await;
    let rule = |name: &str| json!({"name": name, "assignee": inas_id});
    saved(&house, &ada, json!([rule("One")])).await;
    put(&house, &ada, 0, json!([rule("Two")]))
        .await
        .problem(409);
    put(&house, &ada, 2, json!([rule("Two")]))
        .await
        .problem(409);
    assert_eq!(put(&house, &ada, 1, json!([rule("Two")])).await.status, 200);
    let newest =
        house.log().await.into_iter().find(|row| {
            row.phase == "intent" && row.purpose.as_deref() == Some("assignment-rules")
        });
    let told = newest.unwrap().reason.unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with("- 1 ") && lines[0].contains("One"),
        "{told}"
    );
    assert!(
        lines[1].starts_with("+ 1 ") && lines[1].contains("Two"),
        "{told}"
    );
}
