//! A small history of two segments, and the persons in it.

use std::sync::Arc;

use ombud_model::batch::{ActivityBatch, RedactedTexts};
use ombud_model::{
    Activity, Actor, Kind, LabelChange, Outcome, PersonId, Reach, ReaderVersion, SegmentId,
    Timestamp, Workload,
};
use ombud_query::{ActivityRow, HistoryReader, Limits, PseudonymLookup, QueryError, Whom};
use ombud_store::{Mode, NewSegment, SegmentMeta, Store, encode_segment};

pub(crate) struct People;

pub(crate) const AMBER: PersonId = PersonId(7);
pub(crate) const CORAL: PersonId = PersonId(u64::MAX >> 1);
/// Erased: has no pseudonym any more.
pub(crate) const GONE: PersonId = PersonId(11);

impl PseudonymLookup for People {
    fn pseudonym(&self, person: PersonId) -> Option<String> {
        match person {
            AMBER => Some("amber-otter-482".to_owned()),
            CORAL => Some("coral-heron-117".to_owned()),
            _ => None,
        }
    }

    fn person(&self, pseudonym: &str) -> Option<PersonId> {
        [AMBER, CORAL]
            .into_iter()
            .find(|&person| self.pseudonym(person).as_deref() == Some(pseudonym))
    }
}

pub(crate) struct Fixture {
    _dir: tempfile::TempDir,
    store: Store,
    pub(crate) segments: Vec<SegmentMeta>,
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn downloads() -> ActivityBatch {
    let mut batch = ActivityBatch::default();
    for (row, (time, person, name, size)) in [
        (
            "2026-03-01T08:00:00Z",
            Some(AMBER),
            "plan.docx",
            Some(1_000),
        ),
        ("2026-03-02T08:00:00Z", Some(AMBER), "prices.xlsx", None),
        ("2026-03-02T08:00:00Z", Some(GONE), "notes.txt", Some(5)),
        (
            "2026-03-03T23:30:00Z",
            Some(CORAL),
            "100%_done.pdf",
            Some(u64::MAX),
        ),
        ("2026-03-03T09:00:00Z", None, "sync.log", Some(0)),
    ]
    .into_iter()
    .enumerate()
    {
        let mut activity = Activity::new(
            at(time),
            row as u64,
            Actor::Person("x".into()),
            Kind::FileDownloaded,
            "FileDownloaded",
        );
        activity.workload = Workload::SharePoint;
        activity.size = size;
        let container = "https://corp.test/sites/rd/";
        batch.push(
            &activity,
            person,
            RedactedTexts {
                container,
                object: name,
                fragments: b"secret",
                ..RedactedTexts::default()
            },
        );
    }
    batch
}

fn mails() -> ActivityBatch {
    let mut batch = ActivityBatch::default();
    let mut mail = Activity::new(
        at("2026-03-04T10:00:00.250Z"),
        9,
        Actor::Person("x".into()),
        Kind::MailSent,
        "Send",
    );
    mail.workload = Workload::Exchange;
    mail.outcome = Outcome::Blocked;
    mail.target_domain = "rival.test".into();
    mail.reach = Reach::Outside;
    mail.label_change = LabelChange::Lowered;
    mail.label_before = "Secret".into();
    mail.items = 3;
    batch.push(
        &mail,
        Some(CORAL),
        RedactedTexts {
            object: "it's done",
            target: "⟨address⟩@rival.test",
            ..RedactedTexts::default()
        },
    );
    batch
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), Mode::Write).await.unwrap();
        let mut segments = Vec::new();
        for (id, source, batch) in [(1, "m365", downloads()), (2, "generic", mails())] {
            let new = NewSegment {
                id: SegmentId(id),
                source,
                created: at("2026-03-05T00:00:00Z"),
                reader: ReaderVersion::default(),
            };
            let mut rows: Vec<u32> = (0..batch.len() as u32).collect();
            rows.sort_by_key(|&row| {
                (
                    batch.person[row as usize].map_or(u64::MAX, |person| person.0),
                    batch.time[row as usize],
                )
            });
            let (meta, bytes) =
                encode_segment(new, &batch, &rows, &mut |_, plain| plain.to_vec()).unwrap();
            store.history().put_segment(&meta, bytes).await.unwrap();
            segments.push(meta);
        }
        Self {
            _dir: dir,
            store,
            segments,
        }
    }

    pub(crate) async fn ask(
        &self,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<ActivityRow>, QueryError> {
        self.ask_with(predicate, limit, Limits::default()).await
    }

    pub(crate) async fn ask_with(
        &self,
        predicate: &str,
        limit: usize,
        limits: Limits,
    ) -> Result<Vec<ActivityRow>, QueryError> {
        self.ask_of(&Whom::Everybody, predicate, limit, limits)
            .await
    }

    pub(crate) async fn ask_of(
        &self,
        whom: &Whom,
        predicate: &str,
        limit: usize,
        limits: Limits,
    ) -> Result<Vec<ActivityRow>, QueryError> {
        let (reader, people) = (
            HistoryReader::new(self.store.history().clone()),
            Arc::new(People),
        );
        ombud_query::activities(
            &reader,
            &self.segments,
            predicate,
            limit,
            people,
            whom,
            limits,
        )
        .await
    }

    /// Names of the objects that a predicate selects, in order.
    pub(crate) async fn objects(&self, predicate: &str) -> Vec<String> {
        let rows = self
            .ask(predicate, 100)
            .await
            .unwrap_or_else(|error| panic!("{predicate}: {error}"));
        rows.into_iter().map(|row| row.object).collect()
    }

    /// The message with which a predicate is refused.
    pub(crate) async fn refusal(&self, predicate: &str) -> String {
        match self.ask(predicate, 100).await {
            Err(error @ QueryError::Predicate(_)) => error.to_string(),
            other => panic!("{predicate}: {other:?}"),
        }
    }
}
