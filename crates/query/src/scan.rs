//! Reads one segment: its rows within the bounds for which the predicate holds.
//!
//! Promises: row groups and pages that the bounds exclude are not read; of the others the columns of the bounds come first, then those of the
//! predicate on the rows that are left, then all others on the rows that pass. Rows outside of the bounds and superseded rows are never evaluated, and no row
//! makes the predicate fail.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::{AsArray, BooleanArray, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{TimestampMillisecondType, UInt64Type};
use arrow::error::ArrowError;
use futures::StreamExt;
use ombud_store::history::{column, of_columns};
use ombud_store::{SegmentMeta, SupersededRows};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowPredicate, ArrowPredicateFn, ArrowReaderMetadata, ArrowReaderOptions, RowFilter,
    RowSelection, RowSelector,
};
use parquet::arrow::async_reader::{ParquetRecordBatchStream, ParquetRecordBatchStreamBuilder};
use parquet::errors::ParquetError;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, RowGroupMetaData};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use parquet::file::statistics::Statistics;

use crate::bounds::Bounds;
use crate::condition::{Condition, readable};
use crate::newest::Newest;
use crate::reader::{HistoryReader, SegmentReader};
use crate::{PseudonymLookup, QueryError, row};

/// Rows decoded at a time.
const BATCH: usize = 8_192;

/// When a question must have its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    began: Instant,
    allowed: Duration,
}

impl Deadline {
    pub(crate) fn new(allowed: Duration) -> Self {
        Self {
            began: Instant::now(),
            allowed,
        }
    }

    /// Waits for one step of the work. A deadline that has passed before the step is an error whatever the step would take.
    async fn wait<T>(self, step: impl Future<Output = T>) -> Result<T, QueryError> {
        let late = QueryError::TooCostly { what: "time" };
        match self.allowed.checked_sub(self.began.elapsed()) {
            None | Some(Duration::ZERO) => Err(late),
            Some(left) => tokio::time::timeout(left, step).await.map_err(|_| late),
        }
    }
}

/// What is asked of every segment.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) condition: Condition,
    pub(crate) pseudonyms: Arc<dyn PseudonymLookup>,
    pub(crate) limit: usize,
    pub(crate) memory: usize,
    pub(crate) deadline: Deadline,
}

/// The newest rows of one segment that answer the question.
pub(crate) async fn scan(
    reader: HistoryReader,
    segment: SegmentMeta,
    bounds: Bounds,
    question: Question,
) -> Result<Newest, QueryError> {
    let mut newest = Newest::new(question.limit, question.memory);
    let opening = open(&reader, &segment, &bounds, &question.condition);
    let opened = question.deadline.wait(opening).await?;
    let mut stream = opened.map_err(|error| QueryError::History(error.into()))?;
    while let Some(batch) = question.deadline.wait(stream.next()).await? {
        let batch = batch.map_err(|error| QueryError::History(error.into()))?;
        let kept = newest.may_keep(&row::ranks(&batch)?);
        let batch = filter_record_batch(&batch, &kept)
            .map_err(|error| QueryError::History(error.into()))?;
        newest.add(row::read(&batch, &*question.pseudonyms)?)?;
    }
    Ok(newest)
}

async fn open(
    reader: &HistoryReader,
    segment: &SegmentMeta,
    bounds: &Bounds,
    condition: &Condition,
) -> Result<ParquetRecordBatchStream<SegmentReader>, ParquetError> {
    let options = || ArrowReaderOptions::new().with_page_index_policy(PageIndexPolicy::Optional);
    let mut reader = reader.segment(segment);
    let found = ArrowReaderMetadata::load_async(&mut reader, options()).await?;
    let known = of_columns(&readable(), found.parquet_schema().num_columns());
    let metadata = Arc::clone(found.metadata());
    let metadata = ArrowReaderMetadata::try_new(metadata, options().with_schema(known))?;
    let builder = ParquetRecordBatchStreamBuilder::new_with_metadata(reader, metadata);
    let schema = builder.parquet_schema();
    let columns = |names: &mut dyn Iterator<Item = &str>| ProjectionMask::columns(schema, names);
    let shown = columns(&mut row::columns());
    let mut stages: Vec<Box<dyn ArrowPredicate>> = Vec::new();
    if !bounds.are_none() {
        let bounds = bounds.clone();
        let mask = columns(&mut [column::TIME, column::PERSON].into_iter());
        stages.push(Box::new(ArrowPredicateFn::new(mask, move |batch| {
            bounds.hold(&batch).ok_or_else(wrong_columns)
        })));
    }
    if !segment.superseded.is_empty() {
        let superseded = segment.superseded.clone();
        let mask = columns(&mut [column::TIME, column::KEY].into_iter());
        stages.push(Box::new(ArrowPredicateFn::new(mask, move |batch| {
            valid(&superseded, &batch).ok_or_else(wrong_columns)
        })));
    }
    let predicate = condition.clone();
    // The time is in every segment: a batch without columns has no length.
    let mut named: Vec<&str> = condition.columns().collect();
    if named == [column::INCOMPLETE] {
        named.push(column::TIME);
    }
    let mask = columns(&mut named.into_iter());
    stages.push(Box::new(ArrowPredicateFn::new(mask, move |batch| {
        Ok(predicate.holds(&batch))
    })));
    let groups = builder.metadata().row_groups().iter().enumerate();
    let groups = groups.filter(|(_, group)| meet(bounds, group));
    let groups: Vec<usize> = groups.map(|(index, _)| index).collect();
    let builder = match pages(bounds, builder.metadata(), &groups) {
        Some(pages) => builder.with_row_selection(pages),
        None => builder,
    };
    builder
        .with_row_groups(groups)
        .with_projection(shown)
        .with_row_filter(RowFilter::new(stages))
        .with_batch_size(BATCH)
        .build()
}

/// Which rows were not superseded.
fn valid(superseded: &SupersededRows, batch: &RecordBatch) -> Option<BooleanArray> {
    let times = batch
        .column_by_name(column::TIME)?
        .as_primitive_opt::<TimestampMillisecondType>()?;
    let keys = batch
        .column_by_name(column::KEY)?
        .as_primitive_opt::<UInt64Type>()?;
    let rows = times.values().iter().zip(keys.values());
    Some(
        rows.map(|(&time, &key)| Some(!superseded.has(time, key)))
            .collect(),
    )
}

fn wrong_columns() -> ArrowError {
    ArrowError::SchemaError(
        "`time`, `person` or `key` is missing or not what it should be".to_owned(),
    )
}

/// The rows of the pages that can have rows of the persons within the bounds: rows lie by person, so a person's are on few pages. `None` where
/// the segment does not say what its pages hold.
fn pages(bounds: &Bounds, metadata: &ParquetMetaData, groups: &[usize]) -> Option<RowSelection> {
    let (columns, offsets) = (metadata.column_index()?, metadata.offset_index()?);
    let mut pages = Vec::new();
    for &group in groups {
        let described = metadata.row_groups().get(group)?;
        let mut names = described.columns().iter();
        let column = names.position(|chunk| chunk.column_path().string() == column::PERSON)?;
        let ColumnIndexMetaData::INT64(index) = columns.get(group)?.get(column)? else {
            return None;
        };
        let locations = offsets.get(group)?.get(column)?.page_locations();
        if index.num_pages() != locations.len() as u64 {
            return None;
        }
        let row = |number: i64| usize::try_from(number).ok();
        for (page, location) in locations.iter().enumerate() {
            let end = locations
                .get(page + 1)
                .map_or(described.num_rows(), |next| next.first_row_index);
            let rows = row(end)?.checked_sub(row(location.first_row_index)?)?;
            let without = index.null_count(page) != Some(0);
            // A page without any person says nothing.
            let persons = index.min_value(page).zip(index.max_value(page));
            pages.push(
                match persons
                    .is_none_or(|(&first, &last)| bounds.meet_persons(first, last, without))
                {
                    true => RowSelector::select(rows),
                    false => RowSelector::skip(rows),
                },
            );
        }
    }
    Some(pages.into())
}

/// Whether a row group can have rows within the bounds, as far as its statistics say.
fn meet(bounds: &Bounds, group: &RowGroupMetaData) -> bool {
    let statistics = |name: &str| {
        let chunk = group
            .columns()
            .iter()
            .find(|chunk| chunk.column_path().string() == name);
        match chunk.and_then(|chunk| chunk.statistics()) {
            Some(Statistics::Int64(values)) => Some(values),
            _ => None,
        }
    };
    let times = statistics(column::TIME);
    let times = times.and_then(|values| Some((*values.min_opt()?, *values.max_opt()?)));
    let persons = statistics(column::PERSON);
    let without = persons.and_then(|values| values.null_count_opt()) != Some(0);
    let persons = persons.and_then(|values| Some((*values.min_opt()?, *values.max_opt()?)));
    times.is_none_or(|(first, last)| bounds.meet_times(first, last))
        && persons.is_none_or(|(first, last)| bounds.meet_persons(first, last, without))
}
