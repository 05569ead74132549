//! Records pushed by a source.

use std::io::Write;
use std::time::Duration;

use axum::body::{Body, Bytes};
use serde_json::json;

use super::call::{Pieces, PushRequest, Silence, app, app_with, config};
use super::memory::{Memory, OTHER_TOKEN, shared};

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_batch_is_counted_and_repeating_it_changes_nothing() {
    let memory = shared(Memory::default());
    let app = app_with(&memory, config());
    let batch = "{\"a\":1}\nnot json\n{\"a\":2}\n";
    let mut expected = json!({
        "read": 3, "accepted": 2, "duplicates": 0, "rejected": 1,
        "rejects": [{"place": "record 2", "reason": "not JSON"}], "replayed": false,
    });
    assert_eq!(
        PushRequest::new("k1", batch).send(&app).await.json(),
        expected
    );
    expected["replayed"] = json!(true);
    assert_eq!(
        PushRequest::new("k1", batch).send(&app).await.json(),
        expected
    );
    assert_eq!(memory.committed.lock().unwrap().len(), 3);
    PushRequest::new("k1", "{\"a\":3}\n")
        .send(&app)
        .await
        .problem(422);
    assert_eq!(
        PushRequest::new("k1", "{\"a\":3}\n")
            .to("hr")
            .with("authorization", &format!("bearer {OTHER_TOKEN}"))
            .send(&app)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn compressed_batches_are_read() {
    let memory = shared(Memory::default());
    let app = app_with(&memory, config());
    let batch = "{\"a\":1}\n".repeat(10_000);
    let zstd = zstd::encode_all(batch.as_bytes(), 3).unwrap();
    for (key, encoding, body) in [
        ("g", "gzip", gzip(batch.as_bytes())),
        ("z", "ZSTD", zstd),
        ("i", "identity", batch.into_bytes()),
    ] {
        let answer = PushRequest::new(key, body)
            .with("content-encoding", encoding)
            .send(&app)
            .await;
        assert_eq!(answer.json()["accepted"], 10_000, "{encoding}");
    }
    PushRequest::new("b", "{}")
        .with("content-encoding", "br")
        .send(&app)
        .await
        .problem(415);
}

#[tokio::test]
async fn only_the_first_hundred_rejects_are_listed() {
    let answer = PushRequest::new("k", "x\n".repeat(250))
        .send(&app(Memory::default()))
        .await
        .json();
    assert_eq!(
        (
            &answer["rejected"],
            answer["rejects"].as_array().unwrap().len()
        ),
        (&json!(250), 100)
    );
}

#[tokio::test]
async fn who_may_push_is_decided_by_the_token() {
    let app = app(Memory::default());
    let push = || PushRequest::new("k", "{}");
    let answer = push().without("authorization").send(&app).await;
    answer.problem(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    push()
        .with("authorization", "Bearer wrong")
        .send(&app)
        .await
        .problem(401);
    push()
        .with("authorization", "Basic b21idWQ6")
        .send(&app)
        .await
        .problem(401);
    push().to("hr").send(&app).await.problem(403);
    push().to("nothing").send(&app).await.problem(404);
    // Without a valid token nobody learns which sources there are.
    push()
        .to("nothing")
        .with("authorization", "Bearer wrong")
        .send(&app)
        .await
        .problem(401);
}

#[tokio::test]
async fn the_head_must_be_right() {
    let app = app(Memory::default());
    let push = || PushRequest::new("k", "{}");
    push()
        .without("idempotency-key")
        .send(&app)
        .await
        .problem(400);
    for key in ["", "two words", &"k".repeat(256)] {
        push()
            .with("idempotency-key", key)
            .send(&app)
            .await
            .problem(400);
    }
    assert_eq!(
        push()
            .with("idempotency-key", &"k".repeat(255))
            .send(&app)
            .await
            .status,
        200
    );
    push().without("content-type").send(&app).await.problem(415);
    push()
        .with("content-type", "application/x-www-form-urlencoded")
        .send(&app)
        .await
        .problem(415);
    push()
        .with("content-type", "text/plain")
        .send(&app)
        .await
        .problem(415);
}

#[tokio::test]
async fn json_and_tables_are_taken_under_their_names() {
    let app = app(Memory::default());
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
        let answer = PushRequest::new(&format!("k{key}"), "{}")
            .with("content-type", name)
            .send(&app)
            .await;
        assert_eq!(answer.status, 200, "{name}");
    }
    for name in [
        "text/csv; charset=shift_jis",
        "text/csv; charset=",
        "text/csv2",
        "text",
        "application/json, text/csv",
    ] {
        PushRequest::new("k", "{}")
            .with("content-type", name)
            .send(&app)
            .await
            .problem(415);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_leaves_nothing() {
    let memory = shared(Memory::default());
    let mut small = config();
    (small.limits.push_bytes, small.limits.push_decoded_bytes) = (5_000, 100_000);
    let app = app_with(&memory, small);
    let told = "the body is larger than 5000 bytes: send smaller batches";
    let announced = PushRequest::new("k", "{}\n".repeat(2_000))
        .with("content-length", "6000")
        .send(&app)
        .await;
    assert_eq!(announced.problem(413).detail, told);
    let pieces = (0..2_000).map(|_| Ok(Bytes::from_static(b"{}\n")));
    assert_eq!(
        PushRequest::new("k", Pieces::body(pieces))
            .send(&app)
            .await
            .problem(413)
            .detail,
        told
    );
    let bomb = gzip("{}\n".repeat(100_000).as_bytes());
    assert!(bomb.len() < 5_000);
    let told = PushRequest::new("k", bomb)
        .with("content-encoding", "gzip")
        .send(&app)
        .await
        .problem(413)
        .detail;
    assert_eq!(
        told,
        "the body is larger than 100000 bytes when decompressed: send smaller batches"
    );
    assert!(memory.committed.lock().unwrap().is_empty());
    assert_eq!(
        PushRequest::new("k", "{}\n").send(&app).await.json()["replayed"],
        false
    );
}

#[tokio::test]
async fn half_a_batch_is_not_a_batch() {
    let memory = shared(Memory::default());
    let app = app_with(&memory, config());
    let cut = Pieces::body([
        Ok(Bytes::from_static(b"{}\n{}\n")),
        Err(std::io::Error::other("reset")),
    ]);
    assert_eq!(
        PushRequest::new("k", cut)
            .send(&app)
            .await
            .problem(400)
            .detail,
        "the body was cut off: nothing was taken in"
    );
    let whole = gzip("{}\n".repeat(1_000).as_bytes());
    let told = "the body is not what `Content-Encoding` says: nothing was taken in";
    for body in [whole[..whole.len() / 2].to_vec(), b"plain text".to_vec()] {
        for encoding in ["gzip", "zstd"] {
            let answer = PushRequest::new("k", body.clone())
                .with("content-encoding", encoding)
                .send(&app)
                .await;
            assert_eq!(answer.problem(400).detail, told);
        }
    }
    assert!(memory.committed.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_silent_sender_is_not_waited_for() {
    let mut short = config();
    short.limits.push_silence = Duration::ZERO;
    let app = app_with(&shared(Memory::default()), short);
    let answer = PushRequest::new("k", Body::new(Silence::default()))
        .send(&app)
        .await;
    assert_eq!(
        answer.problem(408).detail,
        "the body did not arrive in time: nothing was taken in"
    );
}

/// One byte at once and then nothing more: whoever sends so must have a rate that the server minds.
#[tokio::test]
async fn a_body_that_arrives_too_slowly_is_refused_and_one_that_is_there_is_not() {
    let mut fast = config();
    fast.limits.push_grace = Duration::ZERO;
    fast.limits.push_rate = std::num::NonZeroU64::MAX;
    let memory = shared(Memory::default());
    let app = app_with(&memory, fast);
    let answer = PushRequest::new("slow", Body::new(Silence(Some(Bytes::from_static(b"{")))))
        .send(&app)
        .await;
    assert_eq!(
        answer.problem(408).detail,
        "the body did not arrive in time: nothing was taken in"
    );
    assert!(memory.committed.lock().unwrap().is_empty());
    let whole = PushRequest::new("fast", "{}\n").send(&app).await;
    assert_eq!(whole.json()["accepted"], 1);
}

#[tokio::test]
async fn one_push_too_many_is_told_to_come_back_and_other_sources_are_not() {
    let memory = shared(Memory::default());
    let mut one = config();
    one.limits.pushes = 1;
    let app = app_with(&memory, one);
    let held = tokio::spawn({
        let app = app.clone();
        async move { PushRequest::new("hold", "{}\n").send(&app).await.status }
    });
    memory.begun.notified().await;
    let answer = PushRequest::new("k", "{}\n").send(&app).await;
    answer.problem(503);
    assert_eq!(answer.header("retry-after"), "5");
    let other = PushRequest::new("k", "{}\n")
        .to("hr")
        .with("authorization", &format!("bearer {OTHER_TOKEN}"));
    assert_eq!(other.send(&app).await.status, 200);
    memory.hold.notify_one();
    assert_eq!(held.await.unwrap(), 200);
    assert_eq!(PushRequest::new("k2", "{}\n").send(&app).await.status, 200);
}

#[tokio::test]
async fn a_fault_behind_the_port_tells_nothing() {
    let app = app(Memory::default());
    PushRequest::new("fail", "{}").send(&app).await.problem(500);
    PushRequest::new("panic", "{}")
        .send(&app)
        .await
        .problem(500);
}
