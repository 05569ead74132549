//! `check`: everything that must hold besides the tests. Cheap steps come first; all run, and the failed ones are named at the end.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{console, generated, layering, shell, tidy, tools};

type Step = (&'static str, fn() -> Result<()>);

const STEPS: &[Step] = &[
    ("fmt", fmt),
    ("tidy", tidy::run),
    ("layering", layering::run),
    ("console", console::check),
    ("clippy", clippy),
    ("docs", docs),
    ("unused", unused),
    ("deny", deny),
    ("generated", generated::check),
];

/// Crates whose documentation builds without the heavy engines.
const LIGHT: [&str; 10] = [
    "ombud-model",
    "ombud-detect",
    "ombud-connect",
    "ombud-identity",
    "ombud-tlog",
    "ombud-access",
    "ombud-accounts",
    "ombud-guard",
    "ombud-signin",
    "ombud-simulate",
];

pub(crate) fn run(wanted: &[String]) -> Result<()> {
    if let Some(unknown) = wanted
        .iter()
        .find(|name| !STEPS.iter().any(|(step, _)| step == name))
    {
        bail!(
            "there is no step `{unknown}`: choose from {}",
            STEPS
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    let mut failed = Vec::new();
    for (name, step) in STEPS
        .iter()
        .filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name))
    {
        eprintln!("\n== {name}");
        let started = Instant::now();
        if let Err(error) = step() {
            eprintln!("{error:#}");
            failed.push(*name);
        }
        eprintln!("== {name}: {} s", started.elapsed().as_secs());
    }
    if !failed.is_empty() {
        bail!("{}", failed.join(", "));
    }
    eprintln!("\nall checks passed");
    Ok(())
}

fn fmt() -> Result<()> {
    shell::run(&mut shell::cargo("fmt --all --check")?).context("run `cargo fmt --all`")
}

fn clippy() -> Result<()> {
    shell::run(&mut shell::cargo(
        "clippy --workspace --all-targets --locked -- -D warnings",
    )?)
}

fn docs() -> Result<()> {
    let mut doc = shell::cargo("doc --no-deps --locked --quiet")?;
    LIGHT.iter().for_each(|package| {
        doc.args(["-p", package]);
    });
    shell::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn unused() -> Result<()> {
    tools::MACHETE.ensure()?;
    shell::run(&mut shell::cargo("machete")?).context("remove the dependencies that nothing uses")
}

fn deny() -> Result<()> {
    tools::DENY.ensure()?;
    shell::run(&mut shell::cargo(
        "deny --locked --workspace check licenses bans sources",
    )?)?;
    let database = shell::root().join("../shared/advisory-db");
    if !database.join("crates").is_dir() {
        eprintln!(
            "advisories: SKIPPED, ../shared/advisory-db is absent; with a network: cargo deny check advisories"
        );
        return Ok(());
    }
    advisories(&database)
}

/// Where deny.toml says that advisories come from.
const UPSTREAM: &str = "https://github.com/RustSec/advisory-db";

/// Checks against a database that is a plain folder, without a network: git finds a copy of it in the place of the upstream one.
fn advisories(database: &Path) -> Result<()> {
    let cache = shell::cache_dir()?;
    let copy = cache.join("advisory-db.git");
    fs::create_dir_all(&cache)?;
    if !copy.is_dir() {
        shell::run(
            shell::command("git")?
                .args(["init", "--quiet", "--bare", "--initial-branch=main"])
                .arg(&copy),
        )?;
    }
    let git = || -> Result<Command> {
        let mut git = shell::command("git")?;
        git.arg("--git-dir")
            .arg(&copy)
            .arg("--work-tree")
            .arg(database)
            .args(["-c", "core.bare=false"]);
        Ok(git)
    };
    shell::run_quietly(
        git()?
            .args(["add", "--all", "--force", "."])
            .current_dir(database),
    )?;
    let author = [
        "-c",
        "user.name=ombud",
        "-c",
        "user.email=ombud@localhost",
        "-c",
        "commit.gpgsign=false",
    ];
    shell::run_quietly(git()?.args(author).args([
        "commit",
        "--quiet",
        "--allow-empty",
        "--no-verify",
        "-m",
        "As found",
    ]))?;

    let mut deny = shell::cargo("deny --locked --workspace check advisories")?;
    let instead = format!("url.file://{}.insteadOf", copy.display());
    deny.env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", instead)
        .env("GIT_CONFIG_VALUE_0", UPSTREAM);
    shell::run(&mut deny)
}
