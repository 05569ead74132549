//! `ombud persons`

use ombud_store::Mode;

use super::Context;
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
