//! `ombud audit`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use ombud_app::{self, AppError, AuditState, Ombud};
use ombud_store::Mode;
use ombud_tlog::{Filter, export};

use super::{Context, read_file, read_witnesses};
use crate::args::{AuditCommand, AuditFilter};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: AuditCommand) -> Result<(), Failure> {
    if let AuditCommand::Verify {
        from,
        log: Some(log),
        key: Some(key),
        witnesses,
    } = &command
    {
        let note = from.as_deref().map(read_file).transpose()?;
        let witnesses = read_witnesses(witnesses.as_deref())?;
        let state = ombud_app::verify_copy(
            log,
            &read_file(key)?,
            note.as_deref().map(str::as_bytes),
            witnesses.as_ref(),
        )?;
        return report(context, &state);
    }
    let ombud = context.open(Mode::Read).await?;
    match command {
        AuditCommand::Search(wanted) => search(context, &ombud, &wanted).await,
        AuditCommand::Verify {
            from, witnesses, ..
        } => {
            let from = from.as_deref().map(read_file).transpose()?;
            let witnesses = read_witnesses(witnesses.as_deref())?;
            report(
                context,
                &ombud
                    .check_audit(from.as_deref().map(str::as_bytes), witnesses.as_ref())
                    .await?,
            )
        }
        AuditCommand::Export { filter, out } => {
            write(context, &ombud, &filter, out.as_deref()).await
        }
        AuditCommand::Head => {
            let (key, note) = ombud.show_audit_head().await?;
            if context.json {
                return output::json(&serde_json::json!({ "key": key, "checkpoint": note }));
            }
            output::line(format!("{key}\n\n{}", note.trim_end()))
        }
    }
}

async fn filter(ombud: &Ombud, wanted: &AuditFilter) -> Result<Filter, Failure> {
    let subject = match &wanted.person {
        Some(pseudonym) => Some(ombud.find_person(pseudonym).await?),
        None => None,
    };
    Ok(Filter {
        subject,
        ..wanted.plain()
    })
}

async fn search(context: &Context, ombud: &Ombud, wanted: &AuditFilter) -> Result<(), Failure> {
    let found = ombud
        .find_audit_entries(&filter(ombud, wanted).await?, wanted.limit)
        .await?;
    if context.json {
        return output::json(&found);
    }
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|row| {
            let what = row.ending.map_or_else(
                || row.operation.to_owned(),
                |ending| format!("{} {ending}", row.operation),
            );
            let whom = row
                .subject
                .clone()
                .or(row.object.clone())
                .unwrap_or_default();
            vec![
                row.sequence.to_string(),
                row.time.clone(),
                row.actor.clone(),
                what,
                whom,
                or_empty(&row.reason),
            ]
        })
        .collect();
    output::table(&["NO", "AT", "WHO", "DID", "TO", "REASON"], &[0], &rows)
}

fn report(context: &Context, state: &AuditState) -> Result<(), Failure> {
    if context.json {
        output::json(state)?;
    } else {
        output::line(match (&state.problem, state.index) {
            (None, _) => {
                let extends = state.extends.map_or(String::new(), |size| {
                    format!("; extends the {size} known entries")
                });
                let witnessed = state.witnessed.map_or(String::new(), |size| {
                    format!("; {size} entries are countersigned")
                });
                format!(
                    "{} audit records, unbroken; head {}{extends}{witnessed}",
                    state.records, state.head
                )
            }
            (Some(problem), Some(index)) => {
                format!("the audit log is broken at entry {index}: {problem}")
            }
            (Some(problem), None) => format!("the audit log is broken: {problem}"),
        })?;
    }
    if state.valid {
        Ok(())
    } else {
        Err(Failure::CheckFailed)
    }
}

async fn write(
    context: &Context,
    ombud: &Ombud,
    wanted: &AuditFilter,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let failed =
        |error: io::Error| Failure::Input(format!("the export cannot be written: {error}"));
    let filter = filter(ombud, wanted).await?;
    let mut out: Box<dyn Write> = match out {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(failed)?)),
        None => Box::new(io::stdout().lock()),
    };
    if !context.json {
        export::write_csv_header(&mut out).map_err(failed)?;
    }
    let each = |row: export::Row| {
        let written = if context.json {
            export::write_json_line(&mut out, &row)
        } else {
            export::write_csv_row(&mut out, &row)
        };
        written.map_err(|error| AppError::Input(format!("the export cannot be written: {error}")))
    };
    ombud.write_audit(&filter, each).await?;
    out.flush().map_err(failed)
}
