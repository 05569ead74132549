//! Lists, pages and single things.

use ombud_server::http::wire::{AlertList, PersonList, PersonSummary};

use super::call::{app, get};
use super::memory::{Memory, alert};

fn memory() -> Memory {
    let policies = ["Leavers <b>", "Leaks & more"];
    let alerts = (0..23)
        .map(|number| {
            alert(
                number,
                20 + (number * 7 % 5 * 15) as u8,
                policies[number % 2],
            )
        })
        .collect();
    let person = |number| PersonSummary {
        person: format!("amber-otter-{}", 100 + number),
        in_scope: number % 3 == 0,
        policies: vec![],
    };
    Memory {
        alerts,
        persons: (0..20).map(person).collect(),
        ..Memory::default()
    }
}

#[tokio::test]
async fn paging_gives_every_alert_once_and_in_order() {
    let app = app(memory());
    let all: AlertList =
        serde_json::from_value(get(&app, "/api/v1/alerts?limit=500").await.json()).unwrap();
    assert_eq!((all.alerts.len(), &all.next_cursor), (23, &None));
    assert!(
        all.alerts
            .is_sorted_by_key(|alert| (std::cmp::Reverse(alert.score), alert.id.clone())),
        "equal ones by id"
    );
    for limit in [1, 4, 22, 23] {
        let (mut paged, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor
                .map(|cursor| format!("&cursor={cursor}"))
                .unwrap_or_default();
            let page: AlertList = serde_json::from_value(
                get(&app, &format!("/api/v1/alerts?limit={limit}{after}"))
                    .await
                    .json(),
            )
            .unwrap();
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

#[tokio::test]
async fn filters_hold_together() {
    let app = app(memory());
    let found = get(
        &app,
        "/api/v1/alerts?severity=high&policy=Leaks%20%26%20more&status=needs-review",
    )
    .await
    .json();
    let found: AlertList = serde_json::from_value(found).unwrap();
    assert!(!found.alerts.is_empty());
    assert!(
        found
            .alerts
            .iter()
            .all(|alert| alert.score >= 67 && alert.policy == "Leaks & more")
    );
    assert_eq!(
        get(&app, "/api/v1/alerts?status=resolved").await.json(),
        serde_json::json!({"alerts": []})
    );
}

#[tokio::test]
async fn one_alert_has_a_ledger_that_adds_up() {
    let app = app(memory());
    let id = format!("alert-{:032x}", 5);
    let alert = get(&app, &format!("/api/v1/alerts/{id}")).await.json();
    let points: u64 = alert["ledger"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["points"].as_u64().unwrap())
        .sum();
    assert_eq!(
        (alert["id"].as_str(), alert["score"].as_u64()),
        (Some(id.as_str()), Some(points))
    );
    assert_eq!(alert["scope"]["trigger"], "resigned");
}

#[tokio::test]
async fn persons_are_paged_and_filtered() {
    let app = app(memory());
    let first: PersonList = serde_json::from_value(
        get(&app, "/api/v1/persons?in_scope=true&limit=5")
            .await
            .json(),
    )
    .unwrap();
    assert!(first.persons.len() == 5 && first.persons.iter().all(|person| person.in_scope));
    let cursor = first.next_cursor.unwrap();
    let uri = format!("/api/v1/persons?in_scope=true&limit=5&cursor={cursor}");
    let second: PersonList = serde_json::from_value(get(&app, &uri).await.json()).unwrap();
    assert_eq!((second.persons.len(), second.next_cursor), (2, None));
    assert!(second.persons[0].person > first.persons[4].person);
    // The cursor of one list is not one of another.
    get(&app, &format!("/api/v1/alerts?cursor={cursor}"))
        .await
        .problem(400);
}

#[tokio::test]
async fn policies_and_activities_are_listed() {
    let app = app(memory());
    assert_eq!(
        get(&app, "/api/v1/policies").await.json()["policies"][0]["name"],
        "Leavers <b>"
    );
    assert_eq!(
        get(&app, "/api/v1/activities?where=true").await.json(),
        serde_json::json!({"activities": []})
    );
}
