//! The overview: counts of what the lists of the same caller show, and nothing of what they may not list.

use axum::http::Method;
use serde_json::{Value, json};

use super::house::{Browser, House};
use super::office::{LENA, OMAR};
use super::units::{record, unit};

const OVERVIEW: &str = "/api/v1/overview";

/// A part of the overview, and the list that is open to the same callers.
const PARTS: [(&str, &str); 6] = [
    ("alerts", "/api/v1/alerts"),
    ("cases", "/api/v1/cases"),
    ("requests", "/api/v1/unmaskings"),
    ("proposals", "/api/v1/proposals"),
    ("agreements", "/api/v1/agreements"),
    ("sources", "/api/v1/sources"),
];

async fn overview(house: &House, who: &Browser) -> Value {
    let answer = house.get(who, OVERVIEW).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// How many alerts there are, in all severities.
fn sum(counts: &Value) -> u64 {
    let counts = counts.as_object().unwrap().values();
    counts.map(|count| count.as_u64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_part_is_there_exactly_where_its_list_is_open() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let mut all = vec![(ada.clone(), "administrators".to_owned())];
    for role in [
        "analysts",
        "investigators",
        "approvers",
        "overseers",
        "auditors",
        "planners",
    ] {
        let (browser, _) = house.member(&ada, role, role, json!({})).await;
        all.push((browser, role.to_owned()));
    }
    let mut there = 0;
    for (who, role) in &all {
        let shown = overview(&house, who).await;
        for (part, list) in PARTS {
            let status = house.get(who, list).await.status.as_u16();
            assert_eq!(
                shown[part].is_null(),
                status == 403,
                "{part} for {role}: {status}"
            );
            there += usize::from(status == 200);
        }
    }
    assert!((10..PARTS.len() * all.len()).contains(&there), "{there}");
    house.get(&Browser::default(), OVERVIEW).await.problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_are_counted_by_severity_owner_age_and_day() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let (ina, inas_id) = house.member(&ada, "ina", "investigators", json!({})).await;
    let at_first = overview(&house, &ina).await["alerts"].clone();
    assert_eq!(
        (
            sum(&at_first["open"]),
            &at_first["mine"],
            &at_first["unassigned"]
        ),
        (2, &json!(0), &json!(2))
    );
    assert_eq!(sum(&at_first["overdue"]), 0);
    let days = at_first["days"].as_array().unwrap();
    assert_eq!((days.len(), &days[29]["opened"]), (30, &json!(2)));
    let listed = house.get(&ina, "/api/v1/alerts").await.json();
    let [first, second] =
        [0, 1].map(|at: usize| listed["alerts"][at]["id"].as_str().unwrap().to_owned());
    let assign = json!({"version": 1, "assignee": inas_id});
    let dismiss = json!({"version": 1, "reason": "authorised"});
    for (method, id, step, body) in [
        (Method::PUT, first, "assignee", assign),
        (Method::POST, second, "dismiss", dismiss),
    ] {
        let path = format!("/api/v1/alerts/{id}/{step}");
        let answer = house.send(&ina, method, &path, Some(body)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    // A week and a day later all that waits is late, whatever its severity.
    house.pass(8 * 24 * 60);
    let ina = house.sign_in("ina").await;
    let later = overview(&house, &ina).await["alerts"].clone();
    assert_eq!(
        (
            sum(&later["open"]),
            &later["mine"],
            &later["unassigned"],
            sum(&later["overdue"])
        ),
        (1, &json!(1), &json!(0), 1)
    );
    let ages = later["ages"].as_array().unwrap();
    let from: Vec<&Value> = ages.iter().map(|age| &age["from_days"]).collect();
    assert_eq!(from, [0, 1, 3, 7]);
    assert_eq!(sum(&ages[3]) - 7, 1, "{ages:?}");
    let days = later["days"].as_array().unwrap();
    assert_eq!(
        (&days[21]["opened"], &days[21]["decided"]),
        (&json!(2), &json!(1))
    );
    let sources = overview(&house, &house.sign_in("ada").await).await["sources"].clone();
    let m365 = sources
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["source"] == "m365")
        .unwrap();
    assert!(m365["silent_hours"].as_i64().unwrap() >= 8 * 24, "{m365}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_out_of_reach_is_not_counted() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let lisbon = unit(
        &house,
        &ada,
        json!({"name": "Lisbon", "regions": ["Lisbon"]}),
    )
    .await;
    let bound = json!({"units": [lisbon["id"]]});
    let (ana, _) = house.member(&ada, "ana", "analysts", bound).await;
    let (all, _) = house.member(&ada, "all", "analysts", json!({})).await;
    assert_eq!(sum(&overview(&house, &ana).await["alerts"]["open"]), 0);
    let moved = [
        [LENA, "lisbon", "", "", "2026-01-01"],
        [OMAR, "Porto", "", "", "2026-01-01"],
    ];
    record(&house, &moved).await;
    let hers = overview(&house, &ana).await["alerts"].clone();
    assert_eq!(
        (sum(&hers["open"]), &hers["days"][29]["opened"]),
        (1, &json!(1))
    );
    assert_eq!(sum(&overview(&house, &all).await["alerts"]["open"]), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn how_many_alerts_are_planned_is_settable_and_shown() {
    let (house, ada) = House::with_administrator().await;
    house.office().await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    let at_first = overview(&house, &ina).await["alerts"].clone();
    assert_eq!(at_first["planned_a_week"], Value::Null);
    let plan = async |who: &Browser, count: Value| {
        let path = "/api/v1/settings/review-plan";
        let plan = json!({ "alerts_a_week": count });
        house.send(who, Method::PUT, path, Some(plan)).await
    };
    assert_eq!(plan(&ada, json!(40)).await.status, 200);
    plan(&ada, json!(0)).await.problem(400);
    plan(&ina, json!(4)).await.problem(403);
    assert_eq!(overview(&house, &ina).await["alerts"]["planned_a_week"], 40);
}
