//! `bench console`: how long the console waits for what its pages ask, against a peer that does next to nothing.
//!
//! Over a new data directory of an organisation in which everybody has an alert, one caller asks for everything in turn, round after round, so that a change of the
//! machine's mood meets all alike. The peer is a request for health, which reads nothing, and two small writes into a file where the data lies, each synced: a record
//! of the audit log is an intent and an outcome, each durable by itself. The bound is one of lists and of one alert; the other pages are told beside. A missed bound
//! is said and fails nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{self, Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::crowd::Crowd;
use super::guard::{self, ANALYST};
use super::load::Connection;
use super::place::{built, folder};
use crate::program::{PASSWORD, Program, Served, pointed};

const HELP: &str = "\
cargo xtask bench console [OPTIONS]

  --alerts N       alerts, each of another person (100000)
  --activities N   activities in all (10000000)
  --rounds N       how often everything is asked (500)
  --program PATH   the program that is measured (a new build with the profile release)
  --keep FOLDER    where the data are, or are filled into and stay for the next run (a folder that is removed)
";

/// The most that a list or one alert may take, in times of the peer, at the 99th of 100 answers.
const MOST: f64 = 3.0;
/// As the console asks for its list.
const LIST: &str = "/api/v1/alerts?together=true&limit=100";
/// Entries of a page where the last one is looked for.
const SMALL: &str = "/api/v1/alerts?limit=50";
const PEER: &str = "peer: health and an audit record's two synced writes";
/// Lists and one alert, which have the bound.
const BOUNDED: [&str; 5] = [
    "alerts, first page",
    "alerts, next page",
    "alerts, filtered",
    "alerts, last page",
    "one alert",
];

struct Options {
    crowd: Crowd,
    rounds: u64,
    program: Option<PathBuf>,
    keep: Option<PathBuf>,
}

pub(super) fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--help") {
        print!("{HELP}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let built = built(options.program.as_deref())?;
    // Not where temporary files lie, which may be in memory: syncs must reach a disk.
    let folder = tempfile::tempdir_in(folder()?)?;
    let data = match &options.keep {
        Some(kept) => kept.clone(),
        None => folder.path().join("data"),
    };
    let is_filled = data.exists();
    let program = Program::new(&built, &data);
    if !is_filled {
        options.crowd.fill(&program, folder.path())?;
        guard::make_accounts(&program)?;
        program.run(&["roles", "grant", "investigators", ANALYST])?;
    }
    let server = program.serve()?;
    let session = sign_in(&server)?;
    let pages = pages(&server, &session, options.crowd)?;
    let times = measure(&server, &session, &pages, folder.path(), options.rounds)?;
    server.stop()?;
    print(&times)
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            crowd: Crowd {
                alerts: 100_000,
                activities: 10_000_000,
            },
            rounds: 500,
            program: None,
            keep: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let value = arguments
                .next()
                .with_context(|| format!("{argument} needs a value, or is no option\n\n{HELP}"))?;
            match argument.as_str() {
                "--alerts" => options.crowd.alerts = value.parse()?,
                "--activities" => options.crowd.activities = value.parse()?,
                "--rounds" => options.rounds = value.parse()?,
                "--program" => options.program = Some(fs::canonicalize(value)?),
                "--keep" => options.keep = Some(path::absolute(value)?),
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            }
        }
        if options.crowd.alerts == 0 || options.rounds == 0 {
            bail!("choose at least one alert and one round");
        }
        Ok(options)
    }
}

/// The cookie of a session that may see alerts and activities.
fn sign_in(server: &Served<'_>) -> Result<String> {
    let kind = [("content-type", "application/json")];
    let who = json!({ "login": ANALYST, "password": PASSWORD }).to_string();
    let begun = server.send("POST /api/v1/sign-in", &kind, &who, 200)?;
    Ok(begun.cookie()?.to_owned())
}

/// What is measured, by name and address.
fn pages(server: &Served<'_>, session: &str, crowd: Crowd) -> Result<Vec<(&'static str, String)>> {
    let read = |path: &str| -> Result<Value> {
        server
            .send(&format!("GET {path}"), &[("cookie", session)], "", 200)?
            .json()
    };
    let first = read(SMALL)?;
    let next = match pointed(&first, "/next_cursor") {
        Ok(cursor) => format!("{LIST}&cursor={cursor}"),
        Err(_) => LIST.to_owned(),
    };
    let (id, person) = (
        pointed(&first, "/alerts/0/id")?,
        pointed(&first, "/alerts/0/person")?,
    );
    let (mut count, mut page, mut deep) = (0_u64, first, SMALL.to_owned());
    loop {
        count += page
            .pointer("/alerts")
            .and_then(Value::as_array)
            .map_or(0, Vec::len) as u64;
        let Some(cursor) = page.get("next_cursor").and_then(Value::as_str) else {
            break;
        };
        deep = format!("{SMALL}&cursor={cursor}");
        page = read(&deep)?;
    }
    println!("{count} alerts, of which {id} is looked at");
    if count != crowd.alerts {
        bail!("{} alerts were asked for", crowd.alerts);
    }
    let of_person = format!("/api/v1/activities?limit=200&where=person%20%3D%20%27{person}%27");
    let [of_first, of_next, of_filtered, of_last, of_one] = BOUNDED;
    Ok(vec![
        (of_first, LIST.to_owned()),
        (of_next, next),
        (of_filtered, format!("{LIST}&severity=high")),
        (of_last, deep),
        (of_one, format!("/api/v1/alerts/{id}")),
        (
            "what it rests on",
            format!("/api/v1/alerts/{id}/explanation"),
        ),
        (
            "its person, 184 days",
            format!("/api/v1/persons/{person}?days=184"),
        ),
        ("activities of its person", of_person),
        ("overview", "/api/v1/overview".to_owned()),
    ])
}

/// A name, and how long each answer took, shortest first.
type Times = Vec<(&'static str, Vec<Duration>)>;

fn measure(
    server: &Served<'_>,
    session: &str,
    pages: &[(&'static str, String)],
    folder: &Path,
    rounds: u64,
) -> Result<Times> {
    let address = server.address();
    let request =
        |path: &str| format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {session}\r\n\r\n");
    let mut connection = Connection::open(address)?;
    let mut file = File::create(folder.join("synced"))?;
    let mut times: Times = std::iter::once(PEER)
        .chain(pages.iter().map(|(name, _)| *name))
        .map(|name| (name, Vec::new()))
        .collect();
    // The first round only warms what later ones use.
    for round in 0..=rounds {
        let mut took = Vec::new();
        let asked = Instant::now();
        connection.ask(&request("/health/live"))?;
        for _ in 0..2 {
            file.write_all(&[b'-'; 256])?;
            file.sync_data()?;
        }
        took.push(asked.elapsed());
        for (_, path) in pages {
            let asked = Instant::now();
            connection.ask(&request(path))?;
            took.push(asked.elapsed());
        }
        if round > 0 {
            times
                .iter_mut()
                .zip(took)
                .for_each(|((_, all), one)| all.push(one));
        }
    }
    times.iter_mut().for_each(|(_, all)| all.sort_unstable());
    Ok(times)
}

/// The time within which that share of the answers came, in milliseconds.
fn within(times: &[Duration], share: f64) -> f64 {
    let last = times.len().saturating_sub(1);
    let at = (last as f64 * share).round() as usize;
    times
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

fn print(times: &Times) -> Result<()> {
    let (_, peer) = times.first().context("nothing was measured")?;
    println!(
        "\n| over HTTP, one at a time | median ms | 99 % within ms | 99 % / peer | asked |\n|---|---|---|---|---|"
    );
    for (name, all) in times {
        let ratio = within(all, 0.99) / within(peer, 0.99);
        let held = match (BOUNDED.contains(name), ratio <= MOST) {
            (false, _) => "".to_owned(),
            (true, true) => format!("at most {MOST}: held"),
            (true, false) => format!("at most {MOST}: missed"),
        };
        println!(
            "| {name} | {:.2} | {:.2} | {ratio:.2} | {held} |",
            within(all, 0.5),
            within(all, 0.99)
        );
    }
    Ok(())
}
