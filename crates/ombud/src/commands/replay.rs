//! `ombud replay`

use ombud_store::Mode;

use super::Context;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, policy: Option<&str>) -> Result<(), Failure> {
    let report = context.open(Mode::Read).await?.replay(policy).await?;
    if context.json {
        output::json(&report)?;
    } else {
        output::line(format!(
            "{} assessments recomputed from history, digest {}",
            report.assessments, report.digest
        ))?;
        output::line(match report.differing {
            0 => "equal to what is stored".to_owned(),
            n => format!("NOT equal to what is stored: {n} differ"),
        })?;
    }
    if report.equal_to_stored {
        Ok(())
    } else {
        Err(Failure::CheckFailed)
    }
}
