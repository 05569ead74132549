//! `demo`: builds console and program and hands over to `ombud demo`.

use std::os::unix::process::CommandExt;
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::{console, shell};

/// Where the demonstration keeps its data, in the workspace and ignored by git.
const DATA: &str = ".demo";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    console::build_if_possible()?;
    eprintln!("building ombud; the first build takes some minutes on 2 cores, later ones seconds");
    shell::run(&mut shell::cargo("build --locked -p ombud")?)?;
    let data = shell::root().join(DATA);
    let keep = arguments.iter().any(|argument| argument == "--keep");
    if !keep && data.exists() {
        std::fs::remove_dir_all(&data)
            .with_context(|| format!("cannot remove {}", data.display()))?;
    }
    let mut program = shell::command(shell::program("debug")?)?;
    program
        .arg("demo")
        .arg("--data")
        .arg(DATA)
        .args(arguments.iter().filter(|argument| *argument != "--keep"));
    // Takes this process's place, so that an interrupt reaches the server alone and its exit code is ours.
    Err(program.stdin(Stdio::inherit()).exec()).context("cannot start ombud")
}
