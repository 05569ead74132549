//! Units of work, and the outbox that is written in them.

use super::*;

fn message(id: u128, due: i64) -> Message {
    Message {
        id,
        kind: "case-opened".into(),
        body: format!("{{\"case\":{id}}}"),
        created: at(1),
        failures: 0,
        due: at(due),
    }
}

fn document(id: &str, version: i64) -> DocumentChange {
    DocumentChange::Put(Document {
        kind: "case",
        id: id.into(),
        lookup: None,
        owner: None,
        version,
        body: "{}".into(),
    })
}

/// An error of a use case, beside those of the store.
#[derive(Debug)]
enum Failed {
    Refused,
    Store,
}

impl From<StoreError> for Failed {
    fn from(_: StoreError) -> Self {
        Self::Store
    }
}

/// A case, the status of its alert, a value and a message out.
async fn write_all(transaction: &Transaction, number: u128) -> Result<(), StoreError> {
    let case = document(&format!("case-{number}"), 1);
    transaction.change_documents(vec![case]).await?;
    let confirmed = AlertStatus::Confirmed;
    transaction.review_alert(&review(1, 1, confirmed)).await?;
    transaction
        .put_value("last.case", &number.to_string())
        .await?;
    transaction.put_message(message(number, 5)).await
}

async fn status(records: &Records) -> AlertStatus {
    records.alert(AlertId(1)).await.unwrap().unwrap().status
}

pub(super) async fn what_belongs_together_is_there_together_or_not_at_all(records: &Records) {
    records
        .commit_assessments(AssessmentCommit {
            alerts: vec![AlertChange::Open(alert(1, 7, 10))],
            ..AssessmentCommit::default()
        })
        .await
        .unwrap();
    let nothing = async || {
        assert_eq!(status(records).await, AlertStatus::NeedsReview);
        assert!(records.documents("case").await.unwrap().is_empty());
        assert_eq!(records.value("last.case").await.unwrap(), None);
        assert_eq!(records.message_count().await.unwrap(), 0);
    };
    // The use case refuses after all was written.
    let refused = records
        .transaction(async |transaction| {
            write_all(transaction, 1).await?;
            Err::<(), _>(Failed::Refused)
        })
        .await;
    assert!(matches!(refused, Err(Failed::Refused)), "{refused:?}");
    nothing().await;
    // The last step cannot be made: somebody was faster.
    let late = records
        .transaction(async |transaction| {
            write_all(transaction, 1).await?;
            transaction
                .change_documents(vec![document("case-9", 4)])
                .await
        })
        .await;
    assert!(
        matches!(late, Err(StoreError::DocumentChanged(_))),
        "{late:?}"
    );
    nothing().await;
    // Whoever waited for it went away in the middle.
    let gone = records.transaction::<(), StoreError, _>(async |transaction| {
        write_all(transaction, 1).await?;
        std::future::pending().await
    });
    let first = std::time::Duration::from_millis(0);
    let mut gone = Box::pin(gone);
    for _ in 0..64 {
        assert!(tokio::time::timeout(first, &mut gone).await.is_err());
    }
    drop(gone);
    // The next unit of work is not in its way.
    records
        .transaction(async |transaction| write_all(transaction, 2).await)
        .await
        .unwrap();
    assert_eq!(status(records).await, AlertStatus::Confirmed);
    assert_eq!(records.documents("case").await.unwrap().len(), 1);
    assert_eq!(
        records.value("last.case").await.unwrap().as_deref(),
        Some("2")
    );
    assert_eq!(
        records.due_messages(at(5), 9).await.unwrap(),
        [message(2, 5)]
    );
}

pub(super) async fn messages_wait_until_they_are_delivered(records: &Records) {
    records
        .transaction(async |transaction| {
            for (id, due) in [(2, 3), (1, 7), (3, 3)] {
                transaction.put_message(message(id, due)).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    let due = async |now| -> Vec<u128> {
        let due = records.due_messages(at(now), 9).await.unwrap();
        due.into_iter().map(|message| message.id).collect()
    };
    assert!(due(2).await.is_empty());
    assert_eq!(due(3).await, [2, 3]);
    assert_eq!(due(7).await, [1, 2, 3]);
    assert_eq!(records.due_messages(at(7), 2).await.unwrap().len(), 2);
    alone!(records, put_off_message(2, at(9))).unwrap();
    alone!(records, put_off_message(2, at(8))).unwrap();
    alone!(records, delete_message(1)).unwrap();
    assert_eq!(due(7).await, [3]);
    let failed = Message {
        failures: 2,
        ..message(2, 8)
    };
    assert_eq!(records.due_messages(at(8), 1).await.unwrap(), [failed]);
    alone!(records, delete_message(1)).unwrap();
    assert_eq!(records.message_count().await.unwrap(), 2);
}
