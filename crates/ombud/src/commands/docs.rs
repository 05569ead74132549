//! `ombud docs`: the generated pages and the OpenAPI file, as they are committed, and the manual pages, as they are packaged.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use clap::CommandFactory;
use ombud_access as access;
use ombud_query::Holds;
use ombud_server::http;

use crate::args::Cli;
use crate::exit::Failure;

pub(crate) fn run(out: &Path) -> Result<(), Failure> {
    let pages = out.join("reference");
    let failed = |error: std::io::Error| Failure::Input(format!("{}: {error}", out.display()));
    fs::create_dir_all(&pages).map_err(failed)?;
    let content = ombud_detect::Content::builtin().map_err(anyhow::Error::from)?;
    for (name, text) in ombud_detect::reference_pages(&content) {
        fs::write(pages.join(name), text).map_err(failed)?;
    }
    fs::write(pages.join("sources.md"), sources()).map_err(failed)?;
    fs::write(pages.join("command-line.md"), command_line()).map_err(failed)?;
    let access = access::Access::new(&[], access::Mode::Regular).map_err(anyhow::Error::from)?;
    fs::write(pages.join("roles.md"), access::reference(&access)).map_err(failed)?;
    fs::write(pages.join("metrics.md"), metrics()).map_err(failed)?;
    fs::write(pages.join("activity-schema.md"), schema()).map_err(failed)?;
    let manual = out.join("man");
    fs::create_dir_all(&manual).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), &manual).map_err(failed)?;
    let openapi = http::openapi()
        .to_pretty_json()
        .map_err(anyhow::Error::from)?;
    fs::write(out.join("openapi.json"), openapi + "\n").map_err(failed)
}

fn sources() -> String {
    let mut page = String::from(
        "# Sources\n\nWhat `ombud ingest` reads. The format is found by looking, gzip and zstd included.\n",
    );
    for source in ombud_connect::SOURCES {
        let meta = source.meta();
        let _ = write!(
            page,
            "\n## `{}`: {}\n\n{}\n\n",
            meta.id, meta.title, meta.summary
        );
        for format in meta.formats {
            let _ = writeln!(page, "- {format}");
        }
        if meta.needs_mapping {
            page.push_str("\nNeeds a mapping file (`--mapping FILE`).\n");
        }
        let _ = writeln!(page, "\n{}", meta.outcome);
        if let Some(list) = meta.logged_on_success {
            let names: Vec<String> = list().iter().map(|name| format!("`{name}`")).collect();
            let _ = writeln!(page, "\nLogged on success alone: {}.", names.join(", "));
        }
    }
    page
}

/// The help text of every command, as the program prints it.
fn command_line() -> String {
    let mut page =
        String::from("# Command line\n\nAs `ombud --help` and `ombud COMMAND --help` print it.\n");
    describe(&mut Cli::command().term_width(100), "ombud", &mut page);
    page
}

fn describe(command: &mut clap::Command, path: &str, page: &mut String) {
    let mut shown = command.clone().term_width(100).bin_name(path.to_owned());
    let _ = write!(
        page,
        "\n## `{path}`\n\n```text\n{}\n```\n",
        shown.render_long_help().to_string().trim_end()
    );
    for subcommand in command
        .get_subcommands_mut()
        .filter(|subcommand| !subcommand.is_hide_set())
    {
        let path = format!("{path} {}", subcommand.get_name());
        describe(subcommand, &path, page);
    }
}

fn metrics() -> String {
    let mut page = String::from(
        "# Metrics\n\nWhat `GET /metrics` shows, in the Prometheus text format.\n\n| name | labels | meaning |\n|---|---|---|\n",
    );
    for metric in http::METRICS {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} |",
            metric.name,
            metric.labels.join(", "),
            metric.meaning
        );
    }
    page
}

fn schema() -> String {
    let mut page = String::from(
        "# Activity schema\n\nThe columns that `ombud activities query --where` and `GET /api/v1/activities` know.\n\n| column | holds | meaning |\n|---|---|---|\n",
    );
    for column in ombud_query::COLUMNS {
        let holds = match column.holds {
            Holds::Time => "time",
            Holds::Number => "number",
            Holds::Text => "text",
        };
        let _ = writeln!(page, "| `{}` | {holds} | {} |", column.name, column.meaning);
    }
    let _ = write!(
        page,
        "\nFunctions: {}.\n",
        ombud_query::FUNCTIONS.join(", ")
    );
    page
}
