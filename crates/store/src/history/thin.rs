//! A segment written anew without some of its persons.
//!
//! What is sealed in it is sealed under a nonce that is the segment's id, so the new file keeps the id, and the sealed pieces of those
//! who stay are copied as they are: nobody's key is needed. Rows lie by person, so whoever goes goes with everything.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMillisecondType, UInt64Type};
use bytes::Bytes;
use ombud_model::{PersonId, Timestamp};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;

use super::decode::open;
use super::schema::{column, properties};
use super::{HistoryError, SegmentMeta, SupersededRows, segment_path};

/// Rows read and written at a time.
const BATCH: usize = 8_192;

/// What became of a segment.
pub(crate) enum Thinned {
    /// Nobody in it goes.
    Unchanged,
    /// Nobody in it stays.
    Gone { removed: u64 },
    /// The new file and what the manifest says of it.
    Kept {
        removed: u64,
        meta: Box<SegmentMeta>,
        bytes: Bytes,
    },
}

/// The segment without the rows of persons for whom `goes` holds.
pub(crate) fn thin(
    old: &SegmentMeta,
    bytes: Bytes,
    goes: &dyn Fn(Option<PersonId>) -> bool,
) -> Result<Thinned, HistoryError> {
    let options = ArrowWriterOptions::new()
        .with_properties(properties()?)
        .with_skip_arrow_metadata(true);
    let reader = open(bytes)?;
    // A segment of an earlier version keeps the columns that it has.
    let writer = ArrowWriter::try_new_with_options(Vec::new(), reader.schema().clone(), options)
        .map_err(HistoryError::writing)?;
    let mut rewriting = Rewriting {
        writer,
        kept: 0,
        removed: 0,
        min: i64::MAX,
        max: i64::MIN,
        before: old.superseded.clone(),
        superseded: Vec::new(),
    };
    for batch in reader
        .with_batch_size(BATCH)
        .build()
        .map_err(HistoryError::Reading)?
    {
        let batch = batch.map_err(|error| HistoryError::Reading(error.into()))?;
        rewriting.take(&batch, goes)?;
    }
    let Rewriting {
        writer,
        kept,
        removed,
        min,
        max,
        before: _,
        superseded,
    } = rewriting;
    if removed == 0 {
        return Ok(Thinned::Unchanged);
    }
    if kept == 0 {
        return Ok(Thinned::Gone { removed });
    }
    let bytes = Bytes::from(writer.into_inner().map_err(HistoryError::writing)?);
    let time = |millis| Timestamp::from_millis(millis).map_err(|_| HistoryError::BadTime(millis));
    let (min_time, max_time) = (time(min)?, time(max)?);
    let meta = SegmentMeta {
        path: next_path(old, max_time),
        rows: kept,
        min_time,
        max_time,
        bytes: bytes.len() as u64,
        digest: *blake3::hash(&bytes).as_bytes(),
        superseded: SupersededRows::new(superseded),
        ..old.clone()
    };
    Ok(Thinned::Kept {
        removed,
        meta: Box::new(meta),
        bytes,
    })
}

/// The new file as it is written.
struct Rewriting {
    writer: ArrowWriter<Vec<u8>>,
    kept: u64,
    removed: u64,
    /// The earliest and the latest time of those who stay.
    min: i64,
    max: i64,
    /// The rows that were superseded, and those of them that stay.
    before: SupersededRows,
    superseded: Vec<(i64, u64)>,
}

impl Rewriting {
    /// Writes the rows of those who stay.
    fn take(
        &mut self,
        batch: &RecordBatch,
        goes: &dyn Fn(Option<PersonId>) -> bool,
    ) -> Result<(), HistoryError> {
        let column = |name: &'static str| {
            batch
                .column_by_name(name)
                .ok_or(HistoryError::Damaged(name))
        };
        let persons = column(column::PERSON)?
            .as_primitive_opt::<Int64Type>()
            .ok_or(HistoryError::Damaged(column::PERSON))?;
        let times = column(column::TIME)?
            .as_primitive_opt::<TimestampMillisecondType>()
            .ok_or(HistoryError::Damaged(column::TIME))?;
        let keys = column(column::KEY)?
            .as_primitive_opt::<UInt64Type>()
            .ok_or(HistoryError::Damaged(column::KEY))?;
        let person = |row: usize| {
            (!persons.is_null(row)).then(|| PersonId(persons.value(row).cast_unsigned()))
        };
        let mut at = 0;
        while at < batch.num_rows() {
            let whose = person(at);
            let end = (at..batch.num_rows())
                .find(|&row| person(row) != whose)
                .unwrap_or(batch.num_rows());
            let run = batch.slice(at, end - at);
            if goes(whose) {
                self.removed += run.num_rows() as u64;
            } else {
                self.kept += run.num_rows() as u64;
                for row in at..end {
                    self.min = self.min.min(times.value(row));
                    self.max = self.max.max(times.value(row));
                    if self.before.has(times.value(row), keys.value(row)) {
                        self.superseded.push((times.value(row), keys.value(row)));
                    }
                }
                self.writer.write(&run).map_err(HistoryError::writing)?;
            }
            at = end;
        }
        Ok(())
    }
}

/// Another place than the old file's: the month's folder with the number of the rewriting behind it.
fn next_path(old: &SegmentMeta, latest: Timestamp) -> String {
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let times: u32 = folder(&old.path)
        .rsplit_once('.')
        .and_then(|(_, number)| number.parse().ok())
        .unwrap_or(0);
    let first = segment_path(old.id, latest);
    let name = first.rsplit_once('/').map_or("", |(_, name)| name);
    format!("{}.{}/{name}", folder(&first), times.saturating_add(1))
}
