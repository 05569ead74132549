//! `ombud erase`

use ombud_store::Mode;

use super::Context;
use crate::args::EraseArgs;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, args: EraseArgs) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let note = ombud
        .erase(&context.caller(), &args.person, args.ground, args.depth)
        .await?;
    ombud.close().await?;
    if let Some(out) = &args.out {
        let failed = |error: std::io::Error| {
            Failure::Input(format!(
                "the certificate cannot be written to {}: {error}",
                out.display()
            ))
        };
        std::fs::write(out, &note).map_err(failed)?;
        return output::line(format!("erased; the certificate is in {}", out.display()));
    }
    if context.json {
        return output::json(&serde_json::json!({ "certificate": note }));
    }
    output::line(note.trim_end())
}
