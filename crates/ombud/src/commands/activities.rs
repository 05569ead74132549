//! `ombud activities`

use ombud_store::Mode;

use super::Context;
use crate::args::ActivitiesCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: ActivitiesCommand) -> Result<(), Failure> {
    let ActivitiesCommand::Query { predicate, limit } = command;
    let rows = context
        .open(Mode::Read)
        .await?
        .find_activities(&predicate, limit)
        .await?;
    if context.json {
        return output::json(&rows);
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let what = format!("{}{}", row.container, row.object);
            let person = row.person.clone().unwrap_or_else(|| "(service)".to_owned());
            vec![
                row.time.clone(),
                person,
                row.kind.clone(),
                row.operation.clone(),
                what,
                row.target.clone(),
            ]
        })
        .collect();
    output::table(
        &["TIME", "PERSON", "KIND", "OPERATION", "OBJECT", "TARGET"],
        &[],
        &cells,
    )
}
