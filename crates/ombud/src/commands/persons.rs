//! `ombud persons`

use ombud_store::Mode;

use super::Context;
use crate::args::PersonsCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, in_scope: bool) -> Result<(), Failure> {
    let persons = context
        .open(Mode::Read)
        .await?
        .find_persons(in_scope)
        .await?;
    if context.json {
        return output::json(&persons);
    }
    let mut rows = Vec::new();
    for person in &persons {
        if person.policies.is_empty() {
            rows.push(vec![
                person.person.clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        for policy in &person.policies {
            rows.push(vec![
                person.person.clone(),
                policy.policy.clone(),
                policy.score.0.to_string(),
                format!("{} on {}", policy.scope.trigger, policy.scope.triggered),
                format!("{} to {}", policy.scope.from, policy.scope.until),
            ]);
        }
    }
    output::table(
        &["PERSON", "IN SCOPE OF", "SCORE", "TRIGGER", "SCORED"],
        &[2],
        &rows,
    )
}

/// `ombud persons join`, `separate` and `joined`.
pub(crate) async fn change(context: &Context, command: PersonsCommand) -> Result<(), Failure> {
    match command {
        PersonsCommand::Join {
            person,
            other,
            reason,
        } => {
            let ombud = context.open(Mode::Write).await?;
            let row = ombud
                .join_persons(&context.by, &person, &other, &reason)
                .await?;
            ombud.close().await?;
            if context.json {
                return output::json(&row);
            }
            output::line(format!("{} is shown as {}", row.pseudonym, row.shown_as))
        }
        PersonsCommand::Separate { person, reason } => {
            let ombud = context.open(Mode::Write).await?;
            let separated = ombud.separate_person(&context.by, &person, &reason).await?;
            ombud.close().await?;
            if context.json {
                return output::json(&separated);
            }
            output::line(format!(
                "{} is not shown as {} any more",
                separated.pseudonym, separated.shown_as
            ))
        }
        PersonsCommand::Joined => {
            let joins = context.open(Mode::Read).await?.find_joins().await?;
            if context.json {
                return output::json(&joins);
            }
            let rows: Vec<Vec<String>> = joins
                .into_iter()
                .map(|row| vec![row.pseudonym, row.shown_as, row.since, row.said_by])
                .collect();
            output::table(&["PERSON", "SHOWN AS", "SINCE", "SAID BY"], &[], &rows)
        }
    }
}
