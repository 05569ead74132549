//! Programs, data and scratch space of a measurement, all outside the checkout, and the runs themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::DAYS;
use super::measure::{Used, measure};
use super::quality::Quality;
use crate::shell;

/// People per event, so that an organisation with more records has more people, not busier ones.
const EVENTS_PER_USER: u64 = 50;

pub(super) struct Place {
    /// Under the cache: data sets, the environment of the peers, the floor, scratch space.
    dir: PathBuf,
    python: PathBuf,
    floor: PathBuf,
    ombud: PathBuf,
}

/// A generated log with its HR file and its truth.
pub(super) struct Data {
    pub(super) dir: PathBuf,
    pub(super) seed: u64,
    pub(super) records: u64,
    /// Bytes of the log.
    pub(super) raw: u64,
}

/// One run of the whole line on a new data directory.
pub(super) struct Run {
    pub(super) used: Used,
    pub(super) records: u64,
    pub(super) kept: u64,
    pub(super) quality: Quality,
}

/// Builds the program as it is released.
fn build() -> Result<()> {
    shell::run(&mut shell::cargo("build --release --locked -p ombud")?)
}

/// The program that is measured: the one that somebody names, else a new build.
pub(super) fn built(named: Option<&Path>) -> Result<PathBuf> {
    match named {
        Some(program) => Ok(program.to_owned()),
        None => {
            build()?;
            shell::program("release")
        }
    }
}

/// Where programs and data of benchmarks lie: on a disk.
pub(super) fn folder() -> Result<PathBuf> {
    let folder = shell::cache_dir()?.join("bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Place {
    /// Builds and installs what is missing.
    pub(super) fn prepare(peers: bool) -> Result<Self> {
        let shared = shared();
        if !shared.is_dir() {
            bail!(
                "{} is absent: it holds the generator, the peers and the floor",
                shared.display()
            );
        }
        build()?;
        let dir = folder()?;

        let venv = dir.join("venv");
        let python = venv.join("bin/python3");
        if !python.is_file() {
            shell::run(shell::command("python3")?.args(["-m", "venv"]).arg(&venv))?;
        }
        let wanted: &[&str] = if peers {
            &["duckdb", "polars", "chdb"]
        } else {
            &["duckdb"]
        };
        shell::run(
            shell::command(&python)?
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .args(wanted),
        )?;

        // The shared folder is read-only, so the floor is built from a copy.
        let source = dir.join("floor");
        fs::create_dir_all(source.join("src"))?;
        for file in ["Cargo.toml", "src/main.rs"] {
            fs::write(
                source.join(file),
                fs::read(shared.join("floor").join(file))?,
            )?;
        }
        let target = dir.join("floor-target");
        let manifest = source.join("Cargo.toml");
        shell::run(
            shell::cargo("build --release --manifest-path")?
                .arg(manifest)
                .arg("--target-dir")
                .arg(&target),
        )?;
        let scratch = dir.join("scratch");
        fs::create_dir_all(&scratch)?;
        Ok(Self {
            dir,
            python,
            floor: target.join("release/floor"),
            ombud: shell::program("release")?,
        })
    }

    /// A data set, made when it is not there yet.
    pub(super) fn data(&self, events: u64, seed: u64) -> Result<Data> {
        let users = (events / EVENTS_PER_USER).max(100);
        let dir = self.dir.join(format!("ual-{events}-{users}-{DAYS}-{seed}"));
        if !dir.join("truth.csv").is_file() {
            eprintln!("making {events} records with seed {seed}");
            // Made beside and moved, so that an interrupted run leaves no half of a data set.
            let part = dir.with_extension("part");
            let numbers = [events, users, DAYS].map(|number| number.to_string());
            let mut generate = shell::command(&self.python)?;
            generate
                .arg(shared().join("gen_ual.py"))
                .args(numbers)
                .arg(&part)
                .arg(seed.to_string());
            shell::run(&mut generate)?;
            fs::rename(&part, &dir)?;
        }
        let log = fs::read_dir(&dir)?
            .filter_map(Result::ok)
            .find(|entry| entry.file_name() == "audit.ndjson");
        let raw = log
            .context("the data set has no audit.ndjson")?
            .metadata()?
            .len();
        // The generator adds the planted records to those asked for; the first run counts them.
        Ok(Data {
            dir,
            seed,
            records: events,
            raw,
        })
    }

    pub(super) fn floor(&self, data: &Data) -> Result<Used> {
        let mut floor = Command::new(&self.floor);
        floor.arg(data.log());
        Ok(self.measured(&floor)?.0)
    }

    pub(super) fn peer(&self, script: &str, data: &Data) -> Result<Used> {
        let mut peer = Command::new(&self.python);
        // What a peer keeps goes to the disk that Ombud writes to, and is removed after each run.
        peer.arg(shared().join(script))
            .arg(&data.dir)
            .env("TMPDIR", self.clean_scratch()?);
        Ok(self.measured(&peer)?.0)
    }

    /// HR file, policy, log, alerts: everything from nothing, on a new data directory.
    pub(super) fn fresh_run(&self, data: &Data) -> Result<Run> {
        let kept_in = self.clean_scratch()?.join("data");
        let ombud = |arguments: &[&str], input: Option<PathBuf>| -> Result<(Used, String)> {
            let mut command = Command::new(&self.ombud);
            command
                .args(arguments)
                .args(input)
                .arg("--data")
                .arg(&kept_in);
            self.measured(&command)
        };
        let (hr, _) = ombud(&["ingest", "--json", "hr"], Some(data.dir.join("hr.csv")))?;
        let create = [
            "policy",
            "create",
            "--template",
            "data-theft-departing-users",
            "--name",
            "leavers",
        ];
        let (policy, _) = ombud(&create, None)?;
        let (log, counts) = ombud(&["ingest", "--json", "m365"], Some(data.log()))?;
        let (list, alerts) = ombud(&["alerts", "list", "--json", "--reveal", "benchmark"], None)?;

        let counts: Value =
            serde_json::from_str(&counts).context("`ombud ingest --json` wrote no JSON")?;
        let count = |key: &str| {
            counts
                .get(key)
                .and_then(Value::as_u64)
                .with_context(|| format!("ingest said no `{key}`"))
        };
        let (read, sorted) = (
            count("read")?,
            count("accepted")? + count("duplicates")? + count("corrected")? + count("rejected")?,
        );
        if read != sorted || count("accepted")? < data.records {
            bail!("the counts do not add up: {counts}");
        }
        let used = hr.then(policy).then(log).then(list);
        eprintln!(
            "  ombud {:.2} s wall, {:.2} s CPU; the log alone {:.2} s",
            used.wall, used.cpu, log.wall
        );
        let alerts =
            serde_json::from_str(&alerts).context("`ombud alerts list --json` wrote no JSON")?;
        Ok(Run {
            used,
            records: read,
            kept: parquet_bytes(&kept_in)?,
            quality: Quality::judge(data, &alerts)?,
        })
    }

    fn measured(&self, program: &Command) -> Result<(Used, String)> {
        measure(&self.python, &self.dir.join("measured.json"), program)
    }

    /// An empty scratch folder. What earlier runs wrote is on disk before the next one starts.
    fn clean_scratch(&self) -> Result<PathBuf> {
        let scratch = self.dir.join("scratch");
        fs::remove_dir_all(&scratch)?;
        fs::create_dir_all(&scratch)?;
        shell::run_quietly(&mut shell::command("sync")?)?;
        Ok(scratch)
    }
}

impl Data {
    pub(super) fn log(&self) -> PathBuf {
        self.dir.join("audit.ndjson")
    }

    /// Reads the log once, so that every measured run finds it in memory.
    pub(super) fn warm(&self) -> Result<()> {
        std::io::copy(&mut fs::File::open(self.log())?, &mut std::io::sink())?;
        Ok(())
    }
}

fn shared() -> PathBuf {
    shell::root().join("../shared/bench")
}

/// Bytes of all Parquet files below `dir`.
fn parquet_bytes(dir: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        if path.is_dir() {
            bytes += parquet_bytes(&path)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "parquet")
        {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}
