//! Rows of exported audit logs: the record is JSON text in the column AuditData, or spread over the columns.

use super::{Emit, flat, rejected, unwrap};
use crate::record::Row;
use crate::source::{Context, Rejection};

/// Spreadsheet programs cut a cell at this many characters.
const CELL_LIMIT: usize = 32_767;

/// Columns that hold the record as JSON: of the exports of the audit log, and of the Advanced Hunting table of cloud applications.
const RECORDS: [&str; 2] = ["AuditData", "RawEventData"];

/// Columns that hold the time where the record is spread over the columns.
const TIMES: [&str; 3] = ["CreationTime", "TimeGenerated", "CreationDate"];

pub(super) fn recognise(row: &Row<'_>) -> bool {
    let has = |name: &str| row.header.position(name).is_some();
    RECORDS.into_iter().any(has) || (has("Operation") && TIMES.into_iter().any(has))
}

/// The column of times whose order of day and month the table leaves open; records in a column bring times of their own.
pub(super) fn open_dates<'h>(row: &Row<'h>) -> Option<&'h str> {
    let header = row.header;
    if RECORDS
        .into_iter()
        .any(|name| header.position(name).is_some())
    {
        return None;
    }
    let mut columns = TIMES.into_iter().filter_map(|name| header.position(name));
    let open = columns.find(|column| header.leaves_open(*column))?;
    header.names().get(open).map(String::as_str)
}

/// Whether a table is one of Advanced Hunting, of which the portal exports no records.
pub(super) fn is_hunting(row: &Row<'_>) -> bool {
    ["Timestamp", "ActionType"]
        .into_iter()
        .all(|name| row.header.position(name).is_some())
}

pub(super) fn read(row: &Row<'_>, context: &Context<'_>, emit: Emit<'_>) -> Result<(), Rejection> {
    let order = row.header.order();
    let column = RECORDS
        .into_iter()
        .find(|name| row.header.position(name).is_some());
    let Some(column) = column else {
        return unwrap::read_row("", columns(row), order, context, emit);
    };
    let Some(json) = row.get(column) else {
        return Err(rejected(format!("the column {column} is empty")));
    };
    if flat::is_flat(json) {
        return Err(flat::reason(column));
    }
    if !json.starts_with('{') {
        return Err(rejected(format!(
            "the column {column} holds text that is no JSON object: export again and leave the column as it is"
        )));
    }
    let Err(rejection) = super::read(json.as_bytes(), context, emit) else {
        return Ok(());
    };
    if json.len() >= CELL_LIMIT - 8 && !json.ends_with('}') {
        return Err(rejected(format!(
            "{column} is cut at 32,767 characters, as spreadsheet programs do: export again and do not save it there",
        )));
    }
    if column != "AuditData" {
        return Err(rejection);
    }
    // A record that lacks its time, operation or user may still have it in the row.
    unwrap::read_row(json, columns(row), order, context, emit).map_err(|_| rejection)
}

fn columns<'r>(row: &'r Row<'_>) -> impl Iterator<Item = (String, String)> + 'r {
    let names = row.header.names().iter().enumerate();
    names
        .filter_map(|(column, name)| Some((name.clone(), row.cell(column)?.to_owned())))
        .filter(|(name, _)| name != "AuditData")
}
