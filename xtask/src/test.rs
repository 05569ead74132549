//! `test`: every test there is. Needs nothing but a clone; what cannot run without a program that is missing is said. The runners' own
//! closing lines end its output.

use std::time::Instant;

use anyhow::Result;
use tempfile::TempDir;

use crate::{browser, console, package, schema, shell, stress, tools};

/// Programs that some tests need, and what those tests are about. Debian's packages have their names, but for node.
const BESIDE: [(&[&str], &str); 2] = [
    (&["node", "npm"], "signing in through a real provider"),
    (
        &["chromium"],
        "the console and the way back from a provider in a real browser",
    ),
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    tools::NEXTEST.ensure()?;
    provide();
    if let [only] = arguments
        && only == "--stress"
    {
        return stress::run();
    }
    if arguments == ["--browser"] {
        return browser::test();
    }
    if arguments == ["--schema"] {
        return schema::test();
    }
    if !arguments.is_empty() {
        return nextest(arguments);
    }
    console::build()?;
    // Of the whole workspace: with the features that everything else was built with, nothing is built again.
    step("doc tests", || {
        shell::run(&mut shell::cargo("test --workspace --doc --locked")?)
    })?;
    step("console", console::test)?;
    step("tests", || nextest(&[]))?;
    beside();
    step("browser", browser::test)?;
    step("schema", schema::test)?;
    step("package", package::test)
}

/// The tests of the workspace; `arguments` go to nextest.
pub(crate) fn nextest(arguments: &[String]) -> Result<()> {
    let mut nextest = shell::cargo("nextest run --workspace --locked --no-fail-fast")?;
    let scratch = in_memory();
    if let Some(folder) = &scratch {
        nextest.env("TMPDIR", folder.path());
    }
    shell::run(nextest.args(arguments))
}

/// A folder in memory for the data of tests, which live for seconds: thousands of durable commits wait four times as long for a disk, and no
/// test can tell the difference. Goes at the end. `None` where `TMPDIR` is set, or where the system has no such place or little of it.
fn in_memory() -> Option<TempDir> {
    if std::env::var_os("TMPDIR").is_some() {
        return None;
    }
    let mut free = shell::command("df").ok()?;
    let said =
        shell::output(free.args(["--block-size=1", "--output=avail", SHARED_MEMORY])).ok()?;
    let free: u64 = said.lines().nth(1)?.trim().parse().ok()?;
    (free >= ENOUGH).then(|| TempDir::with_prefix_in("ombud-tests-", SHARED_MEMORY).ok())?
}

/// Free bytes that are enough for all tests side by side.
const ENOUGH: u64 = 4 << 30;

/// Where Linux keeps files in memory.
const SHARED_MEMORY: &str = "/dev/shm";

/// Says how long a step took, as `check` does.
fn step(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    eprintln!("\n== {name}");
    let started = Instant::now();
    let outcome = run();
    eprintln!("== {name}: {} s", started.elapsed().as_secs());
    outcome
}

/// Installs what is missing where that can be done without asking: on Debian, as root. Elsewhere the tests that need it are skipped.
fn provide() {
    let programs = BESIDE.iter().flat_map(|(programs, _)| *programs);
    let missing = programs.filter(|program| !shell::is_there(program));
    // What is there already may have come from elsewhere, and would not get along with Debian's own.
    let packages: Vec<&str> = missing
        .map(|program| {
            if *program == "node" {
                "nodejs"
            } else {
                program
            }
        })
        .collect();
    if !packages.is_empty() && !shell::install(&packages) {
        eprintln!(
            "not installed: on Debian, run `apt-get install {}` as root",
            packages.join(" ")
        );
    }
}

/// Says whether the tests that need more than a clone have run, or were skipped.
fn beside() {
    for (programs, what) in BESIDE {
        let missing: Vec<&str> = programs
            .iter()
            .copied()
            .filter(|program| !shell::is_there(program))
            .collect();
        match missing.as_slice() {
            [] => eprintln!("{what}: tested"),
            missing => eprintln!("{what}: SKIPPED, {} missing", missing.join(" and ")),
        }
    }
}
