//! `ombud why`

use ombud_detect::Condition;
use ombud_store::Mode;

use super::Context;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, target: &str) -> Result<(), Failure> {
    let answers = context.open(Mode::Read).await?.explain(target).await?;
    if context.json {
        return output::json(&answers);
    }
    for answer in &answers {
        let under = if answer.policy.is_empty() || answer.policy == answer.about {
            String::new()
        } else {
            format!(" under `{}`", answer.policy)
        };
        output::line(format!("{}{under}:", answer.about))?;
        answer.conditions.iter().try_for_each(condition)?;
        match &answer.first_unmet {
            Some(text) => output::line(format!("  first unmet: {text}"))?,
            None => output::line("  all conditions hold")?,
        }
    }
    Ok(())
}

/// One condition as a line with its mark.
pub(crate) fn condition(condition: &Condition) -> Result<(), Failure> {
    output::line(format!(
        "  {} {}",
        if condition.met { "yes" } else { "no " },
        condition.text
    ))
}
