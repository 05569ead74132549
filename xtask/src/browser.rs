//! The console's tests in a real browser: how much it loads, and all it does, against the running program with the data of the
//! demonstration.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::program::Program;
use crate::{console, shell};

/// Whose eyes most tests look with.
const LOGIN: &str = "analysts";

/// What loads a cold overview, prints the bytes over the wire and fails where they are too many.
const SIZE: &str = "playwright.size.config.ts";

/// Runs them. Screenshots of every page lie in `target/console` afterwards.
pub(crate) fn test() -> Result<()> {
    if !shell::is_there("chromium") {
        eprintln!(
            "SKIPPED: chromium is missing; on Debian, run `apt-get install chromium` as root"
        );
        return Ok(());
    }
    console::build()?;
    // One does not hide what the other finds.
    let size = size();
    pages()?;
    size
}

/// Of the files alone, which need no server.
fn size() -> Result<()> {
    let size = ["--no-install", "playwright", "test", "-c", SIZE];
    shell::run(&mut console::command("npx", &size)?)
}

fn pages() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let built = shell::program("debug")?;
    let program = Program::new(&built, &folder.path().join("demo"));
    let demo = program.demo()?;
    let mut playwright = console::command("npx", &["--no-install", "playwright", "test"])?;
    playwright
        .env("OMBUD_URL", &demo.origin)
        .env("OMBUD_PROGRAM", &built)
        .env("OMBUD_LOGIN", LOGIN)
        .env("OMBUD_PASSWORD", &demo.password)
        .env("OMBUD_ARTEFACTS", artefacts(shell::root()));
    shell::run(&mut playwright)
}

fn artefacts(root: &Path) -> PathBuf {
    root.join("target/console")
}
