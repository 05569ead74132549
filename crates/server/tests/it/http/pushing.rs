//! Records pushed by a source.

use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use ombud_app::{Input, InputFrom, Reading};
use ombud_model::{Operation, ReaderVersion};
use ombud_tlog::Filter;
use serde_json::json;
use tokio::sync::oneshot;

use super::call::{Pieces, Silence, config, get};
use super::place::{HR, Place, downloads};
use crate::accounts::faults::Faults;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_counted_and_repeating_it_changes_nothing() {
    let place = Place::new().await;
    let (one, other) = (downloads("one", 1), downloads("other", 1));
    let batch = format!("{one}not json\n{other}");
    let at = format!("record 2, line 2, byte {}", one.len());
    let mut expected = json!({
        "read": 3, "accepted": 2, "duplicates": 0, "rejected": 1, "corrected": 0, "incomplete": 0,
        "rejects": [{"place": at, "reason": "line is not a JSON object"}], "replayed": false,
    });
    let first = place.push("k1", batch.clone()).send(&place.app).await;
    assert_eq!(first.json(), expected);
    expected["replayed"] = json!(true);
    let again = place.push("k1", batch).send(&place.app).await;
    assert_eq!(again.json(), expected);
    assert_eq!(place.read_of("m365").await, 3);
    let changed = place.push("k1", downloads("third", 1));
    changed.send(&place.app).await.problem(422);
    let elsewhere = place.push_hr("k1", HR).with("content-type", "text/csv");
    assert_eq!(elsewhere.send(&place.app).await.json()["accepted"], 1);
    assert_eq!(place.read_of("m365").await, 3);
}

/// The same record with other facts, as a mended reader reads it.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_corrects_what_an_older_reader_kept_is_counted_and_audited() {
    let place = Place::new().await;
    let ombud = &place.house.ombud;
    let kept = downloads("one", 3);
    let input = Input {
        name: "old".to_owned(),
        from: InputFrom::Stream(Box::new(std::io::Cursor::new(kept.clone()))),
    };
    let (number, mapping) = (0, 0);
    let older = Reading {
        reader: Some(ReaderVersion { number, mapping }),
        ..Reading::default()
    };
    let first = ombud.ingest("m365", vec![input], older, &|_| ()).await;
    assert_eq!(first.unwrap().accepted, 3);
    // One is told as before, two are told otherwise.
    let mended: Vec<&str> = kept.lines().collect();
    let mended = format!(
        "{}\n{}\n{}\n",
        mended[0],
        mended[1].replace("plan.docx", "plan.xlsx"),
        mended[2].replace("plan.docx", "plan.xlsx")
    );
    let answer = place.push("k", mended).send(&place.app).await.json();
    let counts = ["read", "accepted", "duplicates", "corrected", "rejected"];
    assert_eq!(
        counts.map(|name| answer[name].as_u64()),
        [3, 0, 1, 2, 0].map(Some)
    );
    let sources = get(&place.app, "/api/v1/sources").await.json();
    assert!(sources.to_string().contains("\"corrected\":2"), "{sources}");

    ombud.settle().await.unwrap();
    let of = Filter {
        operations: vec![Operation::Replay],
        ..Filter::default()
    };
    let entries = ombud.find_audit_entries(&of, 10).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|row| {
            (
                row.actor.as_str(),
                row.purpose.as_deref(),
                row.reason.as_deref(),
            )
        })
        .collect();
    let entry = (
        "job:correction",
        Some("correct-history"),
        Some("2 corrected records"),
    );
    assert_eq!(told.last(), Some(&entry), "{told:?}");
    assert!(ombud.replay(None).await.unwrap().equal_to_stored);
    ombud.settle().await.unwrap();
    let again = ombud.find_audit_entries(&of, 10).await.unwrap();
    assert_eq!(again.len(), entries.len(), "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn compressed_batches_are_read() {
    let place = Place::new().await;
    let batch = |name: &str| downloads(name, 1_000).into_bytes();
    let zstd = zstd::encode_all(batch("z").as_slice(), 3).unwrap();
    for (key, encoding, body) in [
        ("g", "gzip", gzip(&batch("g"))),
        ("z", "ZSTD", zstd),
        ("i", "identity", batch("i")),
    ] {
        let push = place.push(key, body).with("content-encoding", encoding);
        let answer = push.send(&place.app).await;
        assert_eq!(answer.json()["accepted"], 1_000, "{encoding}");
    }
    let push = place.push("b", downloads("b", 1));
    let push = push.with("content-encoding", "br");
    push.send(&place.app).await.problem(415);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_first_hundred_rejects_are_listed() {
    let place = Place::new().await;
    let batch = format!("{}{}", downloads("k", 1), "x\n".repeat(250));
    let answer = place.push("k", batch).send(&place.app).await.json();
    let listed = answer["rejects"].as_array().unwrap().len();
    assert_eq!((&answer["rejected"], listed), (&json!(250), 100));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_push_is_decided_by_the_token() {
    let place = Place::new().await;
    let app = &place.app;
    let push = || place.push("k", downloads("k", 1));
    let answer = push().without("authorization").send(app).await;
    answer.problem(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    for wrong in ["Bearer wrong", "Basic b21idWQ6"] {
        let push = push().with("authorization", wrong);
        push.send(app).await.problem(401);
    }
    push().to("hr").send(app).await.problem(403);
    push().to("nothing").send(app).await.problem(404);
    // Without a valid token nobody learns which sources there are.
    let stranger = push().to("nothing").with("authorization", "Bearer wrong");
    stranger.send(app).await.problem(401);
    assert_eq!(place.read_of("m365").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_must_be_right() {
    let place = Place::new().await;
    let app = &place.app;
    let push = || place.push("k", downloads("k", 1));
    push()
        .without("idempotency-key")
        .send(app)
        .await
        .problem(400);
    for key in ["", "two words", &"k".repeat(256)] {
        let push = push().with("idempotency-key", key);
        push.send(app).await.problem(400);
    }
    let longest = push().with("idempotency-key", &"k".repeat(255));
    assert_eq!(longest.send(app).await.status, 200);
    push().without("content-type").send(app).await.problem(415);
    for name in ["application/x-www-form-urlencoded", "text/plain"] {
        let push = push().with("content-type", name);
        push.send(app).await.problem(415);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn json_and_tables_are_taken_under_their_names() {
    let place = Place::new().await;
    for (key, name) in [
        "application/json; charset=utf-8",
        "application/jsonl",
        "text/csv",
        "Text/CSV",
        "text/csv;charset=utf-8",
        "text/csv; header=present; charset=\"UTF-8\"",
        "text/csv; charset = windows-1252",
    ]
    .into_iter()
    .enumerate()
    {
        // What a body is, is found by looking.
        let (records, table) = (
            place.push(&format!("k{key}"), downloads("k", 1)),
            place.push_hr(&format!("k{key}"), HR),
        );
        for push in [records, table] {
            let answer = push.with("content-type", name).send(&place.app).await;
            assert_eq!(answer.json()["read"], 1, "{name}");
        }
    }
    for name in [
        "text/csv; charset=shift_jis",
        "text/csv; charset=",
        "text/csv2",
        "text",
        "application/json, text/csv",
    ] {
        let push = place.push("k", downloads("k", 1));
        let push = push.with("content-type", name);
        push.send(&place.app).await.problem(415);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused_and_leaves_nothing() {
    let place = Place::new().await;
    let mut small = config();
    (small.limits.push_bytes, small.limits.push_decoded_bytes) = (5_000, 100_000);
    let app = place.app_with(small);
    let record = downloads("k", 1);
    let too_many = downloads("k", 20);
    assert!(record.len() < 5_000 && too_many.len() > 5_000);
    let told = "the body is larger than 5000 bytes: send smaller batches";
    let announced = place.push("k", too_many);
    let announced = announced.with("content-length", "6000").send(&app).await;
    assert_eq!(announced.problem(413).detail, told);
    let pieces = (0..20).map(|_| Ok(Bytes::from(record.clone())));
    let unannounced = place.push("k", Pieces::body(pieces)).send(&app).await;
    assert_eq!(unannounced.problem(413).detail, told);
    let bomb = gzip(record.repeat(300).as_bytes());
    assert!(bomb.len() < 5_000 && record.len() * 300 > 100_000);
    let bomb = place.push("k", bomb).with("content-encoding", "gzip");
    assert_eq!(
        bomb.send(&app).await.problem(413).detail,
        "the body is larger than 100000 bytes when decompressed: send smaller batches"
    );
    assert_eq!(place.read_of("m365").await, 0);
    let fitting = place.push("k", record).send(&app).await.json();
    assert_eq!(
        (&fitting["accepted"], &fitting["replayed"]),
        (&json!(1), &json!(false))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_batch_is_not_a_batch() {
    let place = Place::new().await;
    let cut = Pieces::body([
        Ok(Bytes::from(downloads("k", 2))),
        Err(std::io::Error::other("reset")),
    ]);
    assert_eq!(
        place
            .push("k", cut)
            .send(&place.app)
            .await
            .problem(400)
            .detail,
        "the body was cut off: nothing was taken in"
    );
    let whole = gzip(downloads("k", 1_000).as_bytes());
    let told = "the body is not what `Content-Encoding` says: nothing was taken in";
    let plain = downloads("k", 1).into_bytes();
    for body in [whole[..whole.len() / 2].to_vec(), plain] {
        for encoding in ["gzip", "zstd"] {
            let push = place.push("k", body.clone());
            let answer = push.with("content-encoding", encoding).send(&place.app);
            assert_eq!(answer.await.problem(400).detail, told);
        }
    }
    assert_eq!(place.read_of("m365").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_sender_is_not_waited_for() {
    let place = Place::new().await;
    let mut short = config();
    short.limits.push_silence = Duration::ZERO;
    let silent = place.push("k", Body::new(Silence::default()));
    let answer = silent.send(&place.app_with(short)).await;
    assert_eq!(
        answer.problem(408).detail,
        "the body did not arrive in time: nothing was taken in"
    );
}

/// Some bytes at once and then nothing more: whoever sends so must have a rate that the server minds.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_arrives_too_slowly_is_refused_and_one_that_is_there_is_not() {
    let place = Place::new().await;
    let mut fast = config();
    fast.limits.push_grace = Duration::ZERO;
    fast.limits.push_rate = std::num::NonZeroU64::MAX;
    let app = place.app_with(fast);
    let begun = Silence(Some(Bytes::from(downloads("slow", 1))));
    let answer = place.push("slow", Body::new(begun)).send(&app).await;
    assert_eq!(
        answer.problem(408).detail,
        "the body did not arrive in time: nothing was taken in"
    );
    assert_eq!(place.read_of("m365").await, 0);
    let whole = place.push("fast", downloads("fast", 1)).send(&app).await;
    assert_eq!(whole.json()["accepted"], 1);
}

/// A body that tells when it is asked for: from then on its push is under way.
struct Telling {
    asked: Option<oneshot::Sender<()>>,
    text: Option<Bytes>,
}

impl Telling {
    fn body(text: impl Into<Bytes>) -> (Body, oneshot::Receiver<()>) {
        let (asked, is_asked) = oneshot::channel();
        let telling = Self {
            asked: Some(asked),
            text: Some(text.into()),
        };
        (Body::new(telling), is_asked)
    }
}

impl HttpBody for Telling {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(asked) = self.asked.take() {
            let _ = asked.send(());
        }
        Poll::Ready(self.text.take().map(|text| Ok(Frame::data(text))))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_push_too_many_is_told_to_come_back_and_other_sources_are_not() {
    let log = Faults::default();
    let place = Place::over(&log).await;
    let mut one = config();
    one.limits.pushes = 1;
    let app = place.app_with(one);
    // The first push is received and waits for its record in the audit log.
    let mut paused = log.pause();
    let first = tokio::spawn({
        let (app, push) = (app.clone(), place.push("first", downloads("first", 1)));
        async move { push.send(&app).await.status }
    });
    paused.reached().await;
    // Whoever is refused is told so at once; nobody asks for the body.
    let (body, is_asked) = Telling::body(downloads("k", 1));
    let answer = tokio::select! {
        answer = place.push("k", body).send(&app) => answer,
        Ok(()) = is_asked => panic!("a second push is under way"),
    };
    answer.problem(503);
    assert_eq!(answer.header("retry-after"), "5");
    let (body, is_asked) = Telling::body(HR);
    let other = tokio::spawn({
        let (app, push) = (app.clone(), place.push_hr("k", body));
        async move { push.send(&app).await.status }
    });
    is_asked.await.unwrap();
    drop(paused);
    assert_eq!(other.await.unwrap(), 200);
    assert_eq!(first.await.unwrap(), 200);
    let next = place.push("k", downloads("k", 1)).send(&app).await;
    assert_eq!(next.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_behind_the_interface_tells_nothing() {
    let place = Place::new().await;
    let push = |key: &str| place.push(key, downloads(key, 1));
    place.block_history();
    push("fail").send(&place.app).await.problem(500);
    place.house.break_clock();
    push("panic").send(&place.app).await.problem(500);
}
