//! Records that an older reader kept with wrong facts: read again when they come again, the new facts count, history keeps the old ones.

use std::io::Cursor;
use std::path::Path;

use ombud_app::{AlertQuery, IngestReport, Input, InputFrom, Ombud, OpenOptions, Reading};
use ombud_connect::mapping::Mapping;
use ombud_guard::erasure::{Depth, ErasureGround};
use ombud_model::ReaderVersion;
use ombud_store::Mode;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::TEMPLATES;
use crate::fixture;
use crate::keeping::{SetClock, by, console, run};

/// Takes copies to a stick for something that nobody knows, and the name of the device for the file.
const WRONG: &str = "id: Id\ntime: CreationTime\nperson: UserId\noperation: Operation\npath: DeviceName\nkinds:\n  \
                     FileDownloaded: file-downloaded\n  FileAccessed: file-accessed\n";
/// Says what was meant.
const RIGHT: &str = "id: Id\ntime: CreationTime\nperson: UserId\noperation: Operation\npath: ObjectId\nkinds:\n  \
                     FileDownloaded: file-downloaded\n  FileAccessed: file-accessed\n  \
                     FileCopiedToRemovableMedia: copied-to-removable-media\n";

async fn opened(data: &Path) -> Ombud {
    let options = OpenOptions {
        data: data.to_owned(),
        mode: Mode::Write,
        master_key: None,
        clock: SetClock::on("2026-06-25"),
    };
    Ombud::open(options).await.unwrap()
}

async fn empty(folder: &TempDir) -> Ombud {
    let ombud = opened(&folder.path().join("data")).await;
    for template in TEMPLATES {
        ombud
            .create_policy(&by(), template, template, &[])
            .await
            .unwrap();
    }
    let hr = fixture::leaver_hr();
    ingest(&ombud, "hr", hr, Reading::default()).await;
    ombud
}

async fn ingest(ombud: &Ombud, source: &str, text: String, how: Reading<'_>) -> IngestReport {
    let input = Input {
        name: source.to_owned(),
        from: InputFrom::Stream(Box::new(Cursor::new(text))),
    };
    let report = ombud
        .ingest(source, vec![input], how, &|_| ())
        .await
        .unwrap();
    assert_eq!(
        report.read,
        report.accepted + report.duplicates + report.corrected + report.rejected
    );
    report
}

/// As the generic source reads it: a time with its zone.
fn log() -> Vec<Value> {
    let mut records = fixture::leaver_log();
    for record in &mut records {
        record["CreationTime"] = json!(format!("{}Z", record["CreationTime"].as_str().unwrap()));
    }
    records
}

fn mapping(text: &str) -> Mapping {
    Mapping::parse(text).unwrap()
}

fn by_mapping(mapping: &Mapping) -> Reading<'_> {
    Reading {
        mapping: Some(mapping),
        batch_rows: Some(100),
        ..Reading::default()
    }
}

async fn count(ombud: &Ombud, predicate: &str) -> usize {
    ombud
        .find_activities(predicate, 10_000)
        .await
        .unwrap()
        .len()
}

/// Rows of history, and how many of them count no more.
async fn rows(ombud: &Ombud) -> (u64, usize) {
    let segments = ombud.store().records().segments().await.unwrap();
    (
        segments.iter().map(|segment| segment.rows).sum(),
        segments
            .iter()
            .map(|segment| segment.superseded.len())
            .sum(),
    )
}

/// The digest of all assessments, which are those that are stored.
async fn digest(ombud: &Ombud) -> String {
    let replayed = ombud.replay(None).await.unwrap();
    assert!(replayed.equal_to_stored, "{replayed:?}");
    replayed.digest
}

#[test]
fn what_a_wrong_mapping_kept_is_corrected_when_it_comes_again() {
    run(async {
        let (wrong, right) = (mapping(WRONG), mapping(RIGHT));
        let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (ombud, expected) = (empty(&folder).await, empty(&other).await);
        let (all, log) = (log().len() as u64, fixture::lines(&log()));
        ingest(&expected, "generic", log.clone(), by_mapping(&right)).await;
        let first = ingest(&ombud, "generic", log.clone(), by_mapping(&wrong)).await;
        assert_eq!((first.accepted, first.corrected), (all, 0));
        assert_eq!(count(&ombud, "kind = 'copied-to-removable-media'").await, 0);
        let before = digest(&ombud).await;

        let again = ingest(&ombud, "generic", log.clone(), by_mapping(&right)).await;
        assert_eq!(
            (again.corrected, again.accepted, again.duplicates),
            (all, 0, 0)
        );
        assert_eq!(
            count(&ombud, "kind = 'copied-to-removable-media'").await,
            60
        );
        assert_eq!(count(&ombud, "object = 'PC-0017'").await, 0);
        assert_eq!(
            count(&ombud, "source = 'generic'").await as u64,
            all,
            "each record once"
        );
        let hr = count(&ombud, "source = 'hr'").await as u64;
        assert_eq!(rows(&ombud).await, (2 * all + hr, all as usize));
        let after = digest(&ombud).await;
        assert_eq!(after, digest(&expected).await);
        assert_ne!(after, before);

        let third = ingest(&ombud, "generic", log, by_mapping(&right)).await;
        assert_eq!((third.corrected, third.duplicates), (0, all));
        let sources = ombud.find_sources().await.unwrap();
        let corrected: u64 = sources.iter().map(|source| source.corrected).sum();
        assert_eq!(corrected, all);

        let leaver = ombud.find_alerts(&AlertQuery::default()).await.unwrap();
        let leaver = leaver.first().unwrap().person.clone();
        let ground = ErasureGround::Ordered;
        let erased = ombud
            .erase(&console(), &leaver, ground, Depth::Everything)
            .await;
        erased.unwrap();
        let rest = count(&ombud, "source = 'generic'").await;
        assert_eq!(
            rows(&ombud).await,
            (2 * rest as u64, rest),
            "old rows of the erased person are gone too"
        );
        assert_eq!(rest, 4 * 3 * 48);
        digest(&ombud).await;
    });
}

#[test]
fn a_program_that_ends_before_it_has_computed_anew_does_so_when_it_opens() {
    run(async {
        let folder = TempDir::new().unwrap();
        let ombud = empty(&folder).await;
        let (wrong, right) = (mapping(WRONG), mapping(RIGHT));
        ingest(
            &ombud,
            "generic",
            fixture::lines(&log()),
            by_mapping(&wrong),
        )
        .await;
        ingest(
            &ombud,
            "generic",
            fixture::lines(&log()),
            by_mapping(&right),
        )
        .await;
        let expected = digest(&ombud).await;
        // As if the last transaction were the one that superseded: the insights of before, and the mark.
        let records = ombud.store().records();
        records
            .transaction(async |work| {
                work.replace_insights(ombud_store::records::Rebuilt::default())
                    .await?;
                work.put_value("computed-corrections", "0").await
            })
            .await
            .unwrap();
        ombud.close().await.unwrap();
        let ombud = opened(&folder.path().join("data")).await;
        assert_eq!(digest(&ombud).await, expected);
        let old = mapping(RIGHT);
        let again = ingest(&ombud, "generic", fixture::lines(&log()), by_mapping(&old)).await;
        assert_eq!(again.corrected, 0);
    });
}

/// Which part of the log comes, and whether an older reader reads it.
type Delivery = (usize, usize, bool);

#[test]
fn whatever_comes_in_whatever_order_the_newest_reader_counts() {
    let deliveries = prop::collection::vec((0..900usize, 1..600usize, any::<bool>()), 1..6);
    let config = ProptestConfig {
        cases: 6,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(
            &(deliveries, any::<prop::sample::Index>()),
            |(some, turn)| {
                run(deliver(some, turn));
                Ok(())
            },
        )
        .unwrap();
}

/// Everything comes once by the old and once by the new reader, and some parts in between, in two orders.
async fn deliver(some: Vec<Delivery>, turn: prop::sample::Index) {
    let (wrong, right) = (mapping(WRONG), mapping(RIGHT));
    let log = log();
    let mut all = some;
    all.extend([(0, log.len(), false), (0, log.len(), true)]);
    let mut turned = all.clone();
    turned.rotate_left(turn.index(all.len()));
    let mut outcomes = Vec::new();
    for order in [all, turned] {
        let folder = TempDir::new().unwrap();
        let ombud = empty(&folder).await;
        for (from, length, is_old) in order {
            let (mapping, number) = match is_old {
                true => (&wrong, 1),
                false => (&right, 2),
            };
            let part: Vec<Value> = log.iter().skip(from).take(length).cloned().collect();
            let how = Reading {
                reader: Some(ReaderVersion { number, mapping: 0 }),
                ..by_mapping(mapping)
            };
            if !part.is_empty() {
                ingest(&ombud, "generic", fixture::lines(&part), how).await;
            }
        }
        assert_eq!(count(&ombud, "source = 'generic'").await, log.len());
        assert_eq!(count(&ombud, "object = 'PC-0017'").await, 0);
        outcomes.push(digest(&ombud).await);
    }
    assert_eq!(outcomes.first(), outcomes.last());
}
