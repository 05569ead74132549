//! `console`: builds the web console; its checks, its unit tests and its tests in a real browser are steps of the other verbs.
//!
//! Everything below `console/` is npm's: the lock file fixes each version, and no step fetches anything else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::shell;

/// Programs that the console needs, and Debian's packages with them.
const NEEDED: [(&str, &str); 2] = [("node", "nodejs"), ("npm", "npm")];
/// What is not a source of the build.
const NOT_SOURCES: [&str; 3] = ["node_modules", "dist", "artefacts"];

/// Builds the console where it is not built as it is now.
pub(crate) fn build() -> Result<()> {
    prepare()?;
    let built = fs::metadata(folder().join("dist/index.html")).and_then(|file| file.modified());
    let changed = newest(&folder())?;
    if built.is_ok_and(|built| built > changed) {
        return Ok(());
    }
    npm(&["run", "build"])
}

/// As [`build`], but a machine without Node is told what it will miss.
pub(crate) fn build_if_possible() -> Result<()> {
    if let Err(error) = provide() {
        eprintln!("without the web console: {error:#}");
        return Ok(());
    }
    build()
}

/// The client is made from the present description of the interface, and the sources keep their rules; builds, too, so that all that is
/// checked afterwards embeds what is there.
pub(crate) fn check() -> Result<()> {
    prepare()?;
    for script in ["gen:check", "lint", "format:check"] {
        npm(&["run", script])?;
    }
    build()
}

/// Unit tests.
pub(crate) fn test() -> Result<()> {
    prepare()?;
    npm(&["run", "test"])
}

/// Rewrites the client from the description of the interface.
pub(crate) fn generate() -> Result<()> {
    prepare()?;
    npm(&["run", "gen"])
}

pub(crate) fn folder() -> PathBuf {
    shell::root().join("console")
}

/// `npm` in the console's folder.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Result<Command> {
    let mut command = shell::command(program)?;
    command.args(arguments).current_dir(folder());
    Ok(command)
}

fn npm(arguments: &[&str]) -> Result<()> {
    shell::run(&mut command("npm", arguments)?)
}

/// Node, and the packages of the lock file.
fn prepare() -> Result<()> {
    provide()?;
    // npm notes there what it has installed.
    let installed = folder().join("node_modules/.package-lock.json");
    let of = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    let wanted = of(&folder().join("package-lock.json")).context("the console has no lock file")?;
    if of(&installed).is_ok_and(|installed| installed > wanted) {
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
}

/// Makes sure that Node is there: on Debian, as root, by installing it.
fn provide() -> Result<()> {
    let missing = NEEDED
        .iter()
        .filter(|(program, _)| !shell::is_there(program));
    let packages: Vec<&str> = missing.map(|(_, package)| *package).collect();
    if packages.is_empty() || shell::install(&packages) {
        return Ok(());
    }
    bail!(
        "{} missing: on Debian, run `apt-get install {}` as root; elsewhere, install Node 20 or newer",
        packages.join(" and "),
        packages.join(" ")
    )
}

/// When a source of the build was last changed.
fn newest(folder: &Path) -> Result<SystemTime> {
    let mut newest = fs::metadata(folder)?.modified()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if NOT_SOURCES.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let changed = match entry.file_type()?.is_dir() {
            true => self::newest(&entry.path())?,
            false => entry.metadata()?.modified()?,
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}
