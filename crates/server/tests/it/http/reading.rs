//! Lists, pages and single things.

use std::cmp::Reverse;

use ombud_api::persons::PersonList;
use ombud_api::{ActivityList, PolicyList, TemplateList, TemplateSummary};

use super::call::get;
use super::place::{Place, alerts, quiet};

/// People with alerts, and people who stay.
const LEAVERS: usize = 23;
const STAYERS: usize = 3;

async fn place() -> Place {
    let place = Place::new().await;
    let copies: Vec<u32> = (0..LEAVERS)
        .map(|number| [3, 5, 20, 60, 200][number * 7 % 5])
        .collect();
    place
        .leavers(["Leavers <b>", "Leaks & more"], &copies)
        .await;
    let stayers: String = (0..STAYERS)
        .map(|number| quiet(&format!("stayer{number}@corp.test")))
        .collect();
    place.house.ingest("m365", &stayers).await.unwrap();
    place
}

#[tokio::test(flavor = "multi_thread")]
async fn paging_gives_every_alert_once_and_in_order() {
    let place = place().await;
    let all = alerts(&place.app, "/api/v1/alerts?limit=500").await;
    assert_eq!((all.alerts.len(), &all.next_cursor), (LEAVERS, &None));
    assert!(
        all.alerts
            .is_sorted_by_key(|alert| (Reverse(alert.score), alert.id.clone())),
        "equal ones by id"
    );
    let mut scores: Vec<u8> = all.alerts.iter().map(|alert| alert.score).collect();
    scores.dedup();
    assert_eq!(scores.len(), 5, "there are equal ones");
    for limit in [1, 4, 22, 23] {
        let (mut paged, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor
                .map(|cursor| format!("&cursor={cursor}"))
                .unwrap_or_default();
            let uri = format!("/api/v1/alerts?limit={limit}{after}");
            let page = alerts(&place.app, &uri).await;
            assert!(page.alerts.len() <= limit);
            paged.extend(page.alerts);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(paged, all.alerts, "limit {limit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hold_together() {
    let place = place().await;
    let all = alerts(&place.app, "/api/v1/alerts?limit=500").await;
    let found = alerts(
        &place.app,
        "/api/v1/alerts?severity=medium&policy=Leaks%20%26%20more&status=needs-review",
    )
    .await;
    let expected: Vec<_> = all
        .alerts
        .into_iter()
        .filter(|alert| (34..67).contains(&alert.score) && alert.policy == "Leaks & more")
        .collect();
    assert!(!expected.is_empty() && expected.len() < LEAVERS);
    assert_eq!(found.alerts, expected);
    assert_eq!(
        get(&place.app, "/api/v1/alerts?status=resolved")
            .await
            .json(),
        serde_json::json!({"alerts": []})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_alert_has_a_ledger_that_adds_up() {
    let place = place().await;
    let listed = alerts(&place.app, "/api/v1/alerts?policy=Leavers%20%3Cb%3E").await;
    let listed = listed.alerts.first().unwrap();
    let uri = format!("/api/v1/alerts/{}", listed.id);
    let alert = get(&place.app, &uri).await.json();
    let points: u64 = alert["ledger"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["points"].as_u64().unwrap())
        .sum();
    assert_eq!(
        (alert["id"].as_str(), alert["score"].as_u64()),
        (Some(listed.id.as_str()), Some(points))
    );
    assert_eq!(points, u64::from(listed.score));
    assert_eq!(alert["scope"]["trigger"], "hr.resigned");
}

#[tokio::test(flavor = "multi_thread")]
async fn persons_are_paged_and_filtered() {
    let place = place().await;
    let persons = async |uri: &str| -> PersonList {
        serde_json::from_value(get(&place.app, uri).await.json()).unwrap()
    };
    let all = persons("/api/v1/persons?limit=500").await;
    assert_eq!(all.persons.len(), LEAVERS + STAYERS);
    let first = persons("/api/v1/persons?in_scope=true&limit=20").await;
    assert!(first.persons.len() == 20 && first.persons.iter().all(|person| person.in_scope));
    let cursor = first.next_cursor.unwrap();
    let second = persons(&format!(
        "/api/v1/persons?in_scope=true&limit=20&cursor={cursor}"
    ))
    .await;
    assert_eq!((second.persons.len(), second.next_cursor), (3, None));
    assert!(second.persons[0].person > first.persons[19].person);
    // The cursor of one list is not one of another.
    get(&place.app, &format!("/api/v1/alerts?cursor={cursor}"))
        .await
        .problem(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_and_activities_are_listed() {
    let place = place().await;
    let listed = get(&place.app, "/api/v1/policies").await.json();
    let listed: PolicyList = serde_json::from_value(listed).unwrap();
    let names: Vec<&str> = listed
        .policies
        .iter()
        .map(|policy| policy.name.as_str())
        .collect();
    assert_eq!(names, ["Leaks & more", "Leavers <b>"]);
    let uri = "/api/v1/activities?where=kind%3D%27file-downloaded%27";
    let found = get(&place.app, uri).await.json();
    let found: ActivityList = serde_json::from_value(found).unwrap();
    assert_eq!(found.activities.len(), LEAVERS + STAYERS);
    assert_eq!(
        get(&place.app, "/api/v1/activities?where=false")
            .await
            .json(),
        serde_json::json!({"activities": []})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_template_that_policies_are_made_from_is_listed() {
    let place = place().await;
    let listed = get(&place.app, "/api/v1/templates").await.json();
    let listed: TemplateList = serde_json::from_value(listed).unwrap();
    assert_eq!(
        serde_json::to_value(&listed.templates).unwrap(),
        serde_json::to_value(ombud_app::templates(
            &ombud_detect::Content::builtin().unwrap()
        ))
        .unwrap()
    );
    let policies = get(&place.app, "/api/v1/policies").await.json();
    for policy in policies["policies"].as_array().unwrap() {
        let made_from = |template: &TemplateSummary| policy["template"] == *template.id;
        assert!(listed.templates.iter().any(made_from), "{policy}");
    }
}
