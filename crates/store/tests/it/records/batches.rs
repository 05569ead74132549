//! Batches: all or nothing, adding up.

use super::*;

fn full_batch() -> BatchCommit {
    BatchCommit {
        placements: vec![placement(1, 0, 5, "{}")],
        segments: vec![
            SegmentCommit {
                meta: segment(2, 0, 10),
                insights: vec![packed(8, 1, 1), packed(7, 2, 2), packed(7, 1, 3)],
                superseding: Vec::new(),
            },
            SegmentCommit {
                meta: segment(1, 5, 20),
                insights: vec![packed(7, 1, 4)],
                superseding: Vec::new(),
            },
        ],
        first_days: vec![
            (PersonId(7), Day(30)),
            (PersonId(8), Day(10)),
            (PersonId(7), Day(20)),
        ],
        org_days: vec![
            OrgDay {
                day: Day(2),
                indicator: IndicatorCode(1),
                total: 5,
            },
            OrgDay {
                day: Day(1),
                indicator: IndicatorCode(u16::MAX),
                total: 4,
            },
            OrgDay {
                day: Day(2),
                indicator: IndicatorCode(1),
                total: 1,
            },
        ],
        dirty: vec![PersonId(8), PersonId(7), PersonId(8)],
        rejects: vec![reject(2), reject(1)],
        receipt: Some(Receipt {
            source: "m365".into(),
            key: "k1".into(),
            body: "{}".into(),
            at: at(9),
        }),
        stats: Some(SourceStats {
            source: "m365".into(),
            read: 20,
            accepted: 12,
            duplicates: 6,
            rejected: 2,
            incomplete: 3,
            corrected: 0,
            last_time: Some(at(20)),
        }),
    }
}

fn org_day(day: i32, indicator: u16, total: u64) -> OrgDay {
    OrgDay {
        day: Day(day),
        indicator: IndicatorCode(indicator),
        total,
    }
}

pub(super) async fn a_batch_is_read_back(records: &Records) {
    let batch = full_batch();
    assert_eq!(
        records.commit_batch(batch.clone()).await.unwrap(),
        Committed { new_rejects: 2 }
    );
    assert_eq!(
        records.segments().await.unwrap(),
        [segment(2, 0, 10), segment(1, 5, 20)]
    );
    let insights = records
        .insights_of(&[PersonId(8), PersonId(7), PersonId(9)])
        .await
        .unwrap();
    assert_eq!(
        insights,
        [
            (PersonId(7), vec![vec![3; 4], vec![4; 4], vec![2; 4]]),
            (PersonId(8), vec![vec![1; 4]])
        ]
    );
    let first_days = records
        .first_days_of(&[PersonId(8), PersonId(7), PersonId(9)])
        .await
        .unwrap();
    assert_eq!(first_days, [(PersonId(7), Day(20)), (PersonId(8), Day(10))]);
    assert_eq!(
        records.population().await.unwrap(),
        [(Day(10), 1), (Day(20), 1)]
    );
    assert_eq!(
        records.org_days().await.unwrap(),
        [org_day(1, u16::MAX, 4), org_day(2, 1, 6)]
    );
    assert_eq!(
        records.next_dirty(10).await.unwrap().persons,
        [PersonId(7), PersonId(8)]
    );
    assert_eq!(records.next_dirty(1).await.unwrap().persons, [PersonId(7)]);
    assert_eq!(records.receipt("m365", "k1").await.unwrap(), batch.receipt);
    assert_eq!(records.receipt("m365", "k2").await.unwrap(), None);
    assert_eq!(
        records.source_stats().await.unwrap(),
        [batch.stats.unwrap()]
    );
    assert_eq!(
        records.rejects_page(None, None, 10).await.unwrap(),
        [reject(1), reject(2)]
    );
}

pub(super) async fn batches_add_up(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let mut next = full_batch();
    next.segments.clear();
    next.receipt = None;
    next.first_days = vec![(PersonId(7), Day(19)), (PersonId(8), Day(11))];
    next.rejects = vec![reject(2), reject(3)];
    let stats = next.stats.as_mut().unwrap();
    stats.last_time = Some(at(3));
    assert_eq!(
        records
            .commit_batch(next.clone())
            .await
            .unwrap()
            .new_rejects,
        1
    );
    next.stats.as_mut().unwrap().last_time = None;
    next.rejects.clear();
    assert_eq!(records.commit_batch(next).await.unwrap().new_rejects, 0);

    assert_eq!(
        records.population().await.unwrap(),
        [(Day(10), 1), (Day(19), 1)]
    );
    let totals: Vec<u64> = records
        .org_days()
        .await
        .unwrap()
        .iter()
        .map(|day| day.total)
        .collect();
    assert_eq!(totals, [12, 18]);
    let [stats] = records.source_stats().await.unwrap().try_into().unwrap();
    assert_eq!(
        (stats.read, stats.accepted, stats.duplicates, stats.rejected),
        (60, 36, 18, 6)
    );
    assert_eq!(stats.last_time, Some(at(20)), "the latest stays");
}

pub(super) async fn a_receipt_is_given_once(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let mut again = full_batch();
    again.segments = vec![SegmentCommit {
        meta: segment(3, 0, 1),
        insights: vec![packed(9, 1, 1)],
        superseding: Vec::new(),
    }];
    let error = records.commit_batch(again.clone()).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::AlreadyCommitted { source_name, key } if source_name == "m365" && key == "k1"),
        "{error}"
    );
    assert_eq!(records.segments().await.unwrap().len(), 2);
    again.receipt.as_mut().unwrap().source = "hr".into();
    records.commit_batch(again).await.unwrap();
    assert_eq!(records.segments().await.unwrap().len(), 3);
}

pub(super) async fn a_failing_batch_leaves_nothing(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let mut broken = full_batch();
    broken.receipt = None;
    // The first segment is new; the second is there already, so the whole batch fails after much was written.
    broken.segments[0].meta = segment(9, 0, 1);
    broken.segments[0].insights = vec![packed(99, 1, 1)];
    broken.first_days = vec![(PersonId(99), Day(1))];
    let error = records.commit_batch(broken.clone()).await.unwrap_err();
    assert!(matches!(error, StoreError::Database { .. }), "{error}");
    // The same person and month twice within a segment is a mistake too, and comes to light late.
    broken.segments.truncate(1);
    broken.segments[0].insights.push(packed(99, 1, 2));
    assert!(records.commit_batch(broken).await.is_err());

    assert_eq!(records.segments().await.unwrap().len(), 2);
    assert_eq!(records.insights_of(&[PersonId(99)]).await.unwrap(), []);
    assert_eq!(records.first_days_of(&[PersonId(99)]).await.unwrap(), []);
    assert_eq!(
        records.source_stats().await.unwrap(),
        [full_batch().stats.unwrap()]
    );
    assert_eq!(
        records.commit_batch(BatchCommit::default()).await.unwrap(),
        Committed::default()
    );
}

pub(super) async fn segments_are_selected_by_time(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let between = async |from: i64, to: i64| {
        let found = records.segments_between(at(from), at(to)).await.unwrap();
        found
            .into_iter()
            .map(|segment| segment.id.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(between(0, 4).await, [2]);
    assert_eq!(between(10, 10).await, [2, 1]);
    assert_eq!(between(11, 90).await, [1]);
    assert_eq!(between(21, 90).await, [0u128; 0]);
}

pub(super) async fn insights_are_replaced(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let org_day = OrgDay {
        day: Day(4),
        indicator: IndicatorCode(2),
        total: 1,
    };
    let rebuilt = Rebuilt {
        insights: vec![(SegmentId(1), vec![packed(5, 1, 9)])],
        first_days: vec![(PersonId(5), Day(40))],
        org_days: vec![org_day],
    };
    alone!(records, replace_insights(rebuilt.clone())).unwrap();
    let everybody = [PersonId(5), PersonId(7), PersonId(8)];
    assert_eq!(
        records.insights_of(&everybody).await.unwrap(),
        [(PersonId(5), vec![vec![9; 4]])]
    );
    assert_eq!(records.population().await.unwrap(), [(Day(40), 1)]);
    assert_eq!(records.org_days().await.unwrap(), [org_day]);

    let unknown = Rebuilt {
        insights: vec![(SegmentId(77), vec![])],
        ..Default::default()
    };
    assert!(alone!(records, replace_insights(unknown)).is_err());
    assert_eq!(
        records.org_days().await.unwrap(),
        [org_day],
        "a refused call changes nothing"
    );
}

pub(super) async fn rejects_are_listed_counted_and_removed(records: &Records) {
    let mut rejects: Vec<Reject> = (1..=5).map(reject).collect();
    rejects[4].source = "m365".into();
    records
        .commit_batch(BatchCommit {
            rejects: rejects.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    assert_eq!(
        records.rejects_page(Some("hr"), None, 10).await.unwrap(),
        rejects[..4]
    );
    assert_eq!(
        records.rejects_page(None, None, 2).await.unwrap(),
        rejects[..2]
    );
    assert_eq!(
        records.rejects_page(None, Some([2; 16]), 2).await.unwrap(),
        rejects[2..4]
    );
    let summary = records.reject_summary().await.unwrap();
    let counts: Vec<_> = summary
        .iter()
        .map(|line| (line.source.as_str(), line.reason.as_str(), line.count))
        .collect();
    assert_eq!(
        counts,
        [
            ("hr", "no time", 3),
            ("hr", "no person", 1),
            ("m365", "no time", 1)
        ]
    );
    assert_eq!(
        alone!(records, remove_rejects(&[[1; 16], [5; 16], [77; 16]])).unwrap(),
        2
    );
    assert_eq!(
        records.rejects_page(None, None, 10).await.unwrap(),
        rejects[1..4]
    );
}

pub(super) async fn what_is_superseded_is_said_with_the_segment_that_holds_it(records: &Records) {
    records.commit_batch(full_batch()).await.unwrap();
    let supersede = async |by: u128, rows: Vec<(i64, u64)>| {
        let rows = SupersededRows::new(rows);
        let superseding = vec![Superseding {
            segment: SegmentId(2),
            rows,
        }];
        let commit = SegmentCommit {
            meta: segment(by, 0, 10),
            insights: Vec::new(),
            superseding,
        };
        let batch = BatchCommit {
            segments: vec![commit],
            ..BatchCommit::default()
        };
        records.commit_batch(batch).await
    };
    supersede(3, vec![(9, 1), (4, u64::MAX)]).await.unwrap();
    supersede(4, vec![(-5, 2)]).await.unwrap();
    let segments = records.segments().await.unwrap();
    let said: Vec<usize> = segments.iter().map(|meta| meta.superseded.len()).collect();
    assert_eq!(said, [3, 0, 0, 0], "one row for each segment");
    let first = segments.first().unwrap();
    let expected = vec![(-5, 2), (4, u64::MAX), (9, 1)];
    assert_eq!(first.superseded, SupersededRows::new(expected));
    assert_eq!(first.reader, segment(2, 0, 10).reader);
    assert_eq!(
        records.segments_between(at(0), at(4)).await.unwrap(),
        [
            segments.first().cloned(),
            segments.get(2).cloned(),
            segments.get(3).cloned()
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
    );
    // All or nothing: of a segment that is not there nothing can be superseded.
    let failed = supersede(3, Vec::new()).await;
    assert!(failed.is_err());
    assert_eq!(records.segments().await.unwrap(), segments);
}
