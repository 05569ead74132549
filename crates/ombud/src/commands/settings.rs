//! `ombud settings`

use ombud_store::Mode;

use super::{Context, read_file};
use crate::args::SettingsCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: SettingsCommand) -> Result<(), Failure> {
    match command {
        SettingsCommand::Show => {
            let ombud = context.open(Mode::Read).await?;
            if context.json {
                return output::json(&ombud.settings());
            }
            output::line(ombud.settings_text()?.trim_end())
        }
        SettingsCommand::Apply { file } => {
            let text = read_file(&file)?;
            let ombud = context.open(Mode::Write).await?;
            ombud.apply_settings(&text, &context.caller()).await?;
            ombud.close().await?;
            output::line("settings applied; insights, assessments and alerts are recomputed")
        }
    }
}
