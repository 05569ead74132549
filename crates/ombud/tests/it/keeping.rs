//! Retention on a clock that the test sets: what is due goes, what is held stays, and a clock that jumps deletes nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ombud_app::{AlertQuery, Author, Caller, Input, InputFrom, Ombud, OpenOptions, Reading};
use ombud_guard::hold::HoldGround;
use ombud_model::{Clock, Timestamp};
use ombud_store::Mode;
use tempfile::TempDir;

use crate::common::TEMPLATES;
use crate::fixture;

const DAY: i64 = 86_400_000;
/// Records that name nobody and are rejected.
const REJECTED: u64 = 3;

pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn on(day: &str) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(at(day).millis())))
    }

    fn set(&self, day: &str) {
        self.0.store(at(day).millis(), Ordering::Relaxed);
    }

    fn pass_a_day(&self) {
        self.0.fetch_add(DAY, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

fn at(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

pub(crate) fn run<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

pub(crate) fn by() -> Author {
    Author::console("tester")
}

pub(crate) fn console() -> Caller {
    Caller::Console("tester".to_owned())
}

/// Five people at work in May and June, one of them leaving, in segments of few rows; and what was rejected.
async fn full(folder: &TempDir, clock: Arc<SetClock>) -> Ombud {
    let data = folder.path().join("data");
    let ombud = Ombud::open(OpenOptions {
        data,
        mode: Mode::Write,
        master_key: None,
        clock,
    })
    .await
    .unwrap();
    for template in TEMPLATES {
        ombud
            .create_policy(&by(), template, template, &[])
            .await
            .unwrap();
    }
    let log = fixture::lines(&fixture::leaver_log()) + "no record\nnone\nnor this\n";
    let hr = fixture::leaver_hr();
    for (source, text) in [("m365", log), ("hr", hr)] {
        let input = Input {
            name: source.to_owned(),
            from: InputFrom::Stream(Box::new(std::io::Cursor::new(text))),
        };
        let how = Reading {
            batch_rows: Some(100),
            ..Reading::default()
        };
        ombud
            .ingest(source, vec![input], how, &|_| ())
            .await
            .unwrap();
    }
    ombud
}

async fn rows(ombud: &Ombud) -> u64 {
    ombud
        .store()
        .records()
        .segments()
        .await
        .unwrap()
        .iter()
        .map(|segment| segment.rows)
        .sum()
}

async fn rejects(ombud: &Ombud) -> u64 {
    ombud
        .store()
        .records()
        .reject_summary()
        .await
        .unwrap()
        .iter()
        .map(|summary| summary.count)
        .sum()
}

async fn alerts(ombud: &Ombud) -> Vec<String> {
    ombud
        .find_alerts(&AlertQuery::default())
        .await
        .unwrap()
        .into_iter()
        .map(|alert| alert.person)
        .collect()
}

/// What is stored is consistent, nothing is due any more, and the audit log is valid.
async fn nothing_is_left_to_do(ombud: &Ombud) {
    let replayed = ombud.replay(None).await.unwrap();
    assert!(
        replayed.equal_to_stored && replayed.assessments > 0,
        "{replayed:?}"
    );
    let again = ombud.run_retention(&console(), None).await.unwrap();
    assert!(!again.braked && again.due.is_empty(), "{again:?}");
    assert!(ombud.check_audit(None, None).await.unwrap().valid);
}

#[test]
fn a_clock_that_jumps_deletes_nothing_until_somebody_has_looked() {
    run(async {
        let (folder, clock) = (TempDir::new().unwrap(), SetClock::on("2026-06-25"));
        let ombud = full(&folder, Arc::clone(&clock)).await;
        let (all, leaver) = (rows(&ombud).await, alerts(&ombud).await.remove(0));
        assert_eq!(
            (
                ombud.run_retention(&console(), None).await.unwrap().number,
                rejects(&ombud).await
            ),
            (Some(1), REJECTED)
        );

        clock.set("2028-06-25");
        let jumped = ombud.run_retention(&console(), None).await.unwrap();
        assert!(
            jumped.braked && jumped.reasons[0].contains("far after the last run"),
            "{jumped:?}"
        );
        assert_eq!(jumped.due["history"], all);
        clock.set("2026-06-24");
        // Nothing is due on that day; whatever the clock says, nothing goes.
        ombud.run_retention(&console(), None).await.unwrap();
        clock.set("2028-06-25");
        assert_eq!(
            (
                rows(&ombud).await,
                rejects(&ombud).await,
                alerts(&ombud).await.is_empty()
            ),
            (all, REJECTED, false)
        );

        let stopped = ombud.run_retention(&console(), None).await.unwrap();
        assert!(stopped.braked, "{stopped:?}");
        let other = "0".repeat(64);
        assert!(ombud.run_retention(&console(), Some(&other)).await.is_err());
        assert_eq!(rows(&ombud).await, all);
        // Placed after somebody has looked, and honoured all the same.
        ombud
            .place_hold(&console(), &leaver, HoldGround::LegalClaim)
            .await
            .unwrap();
        let done = ombud
            .run_retention(&console(), Some(&stopped.plan))
            .await
            .unwrap();
        assert!(!done.braked && done.number.is_some(), "{done:?}");
        let held = rows(&ombud).await;
        assert!(0 < held && held < all, "{held} of {all}");
        assert_eq!(
            (
                rejects(&ombud).await,
                alerts(&ombud).await.contains(&leaver)
            ),
            (0, true)
        );
        nothing_is_left_to_do(&ombud).await;
    });
}

#[test]
fn day_by_day_what_is_due_goes_and_nothing_before() {
    run(async {
        let (folder, clock) = (TempDir::new().unwrap(), SetClock::on("2026-06-25"));
        let ombud = full(&folder, Arc::clone(&clock)).await;
        let all = rows(&ombud).await;
        // The first look only starts the day.
        assert_eq!(ombud.run_daily_retention().await.unwrap(), None);
        let mut last = all;
        for day in 1..=200 {
            clock.pass_a_day();
            let run = ombud.run_daily_retention().await.unwrap().unwrap();
            assert!(!run.braked, "day {day}: {run:?}");
            assert_eq!(
                ombud.run_daily_retention().await.unwrap(),
                None,
                "once a day"
            );
            let now = clock.now().millis();
            let due =
                |segment: &ombud_store::SegmentMeta| segment.max_time.millis() + 180 * DAY <= now;
            let segments = ombud.store().records().segments().await.unwrap();
            assert!(!segments.iter().any(due), "day {day}");
            let left = rows(&ombud).await;
            assert!(
                left == last || run.due.contains_key("history"),
                "day {day}: {run:?}"
            );
            last = left;
            assert_eq!(
                rejects(&ombud).await,
                if day < 30 { REJECTED } else { 0 },
                "day {day}"
            );
        }
        // What comes from HR lies later than the rest.
        assert!(last < all && last <= 2, "{last}");
        assert!(alerts(&ombud).await.is_empty());
        assert!(ombud.replay(None).await.unwrap().equal_to_stored);
    });
}
