//! `ombud ingest`

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use ombud_app::{IngestReport, Input, InputFrom, Reading};
use ombud_store::Mode;

use super::{Context, read_mapping};
use crate::args::IngestArgs;
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, args: IngestArgs) -> Result<(), Failure> {
    let mapping = read_mapping(args.mapping.as_deref())?;
    if args.paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(Failure::Usage(
            "standard input (-) can be read once".to_owned(),
        ));
    }
    // All names are checked before the first record is kept.
    for path in args.paths.iter().filter(|path| !is_stdin(path)) {
        std::fs::metadata(path)
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    }
    let ombud = context.open(Mode::Write).await?;
    let bar = progress(&args.paths);
    let inputs = args.paths.iter().map(|path| input(path)).collect();
    let how = Reading {
        mapping: mapping.as_ref(),
        batch_rows: args.batch_rows,
        reader: None,
    };
    let outcome = ombud
        .ingest(&args.source, inputs, how, &|bytes| bar.set_position(bytes))
        .await;
    bar.finish_and_clear();
    let report = outcome?;
    ombud.close().await?;
    if context.json {
        return output::json(&report);
    }
    say(&report)
}

fn say(report: &IngestReport) -> Result<(), Failure> {
    output::line(format!(
        "{}: {} records read: {} accepted, {} duplicates, {} rejected; {} alerts opened, {} updated; {:.1} s",
        report.source,
        report.read,
        report.accepted,
        report.duplicates,
        report.rejected,
        report.alerts_opened,
        report.alerts_updated,
        report.seconds
    ))?;
    if report.joined > 0 {
        output::line(format!(
            "{} persons turned out to be one with another: see `ombud persons joined`",
            report.joined
        ))?;
    }
    if report.corrected > 0 {
        output::line(format!(
            "{} were read before and say something else now: the new facts count, history keeps the old ones",
            report.corrected
        ))?;
    }
    if report.incomplete > 0 {
        output::line(format!(
            "{} of the accepted are incomplete: a fact is missing, which the column `incomplete` of an activity names",
            report.incomplete
        ))?;
    }
    if report.rejected > 0 {
        output::line(
            "`ombud rejects list` says why records were rejected; they are kept and can be tried again",
        )?;
    }
    Ok(())
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn input(path: &Path) -> Input {
    if is_stdin(path) {
        return Input {
            name: "standard input".to_owned(),
            from: InputFrom::Stream(Box::new(std::io::stdin())),
        };
    }
    // The name goes into lists of rejects: the file's own, not the folders above it, which may name people.
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    Input {
        name,
        from: InputFrom::File(path.to_owned()),
    }
}

/// A bar over the bytes of all files where somebody watches; nothing elsewhere.
fn progress(paths: &[std::path::PathBuf]) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let sizes = paths.iter().map(|path| {
        if is_stdin(path) {
            None
        } else {
            std::fs::metadata(path).ok().map(|meta| meta.len())
        }
    });
    let bar = match sizes.sum::<Option<u64>>() {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::new_spinner(),
    };
    let style = ProgressStyle::with_template(
        "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
    );
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
