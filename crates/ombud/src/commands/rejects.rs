//! `ombud rejects`

use ombud_app::RejectRow;
use ombud_store::Mode;

use super::{Context, read_mapping};
use crate::args::RejectsCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: RejectsCommand) -> Result<(), Failure> {
    match command {
        RejectsCommand::List => {
            let rows = context.open(Mode::Read).await?.find_rejects().await?;
            if context.json {
                return output::json(&rows);
            }
            table(&rows)
        }
        RejectsCommand::Retry { mapping } => {
            let mapping = read_mapping(mapping.as_deref())?;
            let ombud = context.open(Mode::Write).await?;
            let report = ombud
                .retry_rejects(&context.caller(), mapping.as_ref())
                .await?;
            ombud.close().await?;
            if context.json {
                return output::json(&report);
            }
            output::line(format!(
                "{} records tried: {} accepted, {} duplicates, {} corrected, {} still rejected; {} alerts opened, {} updated",
                report.tried,
                report.accepted,
                report.duplicates,
                report.corrected,
                report.rejected,
                report.alerts_opened,
                report.alerts_updated
            ))?;
            if report.remaining.is_empty() {
                Ok(())
            } else {
                table(&report.remaining)
            }
        }
    }
}

fn table(rows: &[RejectRow]) -> Result<(), Failure> {
    let cells = |row: &RejectRow| {
        vec![
            row.source.clone(),
            row.input.clone(),
            row.place.clone(),
            row.reason.clone(),
        ]
    };
    output::table(
        &["SOURCE", "INPUT", "PLACE", "REASON"],
        &[],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}
