//! The columns that a predicate sees. What is not in this table does not exist for it.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

/// One column of an activity, as it is documented.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub holds: Holds,
    pub meaning: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    Time,
    Number,
    Text,
}

const fn column(name: &'static str, holds: Holds, meaning: &'static str) -> Column {
    Column {
        name,
        holds,
        meaning,
    }
}

/// Every visible column, in the order in which they are documented. Text that the source does not give is null.
pub const COLUMNS: &[Column] = &[
    column(
        "time",
        Holds::Time,
        "when it happened, in UTC, to the millisecond",
    ),
    column(
        "person",
        Holds::Text,
        "pseudonym of the person who did it; null for services and systems",
    ),
    column("source", Holds::Text, "id of the source that delivered it"),
    column(
        "kind",
        Holds::Text,
        "what was done, such as `file-downloaded`",
    ),
    column(
        "operation",
        Holds::Text,
        "the source's own word for what was done",
    ),
    column(
        "workload",
        Holds::Text,
        "where it was done, such as `sharepoint`",
    ),
    column(
        "outcome",
        Holds::Text,
        "`done`, `blocked`, `failed`, or `unknown` where the record does not say",
    ),
    column(
        "container",
        Holds::Text,
        "folder, site or mailbox folder that holds the object",
    ),
    column(
        "object",
        Holds::Text,
        "file name, mail subject or resource name",
    ),
    column("path", Holds::Text, "container and object together"),
    column(
        "extension",
        Holds::Text,
        "lower-case, without dot; of several files each type once, with `; ` between",
    ),
    column(
        "size",
        Holds::Number,
        "bytes; null where the source does not say",
    ),
    column("target", Holds::Text, "who or what received it"),
    column(
        "target_domain",
        Holds::Text,
        "the domain most outside among the targets, lower-case",
    ),
    column(
        "reach",
        Holds::Text,
        "`none`, `inside`, `outside` or `public`",
    ),
    column(
        "label_change",
        Holds::Text,
        "`none`, `applied`, `raised`, `lowered`, `removed` or `changed`",
    ),
    column("label_before", Holds::Text, "sensitivity label before"),
    column("label_after", Holds::Text, "sensitivity label after"),
    column(
        "sensitive_types",
        Holds::Text,
        "sensitive information types found, joined by `; `",
    ),
    column(
        "severity",
        Holds::Text,
        "severity that another product states: `none` to `high`",
    ),
    column(
        "detail",
        Holds::Text,
        "rule, alert title, rating or role, in the source's words",
    ),
    column(
        "items",
        Holds::Number,
        "attachments, messages or items in one activity",
    ),
    column(
        "incomplete",
        Holds::Text,
        "names of the fields that the record lacks or holds in a form that is not read, joined by `; `; null where nothing is known to be \
         missing",
    ),
];

/// Type of a moment, here and in the segments.
pub(crate) fn moment() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
}

/// The visible columns as a schema: what a predicate is planned against.
pub(crate) fn visible() -> SchemaRef {
    let field = |column: &Column| match column.holds {
        Holds::Time => Field::new(column.name, moment(), false),
        Holds::Number => Field::new(column.name, DataType::UInt64, true),
        Holds::Text => Field::new(column.name, DataType::Utf8View, true),
    };
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
}

/// The names, for messages.
pub(crate) fn names() -> String {
    COLUMNS
        .iter()
        .map(|column| column.name)
        .collect::<Vec<_>>()
        .join(", ")
}
