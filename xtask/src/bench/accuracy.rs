//! `bench accuracy`: how accurate alerts are, on organisations that are made for each question.
//!
//! Promises: the same program and seeds give the same figures, on every machine. Seeds that are not named on the command line are those
//! on which nobody tunes. A missed target is said and fails nothing.

mod plot;
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

  --seeds A,B      seeds of the organisations (906); 908 to 912 are for the next report, 101 to 120 for tuning
  --persons N      people of each organisation, to try it out (500, and 1500 where patterns are asked for)
  --ablations      also the figures without presence, without day shape, without hours, of honest leavers and patterns
  --plots          also writes docs/src/guide/accuracy-calibration.svg: how often days of honest people surprise
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

/// What can be taken away from what is usual, as `ombud eval --without` calls it.
const PARTS: [&str; 3] = ["presence", "day-shape", "hours"];

struct Options {
    seeds: Vec<u64>,
    /// Of each organisation, where it is not the usual number.
    persons: Option<u32>,
    ablations: bool,
    plots: bool,
    program: Option<PathBuf>,
}

/// An organisation that was brought in, with its labels.
struct BroughtIn {
    program: Program,
    data: String,
    truth: String,
}

/// What `ombud eval` said of an organisation, by its name.
type Measured = Vec<(&'static str, Value)>;

/// What it said without a part, by the part.
type Ablations = Vec<(&'static str, Measured)>;

pub(super) fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--help") {
        print!("{HELP}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let built = built(options.program.as_deref())?;
    let place = folder()?;
    let mut measured = Measured::new();
    let mut ablations: Ablations = match options.ablations {
        true => PARTS.map(|part| (part, Measured::new())).into(),
        false => Ablations::new(),
    };
    for seed in &options.seeds {
        for organisation in &ORGANISATIONS {
            // Removed after each: a log has up to four gigabytes.
            let folder = tempfile::tempdir_in(&place)?;
            let brought_in =
                organisation.bring_in(&built, *seed, options.persons, folder.path())?;
            measured.push((organisation.name, brought_in.eval(None)?));
            if organisation.is_ablated() {
                for (part, without) in &mut ablations {
                    without.push((organisation.name, brought_in.eval(Some(*part))?));
                }
            }
        }
    }
    println!("{}", options.made_of());
    questions::print(&measured);
    if options.ablations {
        questions::print_ablations(&measured, &ablations);
    }
    if options.plots {
        plot::write(&measured, &options.made_of())?;
    }
    Ok(())
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            seeds: vec![906],
            persons: None,
            ablations: false,
            plots: false,
            program: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .with_context(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--ablations" => options.ablations = true,
                "--plots" => options.plots = true,
                "--program" => options.program = Some(fs::canonicalize(value()?)?),
                "--persons" => {
                    let persons = value()?.parse();
                    options.persons = Some(persons.context("--persons takes a number")?);
                }
                "--seeds" => {
                    let seeds = value()?.split(',').map(str::parse);
                    options.seeds = seeds
                        .collect::<Result<_, _>>()
                        .context("--seeds takes numbers with commas between")?;
                }
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            }
        }
        Ok(options)
    }

    /// What the figures are of, in words.
    fn made_of(&self) -> String {
        let seeds: Vec<String> = self.seeds.iter().map(u64::to_string).collect();
        let persons = self.persons.map_or("500".to_owned(), |n| n.to_string());
        format!(
            "seeds {}, organisations of {persons} people",
            seeds.join(", ")
        )
    }
}

impl Organisation {
    /// Whether it is asked what the parts are good for.
    fn is_ablated(&self) -> bool {
        ["honest-leavers", "patterns"].contains(&self.cast)
    }

    /// Makes it, and brings it in under all templates of policies.
    fn bring_in(
        &self,
        built: &Path,
        seed: u64,
        persons: Option<u32>,
        folder: &Path,
    ) -> Result<BroughtIn> {
        let begun = Instant::now();
        let data = folder.join("data");
        let program = Program::new(built, &data);
        let path = |name: &str| folder.join(name).display().to_string();
        let (seed, out) = (seed.to_string(), path("world"));
        let persons = persons.map_or(self.persons.to_owned(), |n| n.to_string());
        let written = program.json(&[
            "simulate",
            "--world",
            "lifelike",
            "--cast",
            self.cast,
            "--persons",
            &persons,
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
        eprintln!(
            "{}, seed {seed}: {} records, {} s",
            self.name,
            written.get("records").unwrap_or(&Value::Null),
            begun.elapsed().as_secs()
        );
        Ok(BroughtIn {
            program,
            data: data.display().to_string(),
            truth: path("world/truth.csv"),
        })
    }
}

impl BroughtIn {
    /// Compares alerts with labels, perhaps without a part of what is usual.
    fn eval(&self, without: Option<&str>) -> Result<Value> {
        let eval = ["eval", &self.data, "--truth", &self.truth];
        match without {
            None => self.program.json(&eval),
            Some(part) => {
                let ablated = [&eval[..], &["--without", part]].concat();
                self.program.json(&ablated)
            }
        }
    }
}
