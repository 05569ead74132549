//! `ombud settings`

use ombud_app::{SecondFactor, SignInRules};
use ombud_store::Mode;

use super::accounts::failure;
use super::{Context, read_file};
use crate::args::{SecondFactorArg, SettingsCommand, SignInArgs};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: SettingsCommand) -> Result<(), Failure> {
    match command {
        SettingsCommand::Show => {
            let ombud = context.open(Mode::Read).await?;
            if context.json {
                return output::json(&ombud.settings());
            }
            output::line(ombud.format_settings()?.trim_end())
        }
        SettingsCommand::SignIn(args) => sign_in(context, args).await,
        SettingsCommand::Apply { file } => {
            let text = read_file(&file)?;
            let ombud = context.open(Mode::Write).await?;
            ombud.apply_settings(&context.caller(), &text).await?;
            ombud.close().await?;
            output::line("settings applied; insights, assessments and alerts are recomputed")
        }
    }
}

async fn sign_in(context: &Context, args: SignInArgs) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    let mut rules = ombud.show_sign_in_rules(&caller).await.map_err(failure)?;
    let before = rules.clone();
    changed(&mut rules, args);
    if rules != before {
        rules = ombud
            .change_sign_in_rules(&caller, rules)
            .await
            .map_err(failure)?;
    }
    ombud.close().await?;
    if context.json {
        return output::json(&rules);
    }
    let spared: Vec<&str> = rules.spared_roles.iter().map(String::as_str).collect();
    let spared = spared.join(", ");
    let second_factor = match rules.second_factor {
        SecondFactor::Required => "required".to_owned(),
        SecondFactor::RequiredExceptFor => format!("required except for {spared}"),
        SecondFactor::NotRequired => "not required".to_owned(),
    };
    output::line(format!("second factor: {second_factor}"))?;
    let SignInRules {
        idle_minutes,
        absolute_minutes,
        fresh_minutes,
        ..
    } = rules;
    output::line(format!(
        "a session is over after {idle_minutes} minutes without a request, and after {absolute_minutes} minutes"
    ))?;
    output::line(format!(
        "a confirmation counts as fresh for {fresh_minutes} minutes"
    ))
}

fn changed(rules: &mut SignInRules, args: SignInArgs) {
    if let Some(second_factor) = args.second_factor {
        rules.second_factor = match second_factor {
            SecondFactorArg::Required => SecondFactor::Required,
            SecondFactorArg::RequiredExceptFor => SecondFactor::RequiredExceptFor,
            SecondFactorArg::NotRequired => SecondFactor::NotRequired,
        };
        rules.spared_roles.clear();
    }
    rules.spared_roles.extend(args.spare);
    rules.idle_minutes = args.idle.unwrap_or(rules.idle_minutes);
    rules.absolute_minutes = args.absolute.unwrap_or(rules.absolute_minutes);
    rules.fresh_minutes = args.fresh.unwrap_or(rules.fresh_minutes);
}
