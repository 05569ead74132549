//! Decisions, assignments and the history of alerts.

use ombud_model::AccountId;
use ombud_model::assessment::{LedgerLine, LineKind};
use ombud_model::review::{
    AlertDecision, AlertEvent, AlertEventKind, DismissalReason, Seen, SeenCount, Verdict,
};

use super::*;

const ADA: AccountId = AccountId(1 << 90);

async fn open(records: &Records, alert: Alert) {
    let alerts = vec![AlertChange::Open(alert)];
    let commit = AssessmentCommit {
        alerts,
        ..Default::default()
    };
    assert_eq!(records.commit_assessments(commit).await.unwrap().opened, 1);
}

async fn put(records: &Records, review: &AlertReview) -> Result<(), StoreError> {
    records
        .transaction(async |work| work.review_alert(review).await)
        .await
}

fn dismissed() -> (AlertDecision, Seen) {
    let decision = AlertDecision {
        verdict: Verdict::Dismissed {
            reason: DismissalReason::Authorised,
        },
        by: Some(ADA),
        at: at(200),
    };
    let seen = Seen {
        score: Score(70),
        evidence: 500,
        peak: Some(Day(7_400)),
        last_activity: at(2),
        counts: vec![SeenCount {
            day: Day(7_400),
            indicator: IndicatorCode(3),
            count: 12,
        }],
        ledger: vec![LedgerLine {
            points: 70,
            kind: LineKind::Insight,
            title: "12 files printed".to_owned(),
            indicator: "files.printed".to_owned(),
            day: Day(7_400),
            count: 12,
            threshold: 10,
            without: Score(3),
        }],
    };
    (decision, seen)
}

pub(super) async fn an_alert_is_changed_at_the_version_that_was_read(records: &Records) {
    open(records, alert(1, 7, 500)).await;
    let assigned = AlertReview {
        assignee: Some(ADA),
        ..review(1, 1, AlertStatus::NeedsReview)
    };
    put(records, &assigned).await.unwrap();
    assert!(matches!(
        put(records, &assigned).await,
        Err(StoreError::AlertChanged)
    ));
    let expected = Alert {
        assignee: Some(ADA),
        version: 2,
        ..alert(1, 7, 500)
    };
    assert_eq!(records.alert(AlertId(1)).await.unwrap(), Some(expected));
    // A change of the score counts as well, and leaves the assignee.
    let commit = AssessmentCommit {
        alerts: vec![AlertChange::Join(alert(1, 7, 900))],
        ..Default::default()
    };
    records.commit_assessments(commit).await.unwrap();
    let joined = records.alert(AlertId(1)).await.unwrap().unwrap();
    let told = (joined.version, joined.assignee, joined.evidence);
    assert_eq!(told, (3, Some(ADA), 900));
}

pub(super) async fn what_was_seen_is_there_while_the_decision_is(records: &Records) {
    open(records, alert(1, 7, 500)).await;
    let (decision, seen) = dismissed();
    let decided = AlertReview {
        decision: Some((decision.clone(), seen.clone())),
        ..review(1, 1, AlertStatus::Dismissed)
    };
    put(records, &decided).await.unwrap();
    let stored = records.alert(AlertId(1)).await.unwrap().unwrap();
    assert_eq!(stored.decision, Some(decision.clone()));
    assert_eq!(stored.due(), None);
    let decision_day = decision.at.day();
    let persons = [PERSON, PersonId(8)];
    let expected = DecidedAlert {
        alert: AlertId(1),
        person: PERSON,
        policy: POLICY,
        decision,
        seen,
    };
    assert_eq!(records.decided_of(&persons).await.unwrap(), [expected]);
    let decided = |persons| records.count_decided_alerts(persons, decision_day);
    assert_eq!(decided(None).await.unwrap(), [(decision_day, 1)]);
    assert_eq!(decided(Some(&persons)).await.unwrap(), [(decision_day, 1)]);
    assert_eq!(decided(Some(&[PersonId(8)])).await.unwrap(), []);
    put_status(records, 1, 2, AlertStatus::NeedsReview)
        .await
        .unwrap();
    assert_eq!(records.decided_of(&persons).await.unwrap(), []);
    assert_eq!(decided(None).await.unwrap(), []);
    let back = records.alert(AlertId(1)).await.unwrap().unwrap();
    assert_eq!((back.version, back.decision), (3, None));
}

pub(super) async fn a_history_is_read_in_its_order_and_goes_with_alert_and_person(
    records: &Records,
) {
    let (one, other) = (alert(1, 7, 500), alert(2, 8, 500));
    let event = |ms, kind, note| AlertEvent {
        at: at(ms),
        by: Some(ADA),
        kind,
        note,
    };
    let assignee = Some(ADA);
    let assigned = AlertEventKind::Assigned {
        assignee,
        rule: None,
    };
    // The second has the earlier time: a clock that was set back changes no order.
    let events = [
        event(9, assigned, None),
        event(8, AlertEventKind::Note, Some(vec![1, 2])),
        event(10, AlertEventKind::Undone, None),
    ];
    for alert in [&one, &other] {
        open(records, alert.clone()).await;
        for event in &events {
            records
                .transaction(async |work| work.add_alert_event(alert, event).await)
                .await
                .unwrap();
        }
    }
    assert_eq!(records.alert_events(AlertId(1)).await.unwrap(), events);
    assert_eq!(records.alert_event_counts(PERSON).await.unwrap(), (3, 1));
    let gone = records
        .transaction(async |work| work.delete_alert_notes(PERSON).await)
        .await;
    assert_eq!(gone.unwrap(), 1);
    assert_eq!(records.alert_event_counts(PERSON).await.unwrap(), (3, 0));
    let rows = records.delete_rows_of(PERSON, PersonRows::AlertEvents);
    assert_eq!(rows.await.unwrap(), 3);
    assert_eq!(records.alert_events(AlertId(1)).await.unwrap(), []);
    assert_eq!(records.alert_events(AlertId(2)).await.unwrap().len(), 3);
    let ids = [AlertId(2)];
    let deleted = records
        .transaction(async |work| work.delete_alerts(&ids).await)
        .await;
    assert_eq!(deleted.unwrap(), 1);
    assert_eq!(records.alert_events(AlertId(2)).await.unwrap(), []);
}

pub(super) async fn an_alert_is_opened_with_what_happened_to_it_or_not_at_all(records: &Records) {
    let assigned = Alert {
        assignee: Some(ADA),
        ..alert(1, 7, 500)
    };
    let event = AlertEvent {
        at: at(5),
        by: None,
        kind: AlertEventKind::Assigned {
            assignee: Some(ADA),
            rule: Some("North".to_owned()),
        },
        note: None,
    };
    let commit = || AssessmentCommit {
        alerts: vec![AlertChange::Open(assigned.clone())],
        events: vec![(assigned.clone(), event.clone())],
        ..Default::default()
    };
    assert_eq!(
        records.commit_assessments(commit()).await.unwrap().opened,
        1
    );
    let stored = records.alert(AlertId(1)).await.unwrap().unwrap();
    assert_eq!(stored.assignee, Some(ADA));
    let stored = records.alert_events(AlertId(1)).await.unwrap();
    assert_eq!(stored, std::slice::from_ref(&event));
    // It is open already: nothing is written.
    let again = records.commit_assessments(commit()).await;
    assert!(matches!(again, Err(StoreError::AlertAlreadyOpen)));
    assert_eq!(records.alert_events(AlertId(1)).await.unwrap().len(), 1);
}

pub(super) async fn alerts_are_found_by_assignee_time_and_lateness(records: &Records) {
    const DAY: i64 = 24 * 60 * 60_000;
    open(records, alert(1, 7, 10)).await;
    let low = Alert {
        severity: Severity::Low,
        last_activity: at(50),
        ..alert(2, 8, 10)
    };
    open(records, low).await;
    let assigned = AlertReview {
        assignee: Some(ADA),
        ..review(1, 1, AlertStatus::NeedsReview)
    };
    put(records, &assigned).await.unwrap();
    let all = AlertFilter::default;
    let assignee = |assignee| AlertFilter {
        assignee: Some(assignee),
        ..all()
    };
    let overdue = |ms| AlertFilter {
        overdue_at: Some(at(ms)),
        ..all()
    };
    let between = |from, until| AlertFilter {
        from: Some(at(from)),
        until: Some(at(until)),
        ..all()
    };
    let cases = [
        (assignee(Some(ADA)), vec![1]),
        (assignee(Some(AccountId(2))), vec![]),
        (assignee(None), vec![2]),
        (overdue(100 + DAY), vec![]),
        (overdue(101 + DAY), vec![1]),
        (overdue(101 + 7 * DAY), vec![1, 2]),
        (between(2, 50), vec![1]),
        (between(3, 51), vec![2]),
    ];
    for (filter, expected) in cases {
        let found = records.alerts_page(&filter, None, 10).await.unwrap();
        let found: Vec<u128> = found.iter().map(|alert| alert.id.0).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
}
