//! Predicates: whatever the text, it is answered or refused, and history is never blamed. The test
//! `arbitrary_predicates_are_answered_or_refused` does the same with text that is mostly well-formed.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use ombud_model::batch::{ActivityBatch, RedactedTexts};
use ombud_model::{Activity, Actor, Kind, PersonId, SegmentId, Timestamp};
use ombud_query::{Limits, PseudonymLookup, QueryError, Whom};
use ombud_store::{Mode, NewSegment, SegmentMeta, Store, encode_segment};
use tokio::runtime::{Builder, Runtime};

struct OnePerson;

impl PseudonymLookup for OnePerson {
    fn pseudonym(&self, person: PersonId) -> Option<String> {
        (person == PersonId(7)).then(|| "amber-otter-482".to_owned())
    }

    fn person(&self, pseudonym: &str) -> Option<PersonId> {
        (pseudonym == "amber-otter-482").then_some(PersonId(7))
    }
}

/// One segment of three rows, made once.
struct History {
    runtime: Runtime,
    _folder: tempfile::TempDir,
    store: Store,
    segment: SegmentMeta,
}

static HISTORY: LazyLock<History> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = runtime.block_on(Store::open(folder.path(), Mode::Write)).unwrap();
    let mut batch = ActivityBatch::default();
    for (row, object) in ["", "plan.docx", "100%_done.pdf"].into_iter().enumerate() {
        let actor = Actor::Person("x".into());
        let at = Timestamp::from_millis(1_772_000_000_000 + row as i64).unwrap();
        let mut activity = Activity::new(at, row as u64, actor, Kind::FileDownloaded, "FileDownloaded");
        activity.size = [None, Some(0), Some(u64::MAX)][row];
        let texts = RedactedTexts { object, ..RedactedTexts::default() };
        batch.push(&activity, Some(PersonId(7)), texts);
    }
    let created = Timestamp::from_millis(1_773_000_000_000).unwrap();
    let new = NewSegment { id: SegmentId(1), source: "m365", created };
    let (segment, bytes) = encode_segment(new, &batch, &[0, 1, 2], &mut |_, plain| plain.to_vec()).unwrap();
    runtime.block_on(store.history().put_segment(&segment, bytes)).unwrap();
    History { runtime, _folder: folder, store, segment }
});

fuzz_target!(|text: &str| {
    let History { runtime, store, segment, .. } = &*HISTORY;
    let segments = std::slice::from_ref(segment);
    let (people, limits) = (Arc::new(OnePerson), Limits::default());
    let asked = ombud_query::activities(store.history(), segments, text, 2, people, &Whom::Everybody, limits);
    match runtime.block_on(asked) {
        Ok(rows) => assert!(rows.len() <= 2),
        Err(QueryError::Predicate(told)) => assert!(!told.is_empty() && !told.contains('\n')),
        Err(QueryError::TooCostly { .. }) => {}
        Err(QueryError::History(error)) => panic!("history is blamed: {error}"),
    }
});
