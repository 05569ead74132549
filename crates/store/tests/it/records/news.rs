//! News of alerts: in the order of the commits, from any place that is still kept.

use super::*;

fn commit(alerts: Vec<AlertChange>) -> AssessmentCommit {
    AssessmentCommit {
        alerts,
        ..Default::default()
    }
}

fn news(id: u128, person: u64, kind: NewsKind) -> Option<AlertNews> {
    Some(AlertNews {
        alert: AlertId(id),
        person: PersonId(person),
        kind,
    })
}

async fn after(records: &Records, place: NewsPlace) -> Option<Vec<NewsEntry>> {
    records.news_after(place).await.unwrap()
}

/// What there is after a place that is known.
async fn told(records: &Records, place: NewsPlace) -> Vec<Option<AlertNews>> {
    let entries = after(records, place).await.unwrap();
    entries.into_iter().map(|(_, news)| news).collect()
}

pub(super) async fn news_of_alerts_goes_on_after_every_place(records: &Records) {
    let start = records.newest_news().await.unwrap();
    assert_eq!(start, NewsPlace::default());
    assert_eq!(after(records, start).await, Some(Vec::new()));
    let opened = vec![
        AlertChange::Open(alert(1, 7, 10)),
        AlertChange::Open(alert(2, 8, 10)),
    ];
    records.commit_assessments(commit(opened)).await.unwrap();
    put_status(records, 1, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    let changes = vec![
        // Decided on meanwhile: nothing becomes of it, and nothing is told.
        AlertChange::Join(alert(1, 7, 20)),
        AlertChange::Join(alert(2, 8, 20)),
        AlertChange::Withdraw(AlertId(2)),
        AlertChange::Withdraw(AlertId(3)),
    ];
    records.commit_assessments(commit(changes)).await.unwrap();
    let all = [
        news(1, 7, NewsKind::Opened),
        news(2, 8, NewsKind::Opened),
        news(1, 7, NewsKind::Changed),
        news(2, 8, NewsKind::Changed),
        news(2, 8, NewsKind::Withdrawn),
    ];
    assert_eq!(told(records, start).await, all);
    let entries = after(records, start).await.unwrap();
    for (number, (place, _)) in entries.iter().enumerate() {
        assert_eq!(told(records, *place).await, all[number + 1..]);
        let found = records.news_place(place.mark()).await.unwrap();
        assert_eq!(found, Some(*place));
    }
    let newest = entries.last().map(|(place, _)| *place);
    assert_eq!(Some(records.newest_news().await.unwrap()), newest);
    // A mark that was never given.
    let marks: Vec<u64> = entries.iter().map(|(place, _)| place.mark()).collect();
    let other = (1..).find(|mark| !marks.contains(mark)).unwrap();
    assert_eq!(records.news_place(other).await.unwrap(), None);
}

pub(super) async fn what_was_not_committed_is_no_news(records: &Records) {
    let open = || commit(vec![AlertChange::Open(alert(1, 7, 10))]);
    records.commit_assessments(open()).await.unwrap();
    let place = records.newest_news().await.unwrap();
    let twice = commit(vec![
        AlertChange::Open(alert(2, 8, 10)),
        AlertChange::Open(alert(3, 7, 10)),
    ]);
    assert!(matches!(
        records.commit_assessments(twice).await,
        Err(StoreError::AlertAlreadyOpen)
    ));
    assert!(
        put_status(records, 1, 9, AlertStatus::Dismissed)
            .await
            .is_err()
    );
    assert_eq!(told(records, place).await, []);
    put_status(records, 1, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    assert_eq!(told(records, place).await, [news(1, 7, NewsKind::Changed)]);
}

pub(super) async fn whoever_has_missed_too_much_news_is_told_so(records: &Records) {
    let start = records.newest_news().await.unwrap();
    let opened = (1..=NEWS_KEPT).map(|number| AlertChange::Open(alert(number.into(), number, 10)));
    let opened = commit(opened.collect());
    records.commit_assessments(opened).await.unwrap();
    let kept = after(records, start).await.unwrap();
    assert_eq!(kept.len() as u64, NEWS_KEPT);
    put_status(records, 1, 1, AlertStatus::Dismissed)
        .await
        .unwrap();
    // The first entry is gone, and with it what came after it for those who stand before it or on it.
    let ((first, _), (second, _)) = (kept[0], kept[1]);
    for place in [start, first] {
        assert_eq!(after(records, place).await, None);
    }
    assert_eq!(records.news_place(first.mark()).await.unwrap(), None);
    let left = told(records, second).await;
    assert_eq!(left.len() as u64, NEWS_KEPT - 1);
    assert_eq!(left.last(), Some(&news(1, 1, NewsKind::Changed)));
}

pub(super) async fn news_of_deleted_alerts_names_nobody(records: &Records) {
    let opened = (1..=3).map(|number| AlertChange::Open(alert(number.into(), number, 10)));
    let opened = commit(opened.collect());
    records.commit_assessments(opened).await.unwrap();
    let start = NewsPlace::default();
    let places: Vec<NewsPlace> = after(records, start)
        .await
        .unwrap()
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    let erased = records.delete_rows_of(PersonId(2), PersonRows::Alerts);
    assert_eq!(erased.await.unwrap(), 1);
    assert_eq!(after(records, places[1]).await, None);
    assert_eq!(told(records, places[2]).await, [None]);
    let deleted: Result<u64, StoreError> = records
        .transaction(async |work| work.delete_alerts(&[AlertId(3)]).await)
        .await;
    assert_eq!(deleted.unwrap(), 1);
    assert_eq!(after(records, places[2]).await, None);
    let left = [news(1, 1, NewsKind::Opened), None, None];
    assert_eq!(told(records, start).await, left);
}
