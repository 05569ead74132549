//! Rows of exported audit logs: the record is JSON text in the column AuditData, or spread over the columns.

use super::{Emit, rejected, unwrap};
use crate::record::Row;
use crate::source::{Context, Rejection};

/// Spreadsheet programs cut a cell at this many characters.
const CELL_LIMIT: usize = 32_767;

pub(super) fn recognise(row: &Row<'_>) -> bool {
    let has = |name: &str| row.header.position(name).is_some();
    has("AuditData")
        || (has("Operation")
            && ["CreationTime", "TimeGenerated", "CreationDate"]
                .into_iter()
                .any(has))
}

pub(super) fn read(row: &Row<'_>, context: &Context<'_>, emit: Emit<'_>) -> Result<(), Rejection> {
    let order = row.header.order();
    if row.header.position("AuditData").is_none() {
        return unwrap::read_row("", columns(row), order, context, emit);
    }
    let Some(json) = row.get("AuditData") else {
        return Err(rejected("the column AuditData is empty"));
    };
    let Err(rejection) = super::read(json.as_bytes(), context, emit) else {
        return Ok(());
    };
    if json.len() >= CELL_LIMIT - 8 && !json.ends_with('}') {
        return Err(rejected(
            "AuditData is cut at 32,767 characters, as spreadsheet programs do: export again and do not save it there",
        ));
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
