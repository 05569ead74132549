//! The shape of a history segment: the columns that people query, and how each one is written.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::schema::types::ColumnPath;

use super::HistoryError;

/// Name of the file's metadata entry that holds [`FORMAT`].
pub(super) const FORMAT_KEY: &str = "ombud.segment";
/// Version of the layout. A reader refuses what it does not know.
pub(super) const FORMAT: &str = "1";

/// Rows of a row group: bounds what a reader and the writer hold in memory.
const ROW_GROUP_ROWS: usize = 262_144;

/// Names of the columns, in their order.
pub mod column {
    pub const TIME: &str = "time";
    pub const PERSON: &str = "person";
    pub const SOURCE: &str = "source";
    pub const KIND: &str = "kind";
    pub const OPERATION: &str = "operation";
    pub const WORKLOAD: &str = "workload";
    pub const OUTCOME: &str = "outcome";
    pub const CONTAINER: &str = "container";
    pub const OBJECT: &str = "object";
    pub const EXTENSION: &str = "extension";
    pub const SIZE: &str = "size";
    pub const TARGET: &str = "target";
    pub const TARGET_DOMAIN: &str = "target_domain";
    pub const REACH: &str = "reach";
    pub const LABEL_CHANGE: &str = "label_change";
    pub const LABEL_BEFORE: &str = "label_before";
    pub const LABEL_AFTER: &str = "label_after";
    pub const SENSITIVE_TYPES: &str = "sensitive_types";
    pub const SEVERITY: &str = "severity";
    pub const DETAIL: &str = "detail";
    pub const ITEMS: &str = "items";
    pub const OBJECT_ID: &str = "object_id";
    pub const KEY: &str = "key";
    pub const SEALED: &str = "sealed";
    pub const INCOMPLETE: &str = "incomplete";
}

/// Text with few distinct values.
pub(super) fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// The Arrow schema of a segment. Empty text and "none" are null; `kind`, `workload` and `outcome` are always there. `sealed` holds a
/// person's encrypted fragments on that person's first row. The files themselves carry plain Parquet types, so any reader opens them.
pub fn schema() -> SchemaRef {
    let required = |name: &str, kind: DataType| Field::new(name, kind, false);
    let optional = |name: &str, kind: DataType| Field::new(name, kind, true);
    Arc::new(Schema::new(vec![
        required(
            column::TIME,
            DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        ),
        optional(column::PERSON, DataType::Int64),
        required(column::SOURCE, dictionary()),
        required(column::KIND, dictionary()),
        optional(column::OPERATION, dictionary()),
        required(column::WORKLOAD, dictionary()),
        required(column::OUTCOME, dictionary()),
        optional(column::CONTAINER, dictionary()),
        optional(column::OBJECT, DataType::Utf8),
        optional(column::EXTENSION, dictionary()),
        optional(column::SIZE, DataType::UInt64),
        optional(column::TARGET, dictionary()),
        optional(column::TARGET_DOMAIN, dictionary()),
        optional(column::REACH, dictionary()),
        optional(column::LABEL_CHANGE, dictionary()),
        optional(column::LABEL_BEFORE, dictionary()),
        optional(column::LABEL_AFTER, dictionary()),
        optional(column::SENSITIVE_TYPES, dictionary()),
        optional(column::SEVERITY, dictionary()),
        optional(column::DETAIL, dictionary()),
        required(column::ITEMS, DataType::UInt32),
        optional(column::OBJECT_ID, DataType::UInt64),
        required(column::KEY, DataType::UInt64),
        optional(column::SEALED, DataType::Binary),
        optional(column::INCOMPLETE, dictionary()),
    ]))
}

/// The part of `schema` that a segment of so many columns has: later versions only append, and what a segment lacks is null in all of
/// its rows.
pub fn of_columns(schema: &SchemaRef, count: usize) -> SchemaRef {
    if count >= schema.fields().len() {
        return Arc::clone(schema);
    }
    Arc::new(Schema::new(
        schema
            .fields()
            .iter()
            .take(count)
            .cloned()
            .collect::<Vec<_>>(),
    ))
}

/// How the columns are written. Hashes and ciphertext do not compress, so nobody tries; statistics are kept only where they let a
/// reader skip something: rows lie by person and time.
pub(super) fn properties() -> Result<WriterProperties, HistoryError> {
    let zstd = Compression::ZSTD(ZstdLevel::try_new(1).map_err(HistoryError::writing)?);
    let path = |name: &str| ColumnPath::from(name);
    let mut builder = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_created_by(format!("ombud {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![KeyValue::new(
            FORMAT_KEY.to_owned(),
            FORMAT.to_owned(),
        )]))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_write_batch_size(8_192)
        .set_compression(zstd)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_statistics_enabled(path(column::TIME), EnabledStatistics::Chunk)
        .set_column_statistics_enabled(path(column::PERSON), EnabledStatistics::Page);
    for name in [column::TIME, column::SIZE] {
        builder = builder
            .set_column_dictionary_enabled(path(name), false)
            .set_column_encoding(path(name), Encoding::DELTA_BINARY_PACKED);
    }
    for name in [column::KEY, column::OBJECT_ID, column::SEALED] {
        builder = builder
            .set_column_dictionary_enabled(path(name), false)
            .set_column_encoding(path(name), Encoding::PLAIN);
    }
    for name in [column::KEY, column::SEALED] {
        builder = builder.set_column_compression(path(name), Compression::UNCOMPRESSED);
    }
    builder = builder
        .set_column_dictionary_enabled(path(column::OBJECT), false)
        .set_column_encoding(path(column::OBJECT), Encoding::DELTA_LENGTH_BYTE_ARRAY);
    Ok(builder.build())
}
