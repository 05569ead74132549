//! `bench`: the same work done by Ombud, by what a user would pick instead, and by the floor, measured in one run.
//!
//! `bench guard` measures something else: what it costs to read behind the guard ([`guard`], with the callers of [`load`]); and
//! `bench console` how long the pages of the console wait ([`console`]); `bench accuracy` asks how accurate alerts are ([`accuracy`]).
//!
//! Who is who: [`place`] prepares programs and data outside the checkout, [`measure`] runs one program and says what it used,
//! [`quality`] compares alerts with the truth, and this module runs the rounds and prints the table. Only ratios of one run on
//! one quiet machine mean anything.

mod accuracy;
mod console;
mod crowd;
mod guard;
mod load;
mod measure;
mod place;
mod quality;

use anyhow::{Context, Result, bail};

use self::measure::{Used, median};
use self::place::{Data, Place, Run};
use self::quality::Quality;

const HELP: &str = "\
cargo xtask bench [OPTIONS]
cargo xtask bench guard [OPTIONS]    what reading behind the guard costs; `bench guard --help` lists its options
cargo xtask bench console [OPTIONS]  how long the console's pages wait; `bench console --help` lists its options
cargo xtask bench accuracy [OPTIONS] how accurate alerts are; `bench accuracy --help` lists its options

  --events N    records of the speed rounds (1000000)
  --rounds N    alternating rounds, of which the medians count (5)
  --seeds A,B   seeds of the smaller organisations for detection quality (11,23,42,101)
  --peers       also Polars and ClickHouse, which keep no history
  --linear      also ten times the events, once (12.5 GB of records are made the first time, which takes ten minutes)
";

/// Records, days and seed of the small organisations on which quality is measured, besides the large one.
const SMALL: u64 = 250_000;
const DAYS: u64 = 90;
const SEED: u64 = 7;

struct Options {
    events: u64,
    rounds: usize,
    seeds: Vec<u64>,
    peers: bool,
    linear: bool,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some((first, rest)) = arguments.split_first() {
        match first.as_str() {
            "accuracy" => return accuracy::run(rest),
            "guard" => return guard::run(rest),
            "console" => return console::run(rest),
            _ => {}
        }
    }
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        print!("{HELP}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let place = Place::prepare(options.peers)?;
    let data = place.data(options.events, SEED)?;
    let rounds = rounds(&place, &data, &options)?;
    let mut quality = vec![rounds.quality.clone()];
    for &seed in &options.seeds {
        let data = place.data(SMALL, seed)?;
        quality.push(place.fresh_run(&data)?.quality);
    }
    let linear = match options.linear {
        true => {
            let grown = place.data(options.events * 10, SEED)?;
            let run = place.fresh_run(&grown)?;
            Some((grown, run))
        }
        false => None,
    };
    print_speed(&data, &rounds, linear.as_ref())?;
    quality::print(&quality);
    Ok(())
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            events: 1_000_000,
            rounds: 5,
            seeds: vec![11, 23, 42, 101],
            peers: false,
            linear: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .with_context(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--events" => {
                    options.events = value()?.parse().context("--events takes a number")?
                }
                "--rounds" => {
                    options.rounds = value()?.parse().context("--rounds takes a number")?
                }
                "--seeds" => {
                    let seeds = value()?
                        .split(',')
                        .filter(|seed| !seed.is_empty())
                        .map(str::parse);
                    options.seeds = seeds
                        .collect::<Result<_, _>>()
                        .context("--seeds takes numbers with commas between")?;
                }
                "--peers" => options.peers = true,
                "--linear" => options.linear = true,
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            }
        }
        if options.events < 1000 || options.rounds == 0 {
            bail!("choose at least 1000 events and one round");
        }
        Ok(options)
    }
}

/// A program and the medians of what it used.
struct Row {
    name: &'static str,
    used: Used,
}

struct Rounds {
    rows: Vec<Row>,
    /// Records that the last run read.
    records: u64,
    /// Bytes of history that the last run kept.
    kept: u64,
    quality: Quality,
}

const FLOOR: &str = "floor (reads and decodes only)";
const PEER: &str = "DuckDB, history kept";
const OMBUD: &str = "**Ombud**";

/// Alternating rounds, so that a change of the machine's mood meets every program alike.
fn rounds(place: &Place, data: &Data, options: &Options) -> Result<Rounds> {
    let mut peers = vec![(PEER, "peer_duckdb_keep.py")];
    if options.peers {
        peers.extend([
            ("DuckDB, nothing kept", "peer_duckdb.py"),
            ("Polars, nothing kept", "peer_polars.py"),
        ]);
        peers.push(("ClickHouse, nothing kept", "peer_chdb.py"));
    }
    let mut floor = Vec::new();
    let mut ombud = Vec::new();
    let mut others = vec![Vec::new(); peers.len()];
    let mut last = None;
    data.warm()?;
    for round in 1..=options.rounds {
        eprintln!("round {round} of {}", options.rounds);
        floor.push(place.floor(data)?);
        for ((_, script), used) in peers.iter().zip(&mut others) {
            used.push(place.peer(script, data)?);
        }
        let run = place.fresh_run(data)?;
        ombud.push(run.used);
        last = Some((run.records, run.kept, run.quality));
    }
    let (records, kept, quality) = last.context("no round was run")?;
    let mut rows = vec![Row {
        name: FLOOR,
        used: median(&floor),
    }];
    rows.extend(peers.iter().zip(&others).map(|((name, _), used)| Row {
        name,
        used: median(used),
    }));
    rows.push(Row {
        name: OMBUD,
        used: median(&ombud),
    });
    Ok(Rounds {
        rows,
        records,
        kept,
        quality,
    })
}

fn row<'a>(rows: &'a [Row], name: &str) -> Result<&'a Used> {
    rows.iter()
        .find(|row| row.name == name)
        .map(|row| &row.used)
        .with_context(|| format!("{name} was not measured"))
}

fn print_speed(data: &Data, rounds: &Rounds, linear: Option<&(Data, Run)>) -> Result<()> {
    let rows = &rounds.rows;
    let (floor, peer, ombud) = (row(rows, FLOOR)?, row(rows, PEER)?, row(rows, OMBUD)?);
    print_medians(data, rounds, floor, peer);
    println!("\n| figure | measured | required | goal |\n|---|---|---|---|");
    line(
        "wall / DuckDB with history",
        ombud.wall / peer.wall,
        "at most 1",
        "0.7",
        ombud.wall <= peer.wall,
    );
    line(
        "CPU / floor",
        ombud.cpu / floor.cpu,
        "at most 4",
        "2.5",
        ombud.cpu <= 4.0 * floor.cpu,
    );
    line(
        "peak memory, GiB",
        ombud.rss as f64 / GIB,
        "at most 1",
        "",
        ombud.rss as f64 <= GIB,
    );
    let share = data.raw as f64 / rounds.kept as f64;
    line(
        "raw size / history",
        share,
        "at least 25",
        "",
        share >= 25.0,
    );
    if let Some((more, run)) = linear {
        print_linear(rounds, ombud, more, run);
    }
    Ok(())
}

fn print_medians(data: &Data, rounds: &Rounds, floor: &Used, peer: &Used) {
    println!(
        "\n{} records, {} MiB, medians:\n",
        rounds.records,
        data.raw >> 20
    );
    println!("| program | wall s | CPU s | peak MiB | wall / DuckDB with history | CPU / floor |");
    println!("|---|---|---|---|---|---|");
    for Row { name, used } in &rounds.rows {
        let (wall, cpu) = (used.wall / peer.wall, used.cpu / floor.cpu);
        println!(
            "| {name} | {:.2} | {:.2} | {} | {wall:.2} | {cpu:.2} |",
            used.wall,
            used.cpu,
            used.rss >> 20
        );
    }
}

/// How time grows with the records, and what the larger log takes.
fn print_linear(rounds: &Rounds, ombud: &Used, more: &Data, run: &Run) {
    let records = run.records as f64 / rounds.records as f64;
    for (name, ratio) in [
        ("wall", run.used.wall / ombud.wall / records),
        ("CPU", run.used.cpu / ombud.cpu / records),
    ] {
        let name = format!(
            "{name} per record, {} / {} records",
            run.records, rounds.records
        );
        line(&name, ratio, "at most 1.15", "", ratio <= 1.15);
    }
    line(
        "its peak memory, GiB",
        run.used.rss as f64 / GIB,
        "at most 1",
        "",
        run.used.rss as f64 <= GIB,
    );
    let share = more.raw as f64 / run.kept as f64;
    line(
        "its raw size / history",
        share,
        "at least 25",
        "",
        share >= 25.0,
    );
}

const GIB: f64 = (1u64 << 30) as f64;

fn line(name: &str, measured: f64, required: &str, goal: &str, met: bool) {
    println!(
        "| {name} | {measured:.2}{} | {required} | {goal} |",
        if met { "" } else { " (missed)" }
    );
}
