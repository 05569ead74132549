//! After a decision: the score falls, and another alert takes enough that nobody has seen.

use axum::http::Method;
use serde_json::Value;

use super::office::{LENA, file, usb};
use super::reviews::{Triage, dismissal};

/// Somebody downloads and copies in bulk on a day of June.
fn bulk(day: u32, person: &str) -> String {
    let time = |hour: u32, number: u32| {
        format!(
            "2026-06-{day:02}T{hour}:{:02}:{:02}",
            number / 12,
            number % 12 * 5
        )
    };
    let downloads = (0..180).map(|number| {
        let id = format!("more-{day}-{number}");
        let name = format!("design {number}.docx");
        file(&id, &time(14, number), person, "FileDownloaded", &name)
    });
    let copies = (0..60).map(|number| {
        let id = format!("more-usb-{day}-{number}");
        usb(
            &id,
            &time(15, number),
            person,
            &format!("design {number}.docx"),
        )
    });
    let records = downloads.chain(copies);
    records.map(|record| format!("{record}\n")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_alert_takes_enough_new_activity_by_itself() {
    let triage = Triage::new().await;
    for alert in &triage.alerts {
        let path = format!("/api/v1/alerts/{alert}/dismiss");
        let body = Some(dismissal(1));
        let done = triage
            .house
            .send(&triage.ina, Method::POST, &path, body)
            .await;
        assert_eq!(done.status, 200, "{}", done.text());
    }
    let sum = |alert: &Value| -> u64 {
        let lines = alert["ledger"].as_array().unwrap();
        lines
            .iter()
            .map(|line| line["points"].as_u64().unwrap())
            .sum()
    };
    let waiting = "status=needs-review";
    // The same again, and a little more of the usual.
    triage
        .house
        .ingest("m365", &super::office::log())
        .await
        .unwrap();
    let usual = file(
        "later",
        "2026-06-03T10:00:00",
        LENA,
        "FileDownloaded",
        "plan.docx",
    );
    triage
        .house
        .ingest("m365", &format!("{usual}\n"))
        .await
        .unwrap();
    assert_eq!(triage.found(&triage.ina, waiting).await.len(), 0);
    let report = triage.house.ingest("m365", &bulk(4, LENA)).await.unwrap();
    assert_eq!(report.alerts_opened, 1, "{report:?}");
    let found = triage.found(&triage.ina, waiting).await;
    assert_eq!(found.len(), 1);
    assert!(!triage.alerts.contains(&found[0]));
    // What was decided on shows what the decider saw; the other is about what came since.
    let decided = triage
        .read(&format!("/api/v1/alerts/{}", triage.alerts[0]))
        .await;
    assert_eq!(Some(sum(&decided)), decided["score"].as_u64());
    assert!(sum(&decided) > 0);
    let other = triage.read(&format!("/api/v1/alerts/{}", found[0])).await;
    assert_eq!(Some(sum(&other)), other["score"].as_u64());
    let days: Vec<&str> = other["ledger"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["day"].as_str().unwrap())
        .collect();
    assert!(days.iter().all(|day| *day >= "2026-06-03"), "{days:?}");
    let replayed = triage.house.ombud.replay(None).await.unwrap();
    assert!(replayed.equal_to_stored, "{replayed:?}");
}
