//! Segments: what goes in comes out, sealed where it must be, small, and refused where it is not a segment.

use std::collections::BTreeSet;

use bytes::Bytes;
use ombud_model::batch::{ActivityBatch, RedactedTexts};
use ombud_model::{
    Activity, ActivityView, Actor, Kind, LabelChange, Outcome, PersonId, Reach, ReaderVersion,
    SegmentId, Severity, Timestamp, Workload,
};
use ombud_store::{
    HistoryError, Mode, NewSegment, Segment, SegmentMeta, Store, StoreError, encode_segment,
};
use proptest::prelude::*;

use crate::sample;

const NEW: NewSegment<'static> = NewSegment {
    id: SegmentId(0x5e6),
    source: "m365",
    created: Timestamp::MAX,
    reader: ReaderVersion {
        number: 3,
        mapping: u64::MAX,
    },
};

fn flip(plain: &[u8]) -> Vec<u8> {
    plain.iter().map(|byte| byte ^ 0xff).collect()
}

fn encode(batch: &ActivityBatch, rows: &[u32]) -> Result<(SegmentMeta, Bytes), HistoryError> {
    encode_segment(NEW, batch, rows, &mut |_, plain| flip(plain))
}

fn order(batch: &ActivityBatch) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..batch.len() as u32).collect();
    rows.sort_by_key(|&row| {
        let row = row as usize;
        (
            batch.person[row].is_none(),
            batch.person[row],
            batch.time[row],
            batch.key[row],
        )
    });
    rows
}

/// What a person's sealed bytes must open to: every row's fragments behind their length.
fn fragments<'a>(batch: &ActivityBatch, rows: impl Iterator<Item = &'a u32>) -> Vec<u8> {
    let mut plain = Vec::new();
    for &row in rows {
        let fragment = batch.fragments.get(row as usize);
        assert!(fragment.len() < 128);
        plain.push(fragment.len() as u8);
        plain.extend_from_slice(fragment);
    }
    plain
}

fn text(view: ActivityView<'_>) -> String {
    format!("{view:?}")
}

fn assert_round_trip(batch: &ActivityBatch) {
    let rows = order(batch);
    let (meta, bytes) = encode(batch, &rows).unwrap();
    assert_eq!(
        (meta.rows, meta.bytes),
        (rows.len() as u64, bytes.len() as u64)
    );
    let (mut seen, mut sealed_persons) = (0, Vec::new());
    Segment::new(bytes)
        .for_each(|view, sealed| {
            assert_eq!(
                text(view),
                text(batch.view(rows[seen] as usize).unwrap()),
                "row {seen}"
            );
            if let Some(sealed) = sealed {
                let person = view.person.expect("only persons have sealed fragments");
                let own = rows
                    .iter()
                    .filter(|&&row| batch.person[row as usize] == Some(person));
                assert_eq!(flip(sealed), fragments(batch, own));
                sealed_persons.push(person);
            }
            seen += 1;
        })
        .unwrap();
    assert_eq!(seen, rows.len());
    let mut with_fragments: Vec<PersonId> = rows
        .iter()
        .filter(|&&row| !batch.fragments.get(row as usize).is_empty())
        .filter_map(|&row| batch.person[row as usize])
        .collect();
    with_fragments.dedup();
    assert_eq!(
        sealed_persons, with_fragments,
        "each person with fragments is sealed once, on the first row"
    );
    let times = rows.iter().map(|&row| batch.time[row as usize]);
    assert_eq!(Some(meta.min_time.millis()), times.clone().min());
    assert_eq!(Some(meta.max_time.millis()), times.max());
}

prop_compose! {
    fn short()(text in prop_oneof![Just(String::new()), "[a-c]{1,2}", "\\PC{0,12}"]) -> String { text }
}

prop_compose! {
    fn one_of_all()(codes in any::<[u8; 6]>()) -> (Kind, Workload, Outcome, Reach, LabelChange, Severity) {
        fn pick<T: Copy>(all: &[T], code: u8) -> T { all[code as usize % all.len()] }
        (
            pick(Kind::ALL, codes[0]), pick(Workload::ALL, codes[1]), pick(Outcome::ALL, codes[2]),
            pick(Reach::ALL, codes[3]), pick(LabelChange::ALL, codes[4]), pick(Severity::ALL, codes[5]),
        )
    }
}

type Row = (
    (i64, u64, Option<u64>),
    (Kind, Workload, Outcome, Reach, LabelChange, Severity),
    (Option<u64>, u64, u32),
    Vec<String>,
    Vec<u8>,
);

fn row() -> impl Strategy<Value = Row> {
    (
        (
            Timestamp::MIN.millis()..=Timestamp::MAX.millis(),
            any::<u64>(),
            prop::option::of(0u64..4),
        ),
        one_of_all(),
        (
            any::<Option<u64>>(),
            prop_oneof![Just(0), any::<u64>()],
            any::<u32>(),
        ),
        prop::collection::vec(short(), 11),
        prop::collection::vec(any::<u8>(), 0..20),
    )
}

fn build(rows: &[Row]) -> ActivityBatch {
    let mut batch = ActivityBatch::default();
    for (
        (time, key, person),
        (kind, workload, outcome, reach, label_change, severity),
        numbers,
        texts,
        fragments,
    ) in rows
    {
        let time = Timestamp::from_millis(*time).unwrap();
        let mut activity = Activity::new(
            time,
            *key,
            Actor::Person("nobody".into()),
            *kind,
            texts[0].as_str(),
        );
        (activity.workload, activity.outcome, activity.reach) = (*workload, *outcome, *reach);
        (activity.label_change, activity.severity) = (*label_change, *severity);
        (activity.size, activity.object_id, activity.items) = *numbers;
        activity.extension = texts[1].as_str().into();
        activity.target_domain = texts[2].as_str().into();
        activity.label_before = texts[3].as_str().into();
        activity.label_after = texts[4].as_str().into();
        activity.sensitive_types = texts[5].as_str().into();
        activity.incomplete = texts[6].clone().into();
        let redacted = RedactedTexts {
            container: &texts[6],
            object: &texts[7],
            target: &texts[8],
            detail: &texts[9],
            fragments,
        };
        let spread = |person: u64| PersonId(person * (u64::MAX >> 3));
        batch.push(&activity, person.map(spread), redacted);
    }
    batch
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_row_comes_back(rows in prop::collection::vec(row(), 1..60)) {
        assert_round_trip(&build(&rows));
    }
}

#[test]
fn a_segment_longer_than_a_slice_comes_back() {
    let (batch, rows) = sample::batch(40_000, 300, 30, 3);
    assert_eq!(rows, order(&batch));
    let (meta, bytes) = encode(&batch, &rows).unwrap();
    let (mut seen, mut sealed) = (0, 0);
    Segment::new(bytes)
        .for_each(|view, cipher| {
            assert_eq!(text(view), text(batch.view(rows[seen] as usize).unwrap()));
            sealed += usize::from(cipher.is_some());
            seen += 1;
        })
        .unwrap();
    let mut persons = batch.person.clone();
    persons.sort_unstable();
    persons.dedup();
    assert_eq!((seen as u64, sealed), (meta.rows, persons.len()));
}

#[test]
fn rows_are_checked() {
    let (batch, rows) = sample::batch(100, 7, 2, 4);
    assert!(matches!(encode(&batch, &[]), Err(HistoryError::Empty)));
    assert!(matches!(
        encode(&batch, &[100]),
        Err(HistoryError::NoSuchRow(100))
    ));
    let backwards: Vec<u32> = rows.iter().rev().copied().collect();
    assert!(matches!(
        encode(&batch, &backwards),
        Err(HistoryError::NotSorted)
    ));
}

#[test]
fn services_come_last_and_are_not_sealed() {
    let text = || vec!["a".to_owned(); 11];
    let kinds = (
        Kind::SignedIn,
        Workload::Directory,
        Outcome::Done,
        Reach::None,
        LabelChange::None,
        Severity::None,
    );
    let time = Timestamp::MIN.millis();
    let row = |person, key| {
        (
            (time, key, person),
            kinds,
            (None, 0, 1),
            text(),
            vec![1, 2, 3],
        )
    };
    let batch = build(&[row(None, 1), row(Some(1), 2)]);
    let (_, bytes) = encode(&batch, &[1, 0]).unwrap();
    let mut sealed = Vec::new();
    Segment::new(bytes)
        .for_each(|view, cipher| sealed.push((view.key, cipher.map(flip))))
        .unwrap();
    assert_eq!(sealed, [(2, Some(vec![3, 1, 2, 3])), (1, None)]);
    assert!(matches!(
        encode(&batch, &[0, 1]),
        Err(HistoryError::NotSorted)
    ));
}

#[test]
fn a_row_costs_few_bytes() {
    let (batch, rows) = sample::batch(60_000, 1_000, 90, 5);
    let (meta, _) = encode_segment(NEW, &batch, &rows, &mut |_, _| Vec::new()).unwrap();
    let per_row = meta.bytes as f64 / rows.len() as f64;
    // Of these, 8 are the key and about 6.5 the object's id: hashes, which do not compress.
    assert!(
        per_row < 34.0,
        "{per_row:.1} bytes a row without sealed fragments"
    );
}

#[test]
fn columns_that_say_nothing_cost_nothing() {
    let kinds = (
        Kind::SignedIn,
        Workload::Directory,
        Outcome::Done,
        Reach::None,
        LabelChange::None,
        Severity::None,
    );
    let rows: Vec<Row> = (0..20_000)
        .map(|row| {
            (
                (Timestamp::MIN.millis() + row, 7, Some(1)),
                kinds,
                (None, 0, 1),
                vec![String::new(); 11],
                Vec::new(),
            )
        })
        .collect();
    let batch = build(&rows);
    let (meta, _) = encode(&batch, &order(&batch)).unwrap();
    // The key is not compressed; everything else together stays below one bit a row.
    assert!(meta.bytes < 20_000 * 8 + 8_000, "{} bytes", meta.bytes);
}

#[tokio::test]
async fn segments_are_put_read_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let (batch, rows) = sample::batch(30_000, 500, 20, 6);
    let (meta, bytes) = encode(&batch, &rows).unwrap();
    let history = store.history();
    history.put_segment(&meta, bytes.clone()).await.unwrap();
    let again = history
        .put_segment(&meta, Bytes::from_static(b"other"))
        .await;
    assert!(
        matches!(
            again,
            Err(StoreError::History(HistoryError::Objects { .. }))
        ),
        "{again:?}"
    );
    assert_eq!(std::fs::read(dir.path().join(&meta.path)).unwrap(), bytes);

    let mut seen = 0;
    history
        .read_segment(&meta)
        .await
        .unwrap()
        .for_each(|_, _| seen += 1)
        .unwrap();
    assert_eq!(seen, rows.len());
    let (times, keys) = history.read_keys(&meta).await.unwrap();
    assert!(
        times
            .iter()
            .eq(rows.iter().map(|&row| &batch.time[row as usize]))
    );
    assert!(
        keys.iter()
            .eq(rows.iter().map(|&row| &batch.key[row as usize]))
    );
    let persons: BTreeSet<PersonId> = batch.person.iter().flatten().copied().collect();
    assert!(persons.len() > 100);
    for person in &persons {
        assert!(history.has_person(&meta, *person).await.unwrap());
    }
    for person in [PersonId(0), PersonId(u64::MAX), PersonId(1 << 60)] {
        let has = history.has_person(&meta, person).await.unwrap();
        assert_eq!(has, persons.contains(&person));
    }

    history.remove_segment(&meta).await.unwrap();
    history.remove_segment(&meta).await.unwrap();
    assert!(history.read_segment(&meta).await.is_err());
    assert!(history.has_person(&meta, PersonId(0)).await.is_err());
}

#[tokio::test]
async fn keys_of_a_small_segment_are_read_from_its_tail() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let (batch, rows) = sample::batch(3, 2, 1, 7);
    let (meta, bytes) = encode(&batch, &rows).unwrap();
    store.history().put_segment(&meta, bytes).await.unwrap();
    let (times, keys) = store.history().read_keys(&meta).await.unwrap();
    assert_eq!((times.len(), keys.len()), (3, 3));
}

#[test]
fn what_is_not_a_segment_is_refused() {
    let read = |bytes: &'static [u8]| Segment::new(Bytes::from_static(bytes)).for_each(|_, _| ());
    assert!(matches!(read(b""), Err(HistoryError::Reading(_))));
    assert!(matches!(
        read(b"PAR1 not parquet PAR1"),
        Err(HistoryError::Reading(_))
    ));
    let (batch, rows) = sample::batch(50, 5, 2, 8);
    let (_, bytes) = encode(&batch, &rows).unwrap();
    for cut in [1, 8, bytes.len() / 2, bytes.len() - 4] {
        assert!(
            Segment::new(bytes.slice(..bytes.len() - cut))
                .for_each(|_, _| ())
                .is_err(),
            "cut by {cut}"
        );
    }
}

#[tokio::test]
async fn an_altered_segment_is_never_read() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let (batch, rows) = sample::batch(40, 5, 2, 9);
    let (meta, bytes) = encode(&batch, &rows).unwrap();
    store
        .history()
        .put_segment(&meta, bytes.clone())
        .await
        .unwrap();
    let file = dir.path().join(&meta.path);
    for at in (0..bytes.len()).step_by(37) {
        let mut altered = bytes.to_vec();
        altered[at] ^= 1 << (at % 8);
        std::fs::write(&file, &altered).unwrap();
        let read = store.history().read_segment(&meta).await;
        assert!(
            matches!(read, Err(StoreError::History(HistoryError::Altered(_)))),
            "byte {at}"
        );
        // Columns are fetched in parts, which no digest covers: other values are possible, a crash is not.
        let _ = store.history().has_person(&meta, PersonId(1)).await;
        if let Ok((times, keys)) = store.history().read_keys(&meta).await {
            assert_eq!(
                (times.len(), keys.len()),
                (rows.len(), rows.len()),
                "byte {at}"
            );
        }
    }
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(store.history().read_segment(&meta).await.is_err());
    assert!(store.history().read_keys(&meta).await.is_err());
}
