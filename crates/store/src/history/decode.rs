//! From the bytes of a segment back to activities.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BinaryArray, Int32Array, PrimitiveArray, RecordBatch, StringArray,
};
use arrow::datatypes::{
    ArrowPrimitiveType, Int32Type, Int64Type, TimestampMillisecondType, UInt32Type, UInt64Type,
};
use bytes::Bytes;
use ombud_model::{
    ActivityView, Kind, LabelChange, Outcome, PersonId, Reach, Severity, Timestamp, Workload,
};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::reader::ChunkReader;

use super::schema::{FORMAT, FORMAT_KEY, column, of_columns, schema};
use super::{HistoryError, SupersededRows};

/// Rows decoded at a time.
const BATCH: usize = 8_192;

/// A segment in memory, known to be what was encoded. Reading it is pure computation.
#[derive(Clone, Debug)]
pub struct Segment {
    bytes: Bytes,
    superseded: SupersededRows,
}

impl Segment {
    /// Takes the bytes that [`super::encode_segment`] gave. Bytes of another origin must be checked against their digest before.
    pub fn new(bytes: Bytes) -> Self {
        Self {
            bytes,
            superseded: SupersededRows::default(),
        }
    }

    pub(crate) fn without(self, superseded: SupersededRows) -> Self {
        Self { superseded, ..self }
    }

    pub(crate) fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// As [`Segment::for_each`], without the activities that were superseded.
    pub fn for_each_valid(
        &self,
        mut each: impl FnMut(ActivityView<'_>, Option<&[u8]>),
    ) -> Result<(), HistoryError> {
        self.for_each(|activity, sealed| {
            if !self.superseded.has(activity.time.millis(), activity.key) {
                each(activity, sealed);
            }
        })
    }

    /// Calls `each` with every activity that is kept, superseded or not, in the order of the segment, and with the sealed fragments on a person's first row.
    pub fn for_each(
        &self,
        mut each: impl FnMut(ActivityView<'_>, Option<&[u8]>),
    ) -> Result<(), HistoryError> {
        let builder = open(self.bytes.clone())?;
        for batch in builder
            .with_batch_size(BATCH)
            .build()
            .map_err(HistoryError::Reading)?
        {
            let rows = Rows::new(&batch.map_err(|error| HistoryError::Reading(error.into()))?)?;
            for row in 0..rows.len {
                each(rows.view(row)?, rows.sealed(row));
            }
        }
        Ok(())
    }
}

/// Times and keys of all `rows`, from a reader that needs to hold only those two columns.
pub(super) fn decode_keys(
    reader: impl ChunkReader + 'static,
    rows: u64,
) -> Result<(Vec<i64>, Vec<u64>), HistoryError> {
    let builder = open(reader)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), [column::TIME, column::KEY]);
    let rows = usize::try_from(rows).unwrap_or(0);
    let (mut times, mut keys) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let reader = builder
        .with_projection(mask)
        .with_batch_size(BATCH * 4)
        .build()
        .map_err(HistoryError::Reading)?;
    for batch in reader {
        let batch = batch.map_err(|error| HistoryError::Reading(error.into()))?;
        times.extend_from_slice(
            primitive::<TimestampMillisecondType>(&batch, column::TIME)?.values(),
        );
        keys.extend_from_slice(primitive::<UInt64Type>(&batch, column::KEY)?.values());
    }
    if times.len() == rows && keys.len() == rows {
        Ok((times, keys))
    } else {
        Err(HistoryError::Damaged(column::KEY))
    }
}

/// Whether a row is this person's, from a reader that needs to hold only that column.
pub(super) fn has_person(
    reader: impl ChunkReader + 'static,
    person: PersonId,
) -> Result<bool, HistoryError> {
    let builder = open(reader)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), [column::PERSON]);
    let reader = builder
        .with_projection(mask)
        .with_batch_size(BATCH * 4)
        .build()
        .map_err(HistoryError::Reading)?;
    let wanted = person.0.cast_signed();
    for batch in reader {
        let batch = batch.map_err(|error| HistoryError::Reading(error.into()))?;
        let persons = primitive::<Int64Type>(&batch, column::PERSON)?;
        if persons.iter().flatten().any(|found| found == wanted) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn open<R: ChunkReader + 'static>(
    reader: R,
) -> Result<ParquetRecordBatchReaderBuilder<R>, HistoryError> {
    let metadata = ArrowReaderMetadata::load(&reader, ArrowReaderOptions::new())
        .map_err(HistoryError::Reading)?;
    let entries = metadata.metadata().file_metadata().key_value_metadata();
    let format = entries.and_then(|entries| entries.iter().find(|entry| entry.key == FORMAT_KEY));
    match format.and_then(|entry| entry.value.as_deref()) {
        Some(FORMAT) => {}
        other => {
            return Err(HistoryError::UnknownFormat(
                other.unwrap_or("none").to_owned(),
            ));
        }
    }
    let columns = metadata.parquet_schema().num_columns();
    let options = ArrowReaderOptions::new().with_schema(of_columns(&schema(), columns));
    let metadata = ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
        .map_err(HistoryError::Reading)?;
    Ok(ParquetRecordBatchReaderBuilder::new_with_metadata(
        reader, metadata,
    ))
}

fn column_of<'a>(batch: &'a RecordBatch, name: &'static str) -> Result<&'a ArrayRef, HistoryError> {
    batch
        .column_by_name(name)
        .ok_or(HistoryError::Damaged(name))
}

fn primitive<T: ArrowPrimitiveType>(
    batch: &RecordBatch,
    name: &'static str,
) -> Result<PrimitiveArray<T>, HistoryError> {
    column_of(batch, name)?
        .as_primitive_opt::<T>()
        .cloned()
        .ok_or(HistoryError::Damaged(name))
}

/// A dictionary column of one batch.
struct Text {
    keys: Int32Array,
    values: StringArray,
}

impl Text {
    fn new(batch: &RecordBatch, name: &'static str) -> Result<Self, HistoryError> {
        let array = column_of(batch, name)?
            .as_dictionary_opt::<Int32Type>()
            .ok_or(HistoryError::Damaged(name))?;
        let values = array
            .values()
            .as_string_opt::<i32>()
            .ok_or(HistoryError::Damaged(name))?;
        Ok(Self {
            keys: array.keys().clone(),
            values: values.clone(),
        })
    }

    /// Empty for null.
    fn get(&self, row: usize) -> &str {
        if self.keys.is_null(row) {
            return "";
        }
        let key = self
            .keys
            .values()
            .get(row)
            .copied()
            .and_then(|key| usize::try_from(key).ok());
        key.filter(|&key| key < self.values.len())
            .map_or("", |key| self.values.value(key))
    }
}

/// A dictionary column of one batch whose values name the variants of an enum.
struct Named<T> {
    keys: Int32Array,
    values: Vec<T>,
    absent: T,
}

impl<T: Copy> Named<T> {
    fn new(
        batch: &RecordBatch,
        name: &'static str,
        absent: T,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Self, HistoryError> {
        let Text { keys, values } = Text::new(batch, name)?;
        let values = values.iter().map(|value| {
            value
                .map_or(Some(absent), &from_name)
                .ok_or(HistoryError::Damaged(name))
        });
        Ok(Self {
            keys,
            values: values.collect::<Result<_, _>>()?,
            absent,
        })
    }

    fn get(&self, row: usize) -> T {
        if self.keys.is_null(row) {
            return self.absent;
        }
        let key = self
            .keys
            .values()
            .get(row)
            .copied()
            .and_then(|key| usize::try_from(key).ok());
        key.and_then(|key| self.values.get(key))
            .copied()
            .unwrap_or(self.absent)
    }
}

/// One batch, its columns in their types.
struct Rows {
    len: usize,
    time: PrimitiveArray<TimestampMillisecondType>,
    person: PrimitiveArray<Int64Type>,
    kind: Named<Kind>,
    operation: Text,
    workload: Named<Workload>,
    outcome: Named<Outcome>,
    container: Text,
    object: StringArray,
    extension: Text,
    size: PrimitiveArray<UInt64Type>,
    target: Text,
    target_domain: Text,
    reach: Named<Reach>,
    label_change: Named<LabelChange>,
    label_before: Text,
    label_after: Text,
    sensitive_types: Text,
    severity: Named<Severity>,
    detail: Text,
    items: PrimitiveArray<UInt32Type>,
    object_id: PrimitiveArray<UInt64Type>,
    key: PrimitiveArray<UInt64Type>,
    sealed: BinaryArray,
    /// `None` in a segment of a version that did not know it.
    incomplete: Option<Text>,
}

impl Rows {
    fn new(batch: &RecordBatch) -> Result<Self, HistoryError> {
        let object = column_of(batch, column::OBJECT)?
            .as_string_opt::<i32>()
            .ok_or(HistoryError::Damaged(column::OBJECT))?;
        let sealed = column_of(batch, column::SEALED)?
            .as_binary_opt::<i32>()
            .ok_or(HistoryError::Damaged(column::SEALED))?;
        Ok(Self {
            len: batch.num_rows(),
            time: primitive(batch, column::TIME)?,
            person: primitive(batch, column::PERSON)?,
            kind: Named::new(batch, column::KIND, Kind::Other, Kind::from_name)?,
            operation: Text::new(batch, column::OPERATION)?,
            workload: Named::new(
                batch,
                column::WORKLOAD,
                Workload::Other,
                Workload::from_name,
            )?,
            outcome: Named::new(batch, column::OUTCOME, Outcome::Done, Outcome::from_name)?,
            container: Text::new(batch, column::CONTAINER)?,
            object: object.clone(),
            extension: Text::new(batch, column::EXTENSION)?,
            size: primitive(batch, column::SIZE)?,
            target: Text::new(batch, column::TARGET)?,
            target_domain: Text::new(batch, column::TARGET_DOMAIN)?,
            reach: Named::new(batch, column::REACH, Reach::None, Reach::from_name)?,
            label_change: Named::new(
                batch,
                column::LABEL_CHANGE,
                LabelChange::None,
                LabelChange::from_name,
            )?,
            label_before: Text::new(batch, column::LABEL_BEFORE)?,
            label_after: Text::new(batch, column::LABEL_AFTER)?,
            sensitive_types: Text::new(batch, column::SENSITIVE_TYPES)?,
            severity: Named::new(batch, column::SEVERITY, Severity::None, Severity::from_name)?,
            detail: Text::new(batch, column::DETAIL)?,
            items: primitive(batch, column::ITEMS)?,
            object_id: primitive(batch, column::OBJECT_ID)?,
            key: primitive(batch, column::KEY)?,
            sealed: sealed.clone(),
            incomplete: batch
                .column_by_name(column::INCOMPLETE)
                .map(|_| Text::new(batch, column::INCOMPLETE))
                .transpose()?,
        })
    }

    fn view(&self, row: usize) -> Result<ActivityView<'_>, HistoryError> {
        let millis = self.time.value(row);
        Ok(ActivityView {
            time: Timestamp::from_millis(millis).map_err(|_| HistoryError::BadTime(millis))?,
            key: self.key.value(row),
            person: self
                .person
                .is_valid(row)
                .then(|| PersonId(self.person.value(row).cast_unsigned())),
            kind: self.kind.get(row),
            operation: self.operation.get(row),
            workload: self.workload.get(row),
            outcome: self.outcome.get(row),
            container: self.container.get(row),
            object: if self.object.is_valid(row) {
                self.object.value(row)
            } else {
                ""
            },
            extension: self.extension.get(row),
            size: self.size.is_valid(row).then(|| self.size.value(row)),
            object_id: if self.object_id.is_valid(row) {
                self.object_id.value(row)
            } else {
                0
            },
            target: self.target.get(row),
            target_domain: self.target_domain.get(row),
            reach: self.reach.get(row),
            label_change: self.label_change.get(row),
            label_before: self.label_before.get(row),
            label_after: self.label_after.get(row),
            sensitive_types: self.sensitive_types.get(row),
            severity: self.severity.get(row),
            detail: self.detail.get(row),
            items: self.items.value(row),
            incomplete: self.incomplete.as_ref().map_or("", |text| text.get(row)),
        })
    }

    fn sealed(&self, row: usize) -> Option<&[u8]> {
        self.sealed.is_valid(row).then(|| self.sealed.value(row))
    }
}
