//! Pages of alerts that are kept in memory.

use ombud_store::records::PersonRows;

use super::*;

/// The first page twice, the second time from memory: both are what the single reads give. How many alerts it has.
async fn shown(records: &Records) -> usize {
    let filter = AlertFilter::default();
    let first = records.named_alerts_page(&filter, None, 10).await.unwrap();
    let again = records.named_alerts_page(&filter, None, 10).await.unwrap();
    assert_eq!(first, again);
    let stored = records.alerts_page(&filter, None, 10).await.unwrap();
    let alerts: Vec<Alert> = first.iter().map(|one| one.alert.clone()).collect();
    assert_eq!(alerts, stored);
    for one in first.iter() {
        let whole = records.whole_alert(one.alert.id).await.unwrap().unwrap();
        assert_eq!(whole.pseudonym, one.pseudonym);
        assert_eq!(whole.several_wait, one.several_wait);
    }
    first.len()
}

async fn change(records: &Records, change: AlertChange) {
    let commit = AssessmentCommit {
        alerts: vec![change],
        ..Default::default()
    };
    records.commit_assessments(commit).await.unwrap();
}

pub(super) async fn a_page_that_is_kept_is_what_the_database_holds(records: &Records) {
    let persons = [new_person(7), new_person(8)];
    records.create_persons(&persons).await.unwrap();
    assert_eq!(shown(records).await, 0);
    change(records, AlertChange::Open(alert(1, 7, 500))).await;
    assert_eq!(shown(records).await, 1);
    let other = Alert {
        policy: PolicyId(5),
        ..alert(2, 7, 400)
    };
    change(records, AlertChange::Open(other)).await;
    change(records, AlertChange::Open(alert(3, 8, 300))).await;
    assert_eq!(shown(records).await, 3);
    change(records, AlertChange::Join(alert(3, 8, 600))).await;
    assert_eq!(shown(records).await, 3);
    put_status(records, 1, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    assert_eq!(shown(records).await, 3);
    change(records, AlertChange::Withdraw(AlertId(2))).await;
    assert_eq!(shown(records).await, 2);
    let deleted: Result<u64, StoreError> = records
        .transaction(async |work| work.delete_alerts(&[AlertId(1)]).await)
        .await;
    assert_eq!(deleted.unwrap(), 1);
    assert_eq!(shown(records).await, 1);
    let rows = records.delete_rows_of(PersonId(8), PersonRows::Alerts);
    assert_eq!(rows.await.unwrap(), 1);
    assert_eq!(shown(records).await, 0);
}
