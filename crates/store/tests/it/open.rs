//! Opening a data directory: one writer, private files, crash leftovers, versions.

use std::path::Path;

use ombud_model::{ReaderVersion, SegmentId, Timestamp};
use ombud_store::records::{BatchCommit, SegmentCommit};
use ombud_store::{Mode, NewSegment, Store, StoreError, encode_segment};
use sea_orm::{ConnectionTrait, Database};

use crate::sample;

fn segment(id: u128) -> (ombud_store::SegmentMeta, bytes::Bytes) {
    let (batch, rows) = sample::batch(20, 3, 1, id as u64);
    let new = NewSegment {
        id: SegmentId(id),
        source: "m365",
        created: Timestamp::MIN,
        reader: ReaderVersion::default(),
    };
    encode_segment(new, &batch, &rows, &mut |_, plain| plain.to_vec()).unwrap()
}

async fn tamper(dir: &Path, sql: &str) {
    let url = format!("sqlite:{}", dir.join("records.sqlite").display());
    let connection = Database::connect(url).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn there_is_one_writer_and_any_number_of_readers() {
    let dir = tempfile::tempdir().unwrap();
    let writer = Store::open(dir.path(), Mode::Write).await.unwrap();
    let second = Store::open(dir.path(), Mode::Write).await.unwrap_err();
    assert!(matches!(second, StoreError::Locked { .. }), "{second}");
    assert!(
        second
            .to_string()
            .starts_with("another ombud is writing to"),
        "{second}"
    );

    let reader = Store::open(dir.path(), Mode::Read).await.unwrap();
    alone!(writer.records(), put_value("a.b", "seen")).unwrap();
    assert_eq!(
        reader.records().value("a.b").await.unwrap().as_deref(),
        Some("seen")
    );
    let refused = alone!(reader.records(), put_value("a.b", "no")).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
    let (meta, bytes) = segment(1);
    assert!(matches!(
        reader.history().put_segment(&meta, bytes).await,
        Err(StoreError::ReadOnly { .. })
    ));

    writer.close().await.unwrap();
    let next = Store::open(dir.path(), Mode::Write).await.unwrap();
    assert_eq!(
        next.records().value("a.b").await.unwrap().as_deref(),
        Some("seen")
    );
}

#[tokio::test]
async fn reading_what_is_not_there_creates_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("none");
    assert!(matches!(
        Store::open(&path, Mode::Read).await,
        Err(StoreError::Absent { .. })
    ));
    assert!(!path.exists());
}

#[tokio::test]
async fn reading_an_older_schema_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("records.sqlite"), b"").unwrap();
    let error = Store::open(dir.path(), Mode::Read).await.unwrap_err();
    assert!(matches!(error, StoreError::Outdated { .. }), "{error}");
    Store::open(dir.path(), Mode::Write)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    Store::open(dir.path(), Mode::Read).await.unwrap();
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    Store::open(dir.path(), Mode::Write)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    tamper(
        dir.path(),
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)",
    )
    .await;
    for mode in [Mode::Read, Mode::Write] {
        let error = Store::open(dir.path(), mode).await.unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn everything_in_it_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("data");
    let store = Store::open(&dir, Mode::Write).await.unwrap();
    let (meta, bytes) = segment(2);
    store.history().put_segment(&meta, bytes).await.unwrap();
    alone!(store.records(), put_value("a.b", "c")).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let month = dir.join(&meta.path).parent().unwrap().to_owned();
    for path in [dir.clone(), dir.join("history"), month] {
        assert_eq!(mode(&path), 0o700, "{}", path.display());
    }
    for name in [
        "records.sqlite",
        "records.sqlite-wal",
        "records.sqlite-shm",
        "lock",
        &meta.path,
    ] {
        assert_eq!(mode(&dir.join(name)), 0o600, "{name}");
    }
}

#[tokio::test]
async fn uncommitted_segments_are_invisible_and_removed_on_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    let (kept, bytes) = segment(3);
    store.history().put_segment(&kept, bytes).await.unwrap();
    let commit = SegmentCommit {
        meta: kept.clone(),
        insights: Vec::new(),
        superseding: Vec::new(),
    };
    store
        .records()
        .commit_batch(BatchCommit {
            segments: vec![commit],
            ..Default::default()
        })
        .await
        .unwrap();
    let (lost, bytes) = segment(4);
    store.history().put_segment(&lost, bytes).await.unwrap();
    let half = dir.path().join(format!("{}#1", lost.path));
    std::fs::write(&half, b"half").unwrap();
    let foreign = dir.path().join(&lost.path).with_file_name("notes.parquet");
    std::fs::write(&foreign, b"mine").unwrap();
    assert_eq!(
        store.records().segments().await.unwrap(),
        std::slice::from_ref(&kept)
    );
    store.close().await.unwrap();

    let reader = Store::open(dir.path(), Mode::Read).await.unwrap();
    assert!(
        dir.path().join(&lost.path).exists(),
        "a reader removes nothing"
    );
    reader.close().await.unwrap();

    let store = Store::open(dir.path(), Mode::Write).await.unwrap();
    assert_eq!(
        store.records().segments().await.unwrap(),
        std::slice::from_ref(&kept)
    );
    assert!(dir.path().join(&kept.path).exists());
    assert!(!dir.path().join(&lost.path).exists());
    assert!(!half.exists());
    assert!(foreign.exists(), "files that are not segments stay");
}
