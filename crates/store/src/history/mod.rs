//! History: an append-only log of Parquet segments in an object store.
//!
//! Promises: a segment is written whole and durable or not at all, and never changed afterwards; it is part of history only once
//! [`crate::Records::commit_batch`] has put it in the manifest.

mod decode;
mod encode;
mod ranges;
mod schema;
mod superseded;
mod thin;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use ombud_model::{PersonId, ReaderVersion, SegmentId, Timestamp};
use parquet::errors::ParquetError;

use crate::store::{Mode, blocking};
use crate::{StoreError, directory};

pub use decode::Segment;
pub use encode::{NewSegment, Seal, encode_segment};
pub use schema::{column, of_columns, schema};
pub use superseded::SupersededRows;
pub(crate) use thin::{Thinned, thin};

#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error("a segment needs at least one row")]
    Empty,
    #[error("the batch has no row {0}")]
    NoSuchRow(usize),
    #[error("the rows of a segment must lie by person, those without a person last")]
    NotSorted,
    #[error("the texts of a segment exceed 1 GiB: commit smaller batches")]
    TooLarge,
    #[error("a row's time is out of range: {0} ms")]
    BadTime(i64),
    #[error("the segment could not be written")]
    Writing(#[source] ParquetError),
    #[error("the segment could not be read: the file is damaged or not a segment")]
    Reading(#[source] ParquetError),
    #[error("the segment's column `{0}` is missing or not what it should be: the file is damaged")]
    Damaged(&'static str),
    #[error("`{0}` is not the file that was committed: restore it from a backup")]
    Altered(String),
    #[error(
        "the segment has format `{0}`, which this version does not know: use the version that wrote it, or a newer one"
    )]
    UnknownFormat(String),
    #[error("the object store could not {action} `{path}`")]
    Objects {
        action: &'static str,
        path: String,
        source: object_store::Error,
    },
}

impl HistoryError {
    fn writing(error: ParquetError) -> Self {
        HistoryError::Writing(error)
    }
}

/// A row of the manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SegmentMeta {
    pub id: SegmentId,
    /// In the object store, relative to its root: `history/<yyyy-mm of the latest activity>/<id>.parquet`.
    pub path: String,
    /// The source that brought it.
    pub source: String,
    pub rows: u64,
    pub min_time: Timestamp,
    pub max_time: Timestamp,
    /// Size of the file.
    pub bytes: u64,
    /// BLAKE3 of the file: what was committed is what is read.
    pub digest: [u8; 32],
    pub created: Timestamp,
    /// What read its records.
    pub reader: ReaderVersion,
    /// Those of its rows that count no more.
    pub superseded: SupersededRows,
}

fn segment_path(id: SegmentId, latest: Timestamp) -> String {
    let day = latest.day().to_string();
    let month = day.get(..7).unwrap_or("0000-00");
    format!(
        "{}/{month}/{id}{}",
        directory::HISTORY,
        directory::EXTENSION
    )
}

/// The segments of one data directory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct History {
    objects: Arc<dyn ObjectStore>,
    /// The root on the local disk, where durability has to be asked for.
    local: Option<PathBuf>,
    mode: Mode,
}

impl History {
    pub(crate) fn local(dir: &Path, mode: Mode) -> Result<Self, StoreError> {
        let objects = LocalFileSystem::new_with_prefix(dir)
            .map_err(failed("open", &dir.display().to_string()))?;
        Ok(Self {
            objects: Arc::new(objects),
            local: Some(dir.to_owned()),
            mode,
        })
    }

    /// The object store whose paths the manifest names: for engines that read segments themselves.
    pub fn objects(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.objects)
    }

    /// Stores an encoded segment. When this returns, the segment survives a power cut; it becomes part of history by committing it.
    pub async fn put_segment(&self, meta: &SegmentMeta, bytes: Bytes) -> Result<(), StoreError> {
        if self.mode == Mode::Read {
            return Err(StoreError::ReadOnly {
                action: "store a segment",
            });
        }
        let file = self.local.as_ref().map(|root| root.join(&meta.path));
        if let Some(dir) = file
            .as_ref()
            .and_then(|file| file.parent())
            .map(Path::to_owned)
        {
            blocking(move || directory::private_dir(&dir)).await?;
        }
        // Create: ids are never used twice, so a file that is there already is somebody's mistake and stays.
        let path = object_store::path::Path::from(meta.path.as_str());
        let put = self
            .objects
            .put_opts(&path, PutPayload::from_bytes(bytes), PutMode::Create.into())
            .await;
        put.map_err(failed("write", &meta.path))?;
        // The local object store renames atomically, but does not flush.
        match file {
            Some(file) => blocking(move || directory::settle(&file)).await,
            None => Ok(()),
        }
    }

    /// Reads a whole segment and checks that it is what was committed.
    pub async fn read_segment(&self, meta: &SegmentMeta) -> Result<Segment, StoreError> {
        let path = object_store::path::Path::from(meta.path.as_str());
        let get = self
            .objects
            .get(&path)
            .await
            .map_err(failed("read", &meta.path))?;
        let bytes = get.bytes().await.map_err(failed("read", &meta.path))?;
        if blake3::hash(&bytes) != blake3::Hash::from_bytes(meta.digest) {
            return Err(HistoryError::Altered(meta.path.clone()).into());
        }
        Ok(Segment::new(bytes).without(meta.superseded.clone()))
    }

    /// Times (milliseconds) and keys of a segment's rows, in its order. Fetches only these two columns.
    pub async fn read_keys(&self, meta: &SegmentMeta) -> Result<(Vec<i64>, Vec<u64>), StoreError> {
        let rows = meta.rows;
        let decode = move |fetched| decode::decode_keys(fetched, rows);
        self.read_columns(meta, &[column::TIME, column::KEY], decode)
            .await
    }

    /// Whether a segment has rows of this person. Fetches only one column.
    pub async fn has_person(
        &self,
        meta: &SegmentMeta,
        person: PersonId,
    ) -> Result<bool, StoreError> {
        let decode = move |fetched| decode::has_person(fetched, person);
        self.read_columns(meta, &[column::PERSON], decode).await
    }

    async fn read_columns<T: Send + 'static>(
        &self,
        meta: &SegmentMeta,
        columns: &[&'static str],
        decode: impl FnOnce(ranges::Sparse) -> Result<T, HistoryError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let fetched = ranges::fetch(&*self.objects, meta, columns).await?;
        match tokio::task::spawn_blocking(move || decode(fetched)).await {
            Ok(decoded) => Ok(decoded?),
            // Parts of a file cannot be checked before they are decoded, and the decoder gives up on some damage by panicking.
            Err(error) if error.is_panic() => Err(HistoryError::Altered(meta.path.clone()).into()),
            Err(_) => Err(StoreError::Stopping),
        }
    }

    /// Removes a segment's file, once it is no longer in the manifest. That it is gone already is no error.
    pub async fn remove_segment(&self, meta: &SegmentMeta) -> Result<(), StoreError> {
        if self.mode == Mode::Read {
            return Err(StoreError::ReadOnly {
                action: "remove a segment",
            });
        }
        match self
            .objects
            .delete(&object_store::path::Path::from(meta.path.as_str()))
            .await
        {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed("remove", &meta.path)(error)),
        }
    }
}

fn failed(action: &'static str, path: &str) -> impl FnOnce(object_store::Error) -> StoreError {
    let path = path.to_owned();
    move |source| {
        StoreError::History(HistoryError::Objects {
            action,
            path,
            source,
        })
    }
}
