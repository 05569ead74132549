//! One activity as it is shown, and how it is read from a batch of a segment.

use arrow::array::{Array, AsArray, PrimitiveArray, RecordBatch};
use arrow::datatypes::{
    ArrowPrimitiveType, Int64Type, TimestampMillisecondType, UInt32Type, UInt64Type,
};
use ombud_model::Timestamp;
use ombud_store::history::column;
use serde::Serialize;

use crate::newest::Rank;
use crate::{PseudonymLookup, QueryError, person};

/// One activity as it is shown: times in RFC 3339, a pseudonym, redacted text. Empty text means that the source does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ActivityRow {
    pub time: String,
    /// `None` for services and systems.
    pub person: Option<String>,
    pub source: String,
    pub kind: String,
    pub operation: String,
    pub workload: String,
    pub outcome: String,
    pub container: String,
    pub object: String,
    pub extension: String,
    pub size: Option<u64>,
    pub target: String,
    pub target_domain: String,
    pub reach: String,
    pub label_change: String,
    pub label_before: String,
    pub label_after: String,
    pub sensitive_types: String,
    pub severity: String,
    pub detail: String,
    pub items: u32,
    /// Names of fields whose facts are missing; empty where nothing is known to be.
    pub incomplete: String,
}

/// Bytes of memory that a row takes, about.
pub(crate) fn bytes(row: &mut ActivityRow) -> usize {
    let person = row.person.as_ref().map_or(0, String::len);
    let texts = TEXT_PLACES.iter().map(|(_, place)| place(row).len());
    size_of::<ActivityRow>() + person + texts.sum::<usize>()
}

/// The columns of a segment that [`read`] asks for.
pub(crate) fn columns() -> impl Iterator<Item = &'static str> {
    let texts = TEXT_PLACES.iter().map(|(name, _)| *name);
    ["time", "key", "person", "size", "items"]
        .into_iter()
        .chain(texts)
}

/// Where the rows of a batch stand.
pub(crate) fn ranks(batch: &RecordBatch) -> Result<Vec<Rank>, QueryError> {
    let time = numbers::<TimestampMillisecondType>(batch, "time")?;
    let key = numbers::<UInt64Type>(batch, "key")?;
    let person = numbers::<Int64Type>(batch, "person")?;
    let rank = |row: usize| {
        let person = person.is_valid(row).then(|| person.value(row));
        Rank::new(time.value(row), key.value(row), person)
    };
    Ok((0..batch.num_rows()).map(rank).collect())
}

/// The rows of a batch with [`columns`], each with its rank.
pub(crate) fn read(
    batch: &RecordBatch,
    pseudonyms: &dyn PseudonymLookup,
) -> Result<Vec<(Rank, ActivityRow)>, QueryError> {
    let ranks = ranks(batch)?;
    let time = numbers::<TimestampMillisecondType>(batch, "time")?;
    let person = numbers::<Int64Type>(batch, "person")?;
    let size = numbers::<UInt64Type>(batch, "size")?;
    let items = numbers::<UInt32Type>(batch, "items")?;
    let mut rows = Vec::with_capacity(batch.num_rows());
    for (row, rank) in ranks.into_iter().enumerate() {
        let number = person.is_valid(row).then(|| person.value(row));
        let moment = Timestamp::from_millis(time.value(row)).map_err(|_| missing("time"))?;
        let shown = ActivityRow {
            time: moment.to_string(),
            person: number.map(|number| person::shown(pseudonyms, number)),
            size: size.is_valid(row).then(|| size.value(row)),
            items: items.value(row),
            ..ActivityRow::default()
        };
        rows.push((rank, shown));
    }
    // Column by column: each text column is looked up and checked once.
    for (name, place) in TEXT_PLACES {
        let column = batch.column_by_name(name);
        if column.is_none() && *name == column::INCOMPLETE {
            // A segment of a version that did not know it.
            continue;
        }
        let texts = column
            .and_then(|column| column.as_string_view_opt())
            .ok_or_else(|| missing(name))?;
        let none = if NONE_FOR_NULL.contains(name) {
            "none"
        } else {
            ""
        };
        for ((_, row), text) in rows.iter_mut().zip(texts.iter()) {
            text.unwrap_or(none).clone_into(place(row));
        }
    }
    Ok(rows)
}

fn numbers<'a, T: ArrowPrimitiveType>(
    batch: &'a RecordBatch,
    name: &'static str,
) -> Result<&'a PrimitiveArray<T>, QueryError> {
    let column = batch.column_by_name(name);
    column
        .and_then(|column| column.as_primitive_opt::<T>())
        .ok_or_else(|| missing(name))
}

/// Columns in which history writes "none" as null.
pub(crate) const NONE_FOR_NULL: &[&str] = &["reach", "label_change", "severity"];

type Place = fn(&mut ActivityRow) -> &mut String;

const TEXT_PLACES: &[(&str, Place)] = &[
    ("source", |row| &mut row.source),
    ("kind", |row| &mut row.kind),
    ("operation", |row| &mut row.operation),
    ("workload", |row| &mut row.workload),
    ("outcome", |row| &mut row.outcome),
    ("container", |row| &mut row.container),
    ("object", |row| &mut row.object),
    ("extension", |row| &mut row.extension),
    ("target", |row| &mut row.target),
    ("target_domain", |row| &mut row.target_domain),
    ("reach", |row| &mut row.reach),
    ("label_change", |row| &mut row.label_change),
    ("label_before", |row| &mut row.label_before),
    ("label_after", |row| &mut row.label_after),
    ("sensitive_types", |row| &mut row.sensitive_types),
    ("severity", |row| &mut row.severity),
    ("detail", |row| &mut row.detail),
    (column::INCOMPLETE, |row| &mut row.incomplete),
];

fn missing(column: &'static str) -> QueryError {
    QueryError::History(format!("the column `{column}` is missing or not what it should be").into())
}
