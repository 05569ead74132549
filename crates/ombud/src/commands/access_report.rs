//! `ombud access-report`

use std::path::Path;

use ombud_connect::yaml::from_yaml;
use ombud_guard::access_report::Statement;
use ombud_store::Mode;

use super::{Context, read_file};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(
    context: &Context,
    person: &str,
    statement: Option<&Path>,
) -> Result<(), Failure> {
    let read = |path: &Path| {
        let text = read_file(path)?;
        from_yaml::<Statement>(&text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
    };
    let statement = statement.map(read).transpose()?.unwrap_or_default();
    let report = context
        .open(Mode::Read)
        .await?
        .make_access_report(person, &statement)
        .await?;
    if context.json {
        return output::json(&report);
    }
    output::line(report.to_text().trim_end())
}
