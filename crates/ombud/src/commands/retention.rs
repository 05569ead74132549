//! `ombud retention`

use ombud_app::{RetentionRow, RetentionRun};
use ombud_store::Mode;

use super::Context;
use crate::args::RetentionCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: RetentionCommand) -> Result<(), Failure> {
    match command {
        RetentionCommand::Show => show(
            context,
            &context.open(Mode::Read).await?.find_retention().await?,
        ),
        RetentionCommand::Set { days } => {
            let ombud = context.open(Mode::Write).await?;
            let rows = ombud.change_retention(&context.caller(), &days).await?;
            ombud.close().await?;
            show(context, &rows)
        }
        RetentionCommand::Due => would_go(
            context,
            &context.open(Mode::Read).await?.find_retention_due().await?,
        ),
        RetentionCommand::Run { confirm } => delete(context, confirm.as_deref()).await,
    }
}

fn show(context: &Context, rows: &[RetentionRow]) -> Result<(), Failure> {
    if context.json {
        return output::json(&rows);
    }
    let range = |row: &RetentionRow| match row.agreed {
        Some(agreed) => format!(
            "{} to {}, as agreed",
            row.from.min(agreed),
            row.to.min(agreed)
        ),
        None => format!("{} to {}", row.from, row.to),
    };
    let cells = |row: &RetentionRow| vec![row.kind.to_string(), row.days.to_string(), range(row)];
    output::table(
        &["KIND", "DAYS", "MAY BE SET TO"],
        &[1],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

fn would_go(context: &Context, run: &RetentionRun) -> Result<(), Failure> {
    if context.json {
        return output::json(run);
    }
    run.reasons
        .iter()
        .try_for_each(|reason| output::line(format!("the brake would stop it: {reason}")))?;
    output::line(format!("would go: {}", rows(run)))
}

fn rows(run: &RetentionRun) -> String {
    let due: Vec<String> = run
        .due
        .iter()
        .map(|(kind, rows)| format!("{rows} of {kind}"))
        .collect();
    if due.is_empty() {
        "nothing".to_owned()
    } else {
        due.join(", ")
    }
}

async fn delete(context: &Context, confirm: Option<&str>) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let run = ombud.run_retention(&context.caller(), confirm).await?;
    ombud.close().await?;
    if context.json {
        output::json(&run)?;
    } else {
        let due = rows(&run);
        match run.braked {
            false => output::line(format!("deleted: {due}"))?,
            true => {
                run.reasons
                    .iter()
                    .try_for_each(|reason| output::line(format!("stopped: {reason}")))?;
                output::line(format!(
                    "would go: {due}\nto carry it out: ombud retention run --confirm {}",
                    run.plan
                ))?;
            }
        }
    }
    if run.braked {
        Err(Failure::CheckFailed)
    } else {
        Ok(())
    }
}
