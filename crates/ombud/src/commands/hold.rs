//! `ombud hold`

use ombud_app::HoldRow;
use ombud_model::CaseId;
use ombud_store::Mode;

use super::Context;
use crate::args::HoldCommand;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: HoldCommand) -> Result<(), Failure> {
    match command {
        HoldCommand::Place { on, ground } => {
            let ombud = context.open(Mode::Write).await?;
            let caller = context.caller();
            let id = match on.parse::<CaseId>() {
                Ok(case) => ombud.hold_case(&caller, case.into(), ground).await?,
                Err(_) => ombud.place_hold(&caller, &on, ground).await?,
            };
            ombud.close().await?;
            if context.json {
                return output::json(&serde_json::json!({ "id": id.to_string() }));
            }
            output::line(format!(
                "{id}: neither erasure nor retention touches {on} until it is lifted"
            ))
        }
        HoldCommand::Lift { id } => {
            let ombud = context.open(Mode::Write).await?;
            ombud.lift_hold(&context.caller(), id).await?;
            ombud.close().await?;
            if context.json {
                return output::json(&serde_json::json!({ "id": id.to_string() }));
            }
            output::line(format!("{id} lifted"))
        }
        HoldCommand::Review { id } => {
            let ombud = context.open(Mode::Write).await?;
            ombud.review_hold(&context.caller(), id).await?;
            ombud.close().await?;
            if context.json {
                return output::json(&serde_json::json!({ "id": id.to_string() }));
            }
            output::line(format!(
                "{id} stands; it is due for review again in half a year"
            ))
        }
        HoldCommand::List => {
            let rows = context.open(Mode::Read).await?.find_holds().await?;
            if context.json {
                return output::json(&rows);
            }
            output::table(
                &["HOLD", "ON", "GROUND", "PLACED", "STATE"],
                &[],
                &rows.iter().map(cells).collect::<Vec<_>>(),
            )
        }
    }
}

fn cells(row: &HoldRow) -> Vec<String> {
    let state = match &row.lifted_at {
        Some(at) => format!("lifted {at}"),
        None if row.is_due_for_review => "stands; due for review".to_owned(),
        None => format!("stands; review at {}", row.review_at),
    };
    vec![
        row.id.to_string(),
        row.on.to_string(),
        row.ground.to_string(),
        row.placed_at.to_string(),
        state,
    ]
}
