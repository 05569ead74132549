//! `bench accuracy`: how accurate alerts are, on organisations that are made for each question.
//!
//! Promises: the same program and seeds give the same figures, on every machine. Seeds that are not named on the command line are those
//! on which nobody tunes. A missed target is said and fails nothing.

mod questions;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::guard::TEMPLATES;
use super::place::{built, folder};
use crate::program::Program;

const HELP: &str = "\
cargo xtask bench accuracy [OPTIONS]

  --seeds A,B      seeds of the organisations (901); 901 to 910 are for reporting, 101 to 120 for tuning
  --program PATH   the program that is measured (a new build with the profile release)
";

/// What an organisation of the simulation would name as its settings.
const SETTINGS: &str = "unallowed_domains: [litware.test]\n";

/// An organisation that a question is asked of.
struct Organisation {
    name: &'static str,
    cast: &'static str,
    persons: &'static str,
    day_shape: &'static str,
}

const EVEN: &str = "honest leavers, even days";
const ONE: &str = "honest leavers, day shape 1";
const THIRD: &str = "honest leavers, day shape 0.3";
const TRAPS: &str = "traps";
const PATTERNS: &str = "patterns";
const EVERYBODY: &str = "everybody";

const fn organisation(
    name: &'static str,
    cast: &'static str,
    persons: &'static str,
    day_shape: &'static str,
) -> Organisation {
    Organisation {
        name,
        cast,
        persons,
        day_shape,
    }
}

const ORGANISATIONS: [Organisation; 6] = [
    organisation(EVEN, "honest-leavers", "500", "even"),
    organisation(ONE, "honest-leavers", "500", "1"),
    organisation(THIRD, "honest-leavers", "500", "0.3"),
    organisation(TRAPS, "traps", "500", "mixed"),
    organisation(PATTERNS, "patterns", "1500", "mixed"),
    organisation(EVERYBODY, "everybody", "500", "mixed"),
];

struct Options {
    seeds: Vec<u64>,
    program: Option<PathBuf>,
}

/// What `ombud eval` said of an organisation, by its name.
type Measured = Vec<(&'static str, Value)>;

pub(super) fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--help") {
        print!("{HELP}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let built = built(options.program.as_deref())?;
    let place = folder()?;
    let mut measured = Measured::new();
    for seed in &options.seeds {
        for organisation in &ORGANISATIONS {
            // Removed after each: a log has up to four gigabytes.
            let folder = tempfile::tempdir_in(&place)?;
            let figures = organisation.measure(&built, *seed, folder.path())?;
            measured.push((organisation.name, figures));
        }
    }
    let seeds: Vec<String> = options.seeds.iter().map(u64::to_string).collect();
    println!("seeds {}", seeds.join(", "));
    questions::print(&measured);
    Ok(())
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            seeds: vec![901],
            program: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let value = arguments
                .next()
                .with_context(|| format!("{argument} needs a value, or is no option\n\n{HELP}"))?;
            match argument.as_str() {
                "--program" => options.program = Some(fs::canonicalize(value)?),
                "--seeds" => {
                    let seeds = value.split(',').map(str::parse);
                    options.seeds = seeds
                        .collect::<Result<_, _>>()
                        .context("--seeds takes numbers with commas between")?;
                }
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            }
        }
        Ok(options)
    }
}

impl Organisation {
    /// Makes it, brings it in under all templates of policies, and compares alerts with labels.
    fn measure(&self, built: &Path, seed: u64, folder: &Path) -> Result<Value> {
        let begun = Instant::now();
        let data = folder.join("data");
        let program = Program::new(built, &data);
        let path = |name: &str| folder.join(name).display().to_string();
        let (seed, out) = (seed.to_string(), path("world"));
        let written = program.json(&[
            "simulate",
            "--world",
            "lifelike",
            "--cast",
            self.cast,
            "--persons",
            self.persons,
            "--day-shape",
            self.day_shape,
            "--seed",
            &seed,
            "--out",
            &out,
        ])?;
        let settings = path("settings.yaml");
        fs::write(&settings, SETTINGS)?;
        program.run(&["settings", "apply", &settings])?;
        for template in TEMPLATES {
            program.run(&[
                "policy",
                "create",
                "--template",
                template,
                "--name",
                template,
            ])?;
        }
        for (source, file) in [
            ("hr", "world/hr.csv"),
            ("graph-alerts", "world/alerts.json"),
            ("m365", "world/audit.ndjson"),
        ] {
            program.run(&["ingest", source, &path(file)])?;
        }
        let data = data.display().to_string();
        let figures = program.json(&["eval", &data, "--truth", &path("world/truth.csv")])?;
        eprintln!(
            "{}, seed {seed}: {} records, {} s",
            self.name,
            written.get("records").unwrap_or(&Value::Null),
            begun.elapsed().as_secs()
        );
        Ok(figures)
    }
}
