//! From a batch to the bytes of a segment. Pure computation: worker threads call it side by side.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryBuilder, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray, UInt32Array, UInt64Array, new_null_array,
};
use arrow::buffer::{BooleanBuffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{Int32Type, SchemaRef};
use bytes::Bytes;
use ombud_model::batch::{ActivityBatch, DictColumn};
use ombud_model::{
    Kind, LabelChange, Outcome, PersonId, Reach, ReaderVersion, SegmentId, Severity, Timestamp,
    Workload,
};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;

use super::schema::{dictionary, properties, schema};
use super::{HistoryError, SegmentMeta, SupersededRows, segment_path};

/// Rows turned into Arrow arrays at a time: few enough that their columns stay in the processor's cache.
const SLICE: usize = 16_384;

/// What names a segment.
#[derive(Clone, Copy, Debug)]
pub struct NewSegment<'a> {
    /// Random and never used before: the caller may derive nonces from it.
    pub id: SegmentId,
    pub source: &'a str,
    pub created: Timestamp,
    pub reader: ReaderVersion,
}

/// Encrypts the fragments of one person's rows: every row's fragments in row order, each behind its length as a varint (LEB128).
pub type Seal<'a> = &'a mut dyn FnMut(PersonId, &[u8]) -> Vec<u8>;

/// Writes `rows` of the batch as a segment, to be put with [`super::History::put_segment`].
///
/// `rows` must lie by person, those without a person last; they are expected by time within a person. `seal` is called once for
/// every person with any fragments, in the order of persons. Fragments of rows without a person are dropped: nobody has a key for
/// them. Nothing is kept in the clear.
pub fn encode_segment(
    segment: NewSegment<'_>,
    batch: &ActivityBatch,
    rows: &[u32],
    seal: Seal<'_>,
) -> Result<(SegmentMeta, Bytes), HistoryError> {
    let (min_time, max_time) = check(batch, rows)?;
    let sealed = seal_persons(batch, rows, seal);
    let mut sealed = sealed.into_iter().peekable();
    let columns = Columns::new(batch, segment.source)?;
    let options = ArrowWriterOptions::new()
        .with_properties(properties()?)
        .with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), columns.schema.clone(), options)
        .map_err(HistoryError::writing)?;
    for (index, slice) in rows.chunks(SLICE).enumerate() {
        let mut builder = BinaryBuilder::new();
        for row in index * SLICE..index * SLICE + slice.len() {
            match sealed.next_if(|(first, _)| *first == row) {
                Some((_, ciphertext)) => builder.append_value(ciphertext),
                None => builder.append_null(),
            }
        }
        let arrays = columns.arrays(slice, Arc::new(builder.finish()))?;
        let record_batch = RecordBatch::try_new(columns.schema.clone(), arrays)
            .map_err(|error| HistoryError::writing(error.into()))?;
        writer.write(&record_batch).map_err(HistoryError::writing)?;
    }
    let bytes = Bytes::from(writer.into_inner().map_err(HistoryError::writing)?);
    let meta = SegmentMeta {
        id: segment.id,
        path: segment_path(segment.id, max_time),
        source: segment.source.to_owned(),
        rows: rows.len() as u64,
        min_time,
        max_time,
        bytes: bytes.len() as u64,
        digest: *blake3::hash(&bytes).as_bytes(),
        created: segment.created,
        reader: segment.reader,
        superseded: SupersededRows::default(),
    };
    Ok((meta, bytes))
}

/// Arrow counts the bytes of a text column in 31 bits; half of that leaves room for what sealing adds.
const MOST_TEXT: usize = 1 << 30;

/// Every row exists, its texts fit, persons lie together in ascending order (else one person would be sealed twice), and times are times.
fn check(batch: &ActivityBatch, rows: &[u32]) -> Result<(Timestamp, Timestamp), HistoryError> {
    let mut last = None;
    let mut text = 0;
    let (mut min, mut max) = (i64::MAX, i64::MIN);
    for &row in rows {
        let row = row as usize;
        let (Some(&person), Some(&time)) = (batch.person.get(row), batch.time.get(row)) else {
            return Err(HistoryError::NoSuchRow(row));
        };
        // Nobody comes after everybody.
        let place = person.map_or(u64::MAX, |person| person.0);
        if last.replace(place).is_some_and(|last| last > place) {
            return Err(HistoryError::NotSorted);
        }
        (min, max) = (min.min(time), max.max(time));
        text += batch.object.get(row).len() + batch.fragments.get(row).len();
    }
    if text > MOST_TEXT {
        return Err(HistoryError::TooLarge);
    }
    let time = |millis| Timestamp::from_millis(millis).map_err(|_| HistoryError::BadTime(millis));
    if rows.is_empty() {
        Err(HistoryError::Empty)
    } else {
        Ok((time(min)?, time(max)?))
    }
}

/// Position of each person's first row and the ciphertext of that person's fragments.
fn seal_persons(batch: &ActivityBatch, rows: &[u32], seal: Seal<'_>) -> Vec<(usize, Vec<u8>)> {
    let person_of = |row: u32| batch.person.get(row as usize).copied().flatten();
    let mut sealed = Vec::new();
    let mut plain = Vec::new();
    let mut at = 0;
    for run in rows.chunk_by(|&one, &next| person_of(one) == person_of(next)) {
        let first = at;
        at += run.len();
        let Some(person) = run.first().and_then(|&row| person_of(row)) else {
            continue;
        };
        plain.clear();
        let mut any = false;
        for &row in run {
            let fragments = batch.fragments.get(row as usize);
            any |= !fragments.is_empty();
            put_varint(&mut plain, fragments.len());
            plain.extend_from_slice(fragments);
        }
        if any {
            sealed.push((first, seal(person, &plain)));
        }
    }
    sealed
}

fn put_varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The columns of a batch, with what all slices share: the values of every dictionary.
struct Columns<'a> {
    schema: SchemaRef,
    batch: &'a ActivityBatch,
    source: Arc<StringArray>,
    kind: Names,
    workload: Names,
    outcome: Names,
    reach: Names,
    label_change: Names,
    severity: Names,
    operation: Texts<'a>,
    container: Texts<'a>,
    extension: Texts<'a>,
    target: Texts<'a>,
    target_domain: Texts<'a>,
    label_before: Texts<'a>,
    label_after: Texts<'a>,
    sensitive_types: Texts<'a>,
    detail: Texts<'a>,
    incomplete: Texts<'a>,
}

impl<'a> Columns<'a> {
    fn new(batch: &'a ActivityBatch, source: &str) -> Result<Self, HistoryError> {
        Ok(Self {
            schema: schema(),
            batch,
            source: Arc::new(StringArray::from(vec![source])),
            kind: Names::new(
                Kind::ALL.iter().map(|kind| (kind.code(), kind.name())),
                None,
            ),
            workload: Names::new(
                Workload::ALL
                    .iter()
                    .map(|workload| (workload.code(), workload.name())),
                None,
            ),
            outcome: Names::new(
                Outcome::ALL
                    .iter()
                    .map(|outcome| (outcome.code(), outcome.name())),
                None,
            ),
            reach: Names::new(
                Reach::ALL.iter().map(|reach| (reach.code(), reach.name())),
                Some(Reach::None.code()),
            ),
            label_change: Names::new(
                LabelChange::ALL
                    .iter()
                    .map(|change| (change.code(), change.name())),
                Some(LabelChange::None.code()),
            ),
            severity: Names::new(
                Severity::ALL
                    .iter()
                    .map(|severity| (severity.code(), severity.name())),
                Some(Severity::None.code()),
            ),
            operation: Texts::new(&batch.operation)?,
            container: Texts::new(&batch.container)?,
            extension: Texts::new(&batch.extension)?,
            target: Texts::new(&batch.target)?,
            target_domain: Texts::new(&batch.target_domain)?,
            label_before: Texts::new(&batch.label_before)?,
            label_after: Texts::new(&batch.label_after)?,
            sensitive_types: Texts::new(&batch.sensitive_types)?,
            detail: Texts::new(&batch.detail)?,
            incomplete: Texts::new(&batch.incomplete)?,
        })
    }

    /// The columns of some rows, in the order of the schema.
    fn arrays(&self, rows: &[u32], sealed: ArrayRef) -> Result<Vec<ArrayRef>, HistoryError> {
        let batch = self.batch;
        let times = pick(&batch.time, rows);
        let source = DictionaryArray::<Int32Type>::new(
            Int32Array::from(vec![0; rows.len()]),
            self.source.clone(),
        );
        Ok(vec![
            Arc::new(TimestampMillisecondArray::new(times.collect(), None).with_timezone("UTC")),
            persons(&batch.person, rows),
            Arc::new(source),
            self.kind.array(pick_code(&batch.kind, rows, Kind::code)),
            self.operation.array(rows),
            self.workload
                .array(pick_code(&batch.workload, rows, Workload::code)),
            self.outcome
                .array(pick_code(&batch.outcome, rows, Outcome::code)),
            self.container.array(rows),
            objects(batch, rows)?,
            self.extension.array(rows),
            Arc::new(
                rows.iter()
                    .map(|&row| batch.size.get(row as usize).copied().flatten())
                    .collect::<UInt64Array>(),
            ),
            self.target.array(rows),
            self.target_domain.array(rows),
            self.reach.array(pick_code(&batch.reach, rows, Reach::code)),
            self.label_change
                .array(pick_code(&batch.label_change, rows, LabelChange::code)),
            self.label_before.array(rows),
            self.label_after.array(rows),
            self.sensitive_types.array(rows),
            self.severity
                .array(pick_code(&batch.severity, rows, Severity::code)),
            self.detail.array(rows),
            Arc::new(UInt32Array::new(pick(&batch.items, rows).collect(), None)),
            non_zero(pick(&batch.object_id, rows).collect()),
            Arc::new(UInt64Array::new(pick(&batch.key, rows).collect(), None)),
            sealed,
            self.incomplete.array(rows),
        ])
    }
}

/// Rows were checked, so the default is never taken.
fn pick<'a, T: Copy + Default>(values: &'a [T], rows: &'a [u32]) -> impl Iterator<Item = T> + 'a {
    rows.iter()
        .map(|&row| values.get(row as usize).copied().unwrap_or_default())
}

fn pick_code<'a, T: Copy>(
    values: &'a [T],
    rows: &'a [u32],
    code: impl Fn(T) -> u8 + 'a,
) -> impl Iterator<Item = u8> + 'a {
    rows.iter()
        .map(move |&row| values.get(row as usize).map_or(0, |&value| code(value)))
}

fn persons(persons: &[Option<PersonId>], rows: &[u32]) -> ArrayRef {
    let persons = rows
        .iter()
        .map(|&row| persons.get(row as usize).copied().flatten());
    Arc::new(
        persons
            .map(|person| person.map(|person| person.0.cast_signed()))
            .collect::<Int64Array>(),
    )
}

fn objects(batch: &ActivityBatch, rows: &[u32]) -> Result<ArrayRef, HistoryError> {
    let mut bytes = Vec::with_capacity(rows.len() * 24);
    let mut lengths = Vec::with_capacity(rows.len());
    for &row in rows {
        let text = batch.object.get(row as usize);
        bytes.extend_from_slice(text);
        lengths.push(text.len());
    }
    let nulls = NullBuffer::from_iter(lengths.iter().map(|&length| length != 0));
    // Checks once for all rows that this is text.
    let array = StringArray::try_new(
        OffsetBuffer::from_lengths(lengths),
        bytes.into(),
        Some(nulls),
    );
    Ok(Arc::new(
        array.map_err(|error| HistoryError::writing(error.into()))?,
    ))
}

/// Zero is "the source gives none".
fn non_zero(values: Vec<u64>) -> ArrayRef {
    let present = BooleanBuffer::from_iter(values.iter().map(|&value| value != 0));
    Arc::new(UInt64Array::new(
        ScalarBuffer::from(values),
        Some(NullBuffer::new(present)),
    ))
}

/// The names of an enum as dictionary values.
struct Names {
    values: Arc<StringArray>,
    /// Position of each code's name.
    keys: [i32; 256],
    /// The code that is written as null.
    null: Option<u8>,
}

impl Names {
    fn new(names: impl Iterator<Item = (u8, &'static str)>, null: Option<u8>) -> Self {
        let mut keys = [0; 256];
        let mut values = Vec::new();
        for (code, name) in names {
            if let Some(key) = keys.get_mut(usize::from(code)) {
                *key = values.len() as i32;
            }
            values.push(name);
        }
        Self {
            values: Arc::new(StringArray::from(values)),
            keys,
            null,
        }
    }

    fn array(&self, codes: impl Iterator<Item = u8>) -> ArrayRef {
        let codes: Vec<u8> = codes.collect();
        let nulls = match self.null {
            Some(null) if codes.iter().all(|&code| code == null) => {
                return new_null_array(&dictionary(), codes.len());
            }
            Some(null) => Some(NullBuffer::from_iter(
                codes.iter().map(|&code| code != null),
            )),
            None => None,
        };
        let keys = codes
            .iter()
            .map(|&code| self.keys.get(usize::from(code)).copied().unwrap_or(0))
            .collect();
        Arc::new(DictionaryArray::<Int32Type>::new(
            Int32Array::new(keys, nulls),
            self.values.clone(),
        ))
    }
}

/// The values of an interned column as dictionary values; code 0, the empty text, is null.
struct Texts<'a> {
    column: &'a DictColumn,
    values: Arc<StringArray>,
}

impl<'a> Texts<'a> {
    fn new(column: &'a DictColumn) -> Result<Self, HistoryError> {
        if column.values().map(str::len).sum::<usize>() > MOST_TEXT {
            return Err(HistoryError::TooLarge);
        }
        Ok(Self {
            column,
            values: Arc::new(StringArray::from_iter_values(column.values())),
        })
    }

    fn array(&self, rows: &[u32]) -> ArrayRef {
        if self.column.values().len() <= 1 {
            return new_null_array(&dictionary(), rows.len());
        }
        let codes: Vec<i32> = rows
            .iter()
            .map(|&row| self.column.code(row as usize) as i32)
            .collect();
        let nulls = NullBuffer::from_iter(codes.iter().map(|&code| code != 0));
        if nulls.null_count() == rows.len() {
            return new_null_array(&dictionary(), rows.len());
        }
        let keys = Int32Array::new(ScalarBuffer::from(codes), Some(nulls));
        Arc::new(DictionaryArray::<Int32Type>::new(keys, self.values.clone()))
    }
}
