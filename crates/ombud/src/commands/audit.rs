//! `ombud audit`

use ombud_store::Mode;

use super::Context;
use crate::args::AuditCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: AuditCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Read).await?;
    match command {
        AuditCommand::List => {
            let records = ombud.audit_records().await?;
            if context.json {
                return output::json(&records);
            }
            let rows: Vec<Vec<String>> = records
                .iter()
                .map(|record| {
                    let action = record.action.name().to_owned();
                    vec![record.at.to_string(), record.actor.clone(), action, record.subject.clone(), record.reason.clone()]
                })
                .collect();
            output::table(&["AT", "WHO", "DID", "TO", "REASON"], &[], &rows)
        }
        AuditCommand::Verify => {
            let state = ombud.verify_audit().await?;
            if context.json {
                output::json(&state)?;
            } else {
                output::line(match &state.problem {
                    None => format!("{} audit records, unbroken; head {}", state.records, state.head),
                    Some(problem) => format!("the audit log is broken: {problem}"),
                })?;
            }
            if state.valid { Ok(()) } else { Err(Failure::CheckFailed) }
        }
    }
}
