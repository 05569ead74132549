//! Fetches only the parts of a segment that some columns need: its end, which says where everything lies, and their chunks.

use std::ops::Range;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use object_store::{ObjectStore, ObjectStoreExt};
use parquet::errors::ParquetError;
use parquet::file::FOOTER_SIZE;
use parquet::file::metadata::{FooterTail, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::{ChunkReader, Length};

use super::{HistoryError, SegmentMeta, failed};
use crate::StoreError;

/// Fetched from the end at first: holds the description of all but very large segments.
const TAIL: u64 = 64 * 1024;

/// Some ranges of a file. Reading anywhere else is an error.
#[derive(Debug)]
pub(super) struct Sparse {
    length: u64,
    parts: Vec<(u64, Bytes)>,
}

impl Sparse {
    /// From `start` to the end of the part that holds it.
    fn from(&self, start: u64) -> Result<Bytes, ParquetError> {
        let part = self.parts.iter().find_map(|(offset, bytes)| {
            let skip = usize::try_from(start.checked_sub(*offset)?).ok()?;
            (skip <= bytes.len()).then(|| bytes.slice(skip..))
        });
        part.ok_or_else(|| ParquetError::EOF(format!("nothing was fetched at {start}")))
    }
}

impl Length for Sparse {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Sparse {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let bytes = self.from(start)?;
        if length > bytes.len() {
            return Err(ParquetError::EOF(format!(
                "nothing was fetched at {start} of {length} bytes"
            )));
        }
        Ok(bytes.slice(..length))
    }
}

/// The ranges that `columns` need.
pub(super) async fn fetch(
    objects: &dyn ObjectStore,
    meta: &SegmentMeta,
    columns: &[&'static str],
) -> Result<Sparse, StoreError> {
    let path = object_store::path::Path::from(meta.path.as_str());
    let get = |range: Range<u64>| {
        let path = path.clone();
        async move {
            objects
                .get_range(&path, range)
                .await
                .map_err(failed("read", &meta.path))
        }
    };
    let length = meta.bytes;
    let mut offset = length.saturating_sub(TAIL);
    let mut tail = get(offset..length).await?;
    let needed = tail_length(&tail)?;
    if needed > length - offset && needed <= length {
        offset = length - needed;
        tail = get(offset..length).await?;
    }
    let mut sparse = Sparse {
        length,
        parts: vec![(offset, tail)],
    };
    if offset == 0 {
        return Ok(sparse);
    }
    let metadata = Arc::new(
        ParquetMetaDataReader::new()
            .parse_and_finish(&sparse)
            .map_err(HistoryError::Reading)?,
    );
    let ranges = chunks(&metadata, columns)?;
    let fetched = objects
        .get_ranges(&path, &ranges)
        .await
        .map_err(failed("read", &meta.path))?;
    sparse
        .parts
        .extend(ranges.iter().map(|range| range.start).zip(fetched));
    Ok(sparse)
}

/// Length of the description at a file's end, with its footer.
fn tail_length(tail: &Bytes) -> Result<u64, HistoryError> {
    let footer = tail
        .len()
        .checked_sub(FOOTER_SIZE)
        .and_then(|at| tail.get(at..))
        .and_then(|footer| footer.try_into().ok());
    let footer: &[u8; FOOTER_SIZE] =
        footer.ok_or_else(|| HistoryError::Reading(ParquetError::EOF("no footer".to_owned())))?;
    let footer = FooterTail::try_new(footer).map_err(HistoryError::Reading)?;
    Ok((footer.metadata_length() + FOOTER_SIZE) as u64)
}

/// Where the columns' chunks lie.
fn chunks(
    metadata: &ParquetMetaData,
    columns: &[&'static str],
) -> Result<Vec<Range<u64>>, HistoryError> {
    let groups = metadata.row_groups().iter();
    groups
        .flat_map(|group| {
            group
                .columns()
                .iter()
                .filter(|chunk| columns.contains(&chunk.column_path().string().as_str()))
        })
        .map(|chunk| {
            let start = chunk
                .dictionary_page_offset()
                .unwrap_or(chunk.data_page_offset());
            let range = u64::try_from(start)
                .ok()
                .zip(u64::try_from(chunk.compressed_size()).ok());
            range
                .map(|(start, length)| start..start.saturating_add(length))
                .ok_or(HistoryError::Damaged("metadata"))
        })
        .collect()
}
