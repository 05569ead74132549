//! Reads the parts of a segment that a question needs, from the object store of history.
//!
//! Promises: what a file says about its parts is kept within a bounded memory, under the digest of the file.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::BoxFuture;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use ombud_store::{History, SegmentMeta};
use parking_lot::Mutex;
use parquet::arrow::arrow_reader::ArrowReaderOptions;
use parquet::arrow::async_reader::AsyncFileReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use rustc_hash::FxHashMap;

/// Bytes of descriptions that are kept.
const MOST_KEPT: usize = 64 << 20;

/// Reads history for questions, and keeps what its files say about their parts. Cheap to clone.
#[derive(Clone)]
pub struct HistoryReader {
    history: History,
    descriptions: Arc<Mutex<Descriptions>>,
}

/// What files say about their parts, by the digest of the file.
#[derive(Default)]
struct Descriptions {
    kept: FxHashMap<[u8; 32], Arc<ParquetMetaData>>,
    bytes: usize,
}

impl HistoryReader {
    pub fn new(history: History) -> Self {
        Self {
            history,
            descriptions: Arc::default(),
        }
    }

    pub(crate) fn segment(&self, segment: &SegmentMeta) -> SegmentReader {
        SegmentReader {
            objects: self.history.objects(),
            path: Path::from(segment.path.as_str()),
            size: segment.bytes,
            digest: segment.digest,
            descriptions: Arc::clone(&self.descriptions),
        }
    }
}

impl Descriptions {
    /// When there is no more room, everything is forgotten: what is asked for is read anew.
    fn keep(&mut self, digest: [u8; 32], description: &Arc<ParquetMetaData>) {
        let bytes = description.memory_size();
        if self.bytes.saturating_add(bytes) > MOST_KEPT {
            self.kept.clear();
            self.bytes = 0;
        }
        if bytes <= MOST_KEPT && self.kept.insert(digest, Arc::clone(description)).is_none() {
            self.bytes += bytes;
        }
    }
}

/// One segment in the object store.
pub(crate) struct SegmentReader {
    objects: Arc<dyn ObjectStore>,
    path: Path,
    /// Size of the file in bytes, as the manifest says.
    size: u64,
    digest: [u8; 32],
    descriptions: Arc<Mutex<Descriptions>>,
}

impl AsyncFileReader for SegmentReader {
    fn get_bytes(&mut self, range: Range<u64>) -> BoxFuture<'_, Result<Bytes>> {
        async move {
            let got = self.objects.get_range(&self.path, range).await;
            got.map_err(failed)
        }
        .boxed()
    }

    fn get_byte_ranges(&mut self, ranges: Vec<Range<u64>>) -> BoxFuture<'_, Result<Vec<Bytes>>> {
        async move {
            let got = self.objects.get_ranges(&self.path, &ranges).await;
            got.map_err(failed)
        }
        .boxed()
    }

    fn get_metadata<'a>(
        &'a mut self,
        options: Option<&'a ArrowReaderOptions>,
    ) -> BoxFuture<'a, Result<Arc<ParquetMetaData>>> {
        async move {
            let kept = self.descriptions.lock().kept.get(&self.digest).cloned();
            if let Some(kept) = kept {
                return Ok(kept);
            }
            let size = self.size;
            let metadata = ParquetMetaDataReader::new()
                .with_arrow_reader_options(options)
                .load_and_finish(&mut *self, size)
                .await?;
            let metadata = Arc::new(metadata);
            self.descriptions.lock().keep(self.digest, &metadata);
            Ok(metadata)
        }
        .boxed()
    }
}

fn failed(error: object_store::Error) -> ParquetError {
    ParquetError::External(error.into())
}
