//! The console's tests in a real browser, against the running program with the data of the demonstration.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::program::Program;
use crate::{console, shell};

/// Whose eyes most tests look with.
const LOGIN: &str = "analysts";

/// Runs them. Screenshots of every page lie in `target/console` afterwards.
pub(crate) fn test() -> Result<()> {
    if !shell::is_there("chromium") {
        eprintln!(
            "SKIPPED: chromium is missing; on Debian, run `apt-get install chromium` as root"
        );
        return Ok(());
    }
    console::build()?;
    let folder = tempfile::tempdir()?;
    let program = Program::new(&shell::program("debug")?, &folder.path().join("demo"));
    let demo = program.demo()?;
    let mut playwright = console::command("npx", &["--no-install", "playwright", "test"])?;
    playwright
        .env("OMBUD_URL", &demo.origin)
        .env("OMBUD_LOGIN", LOGIN)
        .env("OMBUD_PASSWORD", &demo.password)
        .env("OMBUD_ARTEFACTS", artefacts(shell::root()));
    shell::run(&mut playwright)
}

fn artefacts(root: &Path) -> PathBuf {
    root.join("target/console")
}
