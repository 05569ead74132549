//! Reads the parts of a segment that a question needs, from the object store of history.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::BoxFuture;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use ombud_store::{History, SegmentMeta};
use parquet::arrow::arrow_reader::ArrowReaderOptions;
use parquet::arrow::async_reader::AsyncFileReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

/// One segment in the object store.
pub(crate) struct SegmentReader {
    objects: Arc<dyn ObjectStore>,
    path: Path,
    /// Size of the file in bytes, as the manifest says.
    size: u64,
}

impl SegmentReader {
    pub(crate) fn new(history: &History, segment: &SegmentMeta) -> Self {
        Self {
            objects: history.objects(),
            path: Path::from(segment.path.as_str()),
            size: segment.bytes,
        }
    }
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
            let size = self.size;
            let metadata = ParquetMetaDataReader::new()
                .with_arrow_reader_options(options)
                .load_and_finish(self, size)
                .await?;
            Ok(Arc::new(metadata))
        }
        .boxed()
    }
}

fn failed(error: object_store::Error) -> ParquetError {
    ParquetError::External(error.into())
}
