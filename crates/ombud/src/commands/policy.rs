//! `ombud policy`

use ombud_model::policy::Policy;
use ombud_store::Mode;

use super::{Context, read_file};
use crate::args::PolicyCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: PolicyCommand) -> Result<(), Failure> {
    match command {
        PolicyCommand::Templates => templates(context),
        PolicyCommand::Create {
            template,
            name,
            set,
        } => {
            let ombud = context.open(Mode::Write).await?;
            let policy = ombud
                .create_policy(&context.by, &template, &name, &set)
                .await?;
            ombud.close().await?;
            changed(context, "created", &policy)
        }
        PolicyCommand::Apply { file } => {
            let text = read_file(&file)?;
            let ombud = context.open(Mode::Write).await?;
            let policy = ombud.apply_policy(&context.by, &text).await?;
            ombud.close().await?;
            changed(context, "applied", &policy)
        }
        PolicyCommand::List => list(context, &context.open(Mode::Read).await?.find_policies()),
        PolicyCommand::Show { name } => show(
            context,
            &context.open(Mode::Read).await?.find_policy(&name)?,
        ),
        PolicyCommand::Health => health(context).await,
    }
}

/// Templates come with the program: no data directory is needed.
fn templates(context: &Context) -> Result<(), Failure> {
    let content = ombud_detect::Content::builtin().map_err(anyhow::Error::from)?;
    let templates = ombud_app::templates(&content);
    if context.json {
        return output::json(&templates);
    }
    let rows: Vec<Vec<String>> = templates
        .iter()
        .map(|template| {
            vec![
                template.id.clone(),
                template.title.clone(),
                template.triggers.join(", "),
            ]
        })
        .collect();
    output::table(&["TEMPLATE", "TITLE", "TRIGGERS"], &[], &rows)
}

fn changed(context: &Context, what: &str, policy: &Policy) -> Result<(), Failure> {
    if context.json {
        return output::json(policy);
    }
    output::line(format!(
        "policy `{}` {what} from template `{}`",
        policy.name, policy.template
    ))
}

fn list(context: &Context, policies: &[Policy]) -> Result<(), Failure> {
    if context.json {
        return output::json(&policies);
    }
    let row = |policy: &Policy| {
        let state = if policy.enabled {
            "enabled"
        } else {
            "disabled"
        };
        let window = format!(
            "{} days back, {} on",
            policy.look_back_days, policy.activation_days
        );
        vec![
            policy.name.clone(),
            policy.template.clone(),
            state.to_owned(),
            policy.alert_volume.to_string(),
            window,
        ]
    };
    let rows: Vec<Vec<String>> = policies.iter().map(row).collect();
    output::table(
        &["NAME", "TEMPLATE", "STATE", "ALERT VOLUME", "WINDOW"],
        &[],
        &rows,
    )
}

fn show(context: &Context, policy: &Policy) -> Result<(), Failure> {
    if context.json {
        return output::json(policy);
    }
    output::line(format!(
        "{} ({}), from template {}",
        policy.name, policy.id, policy.template
    ))?;
    let state = if policy.enabled {
        "enabled"
    } else {
        "disabled"
    };
    output::line(format!(
        "{state}; alert volume {}; scores {} days before a trigger to {} days after it",
        policy.alert_volume, policy.look_back_days, policy.activation_days
    ))?;
    let triggers: Vec<String> = policy
        .triggers
        .iter()
        .map(|t| format!("{} (at least {} a day)", t.indicator, t.at_least))
        .collect();
    output::line(format!("triggers: {}", triggers.join(", ")))?;
    let row = |(id, rule): (&String, &ombud_model::policy::IndicatorRule)| {
        let [low, medium, high] = rule.thresholds.into();
        vec![
            id.clone(),
            low.to_string(),
            medium.to_string(),
            high.to_string(),
            rule.weight.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = policy.indicators.iter().map(row).collect();
    output::table(
        &["INDICATOR", "LOW", "MEDIUM", "HIGH", "WEIGHT"],
        &[1, 2, 3, 4],
        &rows,
    )
}

async fn health(context: &Context) -> Result<(), Failure> {
    let health = context.open(Mode::Read).await?.check_policies().await?;
    if context.json {
        return output::json(&health);
    }
    for policy in &health {
        output::line(format!(
            "{}: {}",
            policy.policy,
            if policy.healthy { "healthy" } else { "not yet" }
        ))?;
        policy
            .conditions
            .iter()
            .try_for_each(super::why::condition)?;
    }
    Ok(())
}
