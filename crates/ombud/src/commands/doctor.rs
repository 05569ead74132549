//! `ombud doctor`: what is there, what is missing, what to do.

use ombud_app::Finding;
use ombud_store::Mode;

use super::Context;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context) -> Result<(), Failure> {
    let ombud = context.open(Mode::Read).await?;
    let findings = ombud.examine().await?;
    if context.json {
        output::json(&findings)?;
    } else {
        findings.iter().try_for_each(show)?;
    }
    if findings.iter().all(|finding| finding.ok) {
        Ok(())
    } else {
        Err(Failure::CheckFailed)
    }
}

fn show(finding: &Finding) -> Result<(), Failure> {
    output::line(format!(
        "{} {}: {}",
        if finding.ok { "ok " } else { "NO " },
        finding.what,
        finding.text
    ))
}
