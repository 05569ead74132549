//! `bench guard`: what it costs those who read that every read is judged, announced in the audit log, and logged again with its outcome.
//!
//! Over a new data directory, with accounts, the program is asked for its alert list by one caller and by many; what the log did
//! meanwhile is read from the metrics. Then `benches/guard.rs` of the server lists the same alerts within one process, behind the gate and
//! without it. Figures and what is asked of them are printed in one table; a missed one is said and fails nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::load::Load;
use crate::program::{PASSWORD, Program, Served, pointed};
use crate::shell;

const HELP: &str = "\
cargo xtask bench guard [OPTIONS]

  --persons N   persons of the simulated organisation (1500)
  --rounds N    alternating rounds with and without the guard, of which the medians count (5)
  --seconds N   how long each measurement lasts (5)
  --profile P   what to build with (release); figures of another one say little
";

/// Who asks for the list.
pub(super) const ANALYST: &str = "ana";
const LIST: &str = "/api/v1/alerts";
const CALLERS: usize = 16;

/// Policies that leave more alerts than a page of the list holds.
pub(super) const TEMPLATES: [&str; 4] = [
    "data-leaks",
    "data-leaks-risky-users",
    "data-theft-departing-users",
    "security-policy-violations",
];

struct Options {
    persons: u64,
    rounds: u64,
    seconds: u64,
    profile: String,
}

/// What was built with the profile that is measured.
struct Built {
    program: PathBuf,
    harness: PathBuf,
}

pub(super) fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--help") {
        print!("{HELP}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let built = Built::with(&options.profile)?;
    // Not where temporary files lie, which may be in memory: syncs must reach a disk.
    let place = shell::cache_dir()?.join("bench");
    fs::create_dir_all(&place)?;
    let folder = tempfile::tempdir_in(&place)?;
    let data = folder.path().join("data");
    let program = Program::new(&built.program, &data);
    fill(&program, folder.path(), options.persons)?;

    let server = program.serve()?;
    let token = Token::issue(&server)?;
    let alone = Reading::of(&server, &token, 1, options.seconds)?;
    let together = Reading::of(&server, &token, CALLERS, options.seconds)?;
    server.stop()?;
    let within = built.within(&data, &token, &options)?;
    println!("\nbuilt with the profile {}", options.profile);
    print(&alone, &together, &within)
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            persons: 1500,
            rounds: 5,
            seconds: 5,
            profile: "release".to_owned(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if argument == "--profile" {
                options.profile = arguments.next().context("--profile takes a name")?.clone();
                continue;
            }
            let number = match argument.as_str() {
                "--persons" => &mut options.persons,
                "--rounds" => &mut options.rounds,
                "--seconds" => &mut options.seconds,
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            };
            let value = arguments.next().and_then(|value| value.parse().ok());
            *number = value.with_context(|| format!("{argument} takes a number"))?;
        }
        if options.persons == 0 || options.rounds == 0 || options.seconds == 0 {
            bail!("choose at least one person, one round and one second");
        }
        Ok(options)
    }
}

impl Built {
    fn with(profile: &str) -> Result<Self> {
        eprintln!("building ombud and the harness");
        // Both at once, so that what they share is built once.
        let mut build = shell::cargo(
            "build --locked -p ombud -p ombud-server --bin ombud --bench guard --message-format json-render-diagnostics",
        )?;
        let messages = shell::output(build.args(["--profile", profile]))?;
        let executable = |name: &str| {
            let built = messages.lines().find_map(|line| {
                let message: Value = serde_json::from_str(line).ok()?;
                let named = message.pointer("/target/name")? == name;
                let executable = message.get("executable")?.as_str()?;
                named.then(|| PathBuf::from(executable))
            });
            built.with_context(|| format!("cargo built no `{name}`"))
        };
        Ok(Self {
            program: executable("ombud")?,
            harness: executable("guard")?,
        })
    }

    /// What the harness measured within one process.
    fn within(&self, data: &Path, token: &Token, options: &Options) -> Result<Value> {
        let mut harness = shell::command(&self.harness)?;
        harness
            .arg(data)
            .args([&token.secret, &token.created])
            .args([options.rounds, options.seconds].map(|number| number.to_string()));
        let printed = shell::output(&mut harness)?;
        serde_json::from_str(&printed).context("the harness printed no JSON")
    }
}

/// An organisation with its alerts, an administrator, and an analyst who sees everybody.
pub(super) fn fill(program: &Program, folder: &Path, persons: u64) -> Result<()> {
    let out = folder.join("simulated");
    let (to, persons) = (out.display().to_string(), persons.to_string());
    program.run(&["simulate", "--out", &to, "--persons", &persons])?;
    for template in TEMPLATES {
        let create = ["policy", "create", "--template", template, "--name"];
        let set = ["--set", "alert_volume=more"];
        program.run(&[&create[..], &[template], &set].concat())?;
    }
    for (source, file) in [("hr", "hr.csv"), ("m365", "audit.ndjson")] {
        program.run(&["ingest", source, &out.join(file).display().to_string()])?;
    }
    make_accounts(program)
}

/// An administrator, and an analyst who sees everybody.
pub(super) fn make_accounts(program: &Program) -> Result<()> {
    program.run(&["settings", "sign-in", "--second-factor", "not-required"])?;
    let mut links = Vec::new();
    for login in ["ada", ANALYST] {
        let made = program.json(&["accounts", "create", login, "--name", login])?;
        links.push(pointed(&made, "/set_up")?);
    }
    let server = program.serve()?;
    let password = PASSWORD.replace(' ', "+");
    for link in links {
        let (_, query) = link.split_once('?').context("a link without a query")?;
        let form = format!("{query}&password={password}&again={password}");
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        server.send("POST /set-up", &kind, &form, 200)?;
    }
    server.stop()?;
    program.run(&["roles", "grant", "analysts", ANALYST])?;
    Ok(())
}

/// An API token of the analyst.
struct Token {
    secret: String,
    created: String,
}

impl Token {
    fn issue(server: &Served<'_>) -> Result<Self> {
        let kind = ("content-type", "application/json");
        let who = json!({ "login": ANALYST, "password": PASSWORD }).to_string();
        let begun = server.send("POST /api/v1/sign-in", &[kind], &who, 200)?;
        let csrf = pointed(&begun.json()?, "/csrf")?;
        let headers = [kind, ("cookie", begun.cookie()?), ("x-ombud-csrf", &csrf)];
        let token = json!({ "name": "measurement", "operations": ["list-alerts"], "days": 1 });
        let issued = server
            .send("POST /api/v1/tokens", &headers, &token.to_string(), 200)?
            .json()?;
        Ok(Self {
            secret: pointed(&issued, "/secret")?,
            created: pointed(&issued, "/token/created")?,
        })
    }
}

/// How callers were answered over HTTP, and what the audit log did for them.
struct Reading {
    load: Load,
    entries: f64,
    syncs: f64,
}

impl Reading {
    fn of(server: &Served<'_>, token: &Token, callers: usize, seconds: u64) -> Result<Self> {
        let log = || -> Result<(f64, f64)> {
            let bearer = format!("Bearer {}", token.secret);
            let metrics = server.send("GET /metrics", &[("authorization", &bearer)], "", 200)?;
            let count = |name: &str| metrics.metric(name);
            Ok((
                count("ombud_audit_entries_total")?,
                count("ombud_audit_syncs_total")?,
            ))
        };
        let ask = |seconds| {
            let lasts = Duration::from_secs(seconds);
            Load::run(server.address(), &token.secret, LIST, callers, lasts)
        };
        ask(1)?;
        let before = log()?;
        let load = ask(seconds)?;
        let after = log()?;
        Ok(Self {
            load,
            entries: after.0 - before.0,
            syncs: after.1 - before.1,
        })
    }

    fn reads(&self) -> f64 {
        self.load.reads() as f64
    }
}

fn print(alone: &Reading, together: &Reading, within: &Value) -> Result<()> {
    let figure = |place: &str| {
        let found = within.pointer(place).and_then(Value::as_f64);
        found.with_context(|| format!("the harness measured no {place}"))
    };
    println!("{} alerts on the page", figure("/alerts")?);
    println!(
        "\n| the list of alerts, in one process | CPU ms a read | wall ms a read |\n|---|---|---|"
    );
    for (list, callers) in [(0, 1), (1, CALLERS)] {
        for (way, name) in [
            ("bare", "without the guard"),
            ("guarded", "behind the guard"),
        ] {
            let [cpu, wall] = ["cpu", "wall"]
                .map(|what| figure(&format!("/lists/{list}/{way}/{what}")).map(|us| us / 1e3));
            println!(
                "| {callers} at a time, {name} | {:.3} | {:.3} |",
                cpu?, wall?
            );
        }
    }
    println!(
        "\n| over HTTP | reads a second | median ms | 99 % within ms | syncs a read |\n|---|---|---|---|---|"
    );
    for (callers, reading) in [(1, alone), (CALLERS, together)] {
        println!(
            "| {callers} at a time | {:.0} | {:.2} | {:.2} | {:.2} |",
            reading.reads() / reading.load.wall.as_secs_f64(),
            reading.load.within(0.5) * 1e3,
            reading.load.within(0.99) * 1e3,
            reading.syncs / reading.reads()
        );
    }
    let [file, group] = [figure("/file_sync")? / 1e3, figure("/group_sync")? / 1e3];
    println!(
        "\none file written and synced: {file:.2} ms; one group of entries written, synced and signed: {group:.2} ms"
    );

    let cpu = |list: usize| -> Result<f64> {
        Ok(figure(&format!("/lists/{list}/guarded/cpu"))?
            / figure(&format!("/lists/{list}/bare/cpu"))?)
    };
    println!("\n| figure | measured | asked | |\n|---|---|---|---|");
    at_most("CPU with / without the guard, 16 at a time", cpu(1)?, 1.3);
    at_most("CPU with / without the guard, one at a time", cpu(0)?, 1.3);
    at_most(
        "syncs that one caller waits for",
        alone.syncs / alone.reads(),
        2.0,
    );
    at_least(
        "entries of 16 callers that share a sync",
        together.entries / together.syncs,
        8.0,
    );
    let second = together.reads() / together.load.wall.as_secs_f64();
    at_least("audited reads a second, 16 at a time", second, 2_000.0);
    Ok(())
}

fn at_most(name: &str, measured: f64, asked: f64) {
    let held = if measured <= asked { "held" } else { "missed" };
    println!("| {name} | {measured:.2} | at most {asked} | {held} |");
}

fn at_least(name: &str, measured: f64, asked: f64) {
    let held = if measured >= asked { "held" } else { "missed" };
    println!("| {name} | {measured:.2} | at least {asked} | {held} |");
}
