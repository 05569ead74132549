//! Where things are, and running other programs with their output passed through.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The workspace's root.
pub(crate) fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// Where what outlives a checkout is kept: tools, benchmark data. `OMBUD_CACHE_DIR`, else `$HOME/.cache/ombud`.
pub(crate) fn cache_dir() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("OMBUD_CACHE_DIR") {
        return Ok(dir.into());
    }
    let home = std::env::var_os("HOME").context("neither OMBUD_CACHE_DIR nor HOME is set")?;
    Ok(Path::new(&home).join(".cache/ombud"))
}

/// A command that runs in the workspace's root and finds the tools that `tools` installed.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(":");
    path.push(cache_dir()?.join("tools/bin"));
    command
        .current_dir(root())
        .env("PATH", path)
        .stdin(Stdio::null());
    Ok(command)
}

/// `cargo` with `arguments`, separated by spaces.
pub(crate) fn cargo(arguments: &str) -> Result<Command> {
    let mut command = command("cargo")?;
    command.args(arguments.split_whitespace());
    // What `cargo run` says of this program would be taken for theirs: cargo-machete looks whether it is called as a subcommand, and build
    // scripts that ask for it (that of ring) would run again, with all that depends on them, whenever cargo is called by hand in between.
    for (name, _) in std::env::vars_os() {
        let shown = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"]
            .iter()
            .any(|start| shown.starts_with(start))
        {
            command.env_remove(&name);
        }
    }
    Ok(command)
}

/// Runs to the end with its output shown; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    eprintln!("$ {shown}");
    let status = command
        .status()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// As [`run`], without showing what is run.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// Runs to the end and returns what it wrote to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` wrote no text"))
}

/// Whether the command can be run and succeeds; its output is dropped.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text file of the repository or of a tool that it runs.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is no UTF-8", path.display()))
}

/// The workspace's own packages, as `cargo metadata` describes them.
pub(crate) fn metadata() -> Result<Value> {
    let text = output(&mut cargo(
        "metadata --no-deps --format-version 1 --locked",
    )?)?;
    serde_json::from_str(&text).context("`cargo metadata` wrote no JSON")
}

/// Where the compiled program lies for a profile's folder, `debug` or `release`.
pub(crate) fn program(profile: &str) -> Result<PathBuf> {
    let metadata = metadata()?;
    let target = metadata
        .get("target_directory")
        .and_then(Value::as_str)
        .context("no target directory in the metadata")?;
    Ok(Path::new(target).join(profile).join("ombud"))
}

/// Every file that is or could be committed, relative to the root.
pub(crate) fn files() -> Result<Vec<String>> {
    let listed =
        output(command("git")?.args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    let mut files: Vec<String> = listed
        .lines()
        .filter(|file| root().join(file).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// Names of the folder's files with that ending, sorted; none when there is no such folder.
pub(crate) fn names(dir: &Path, ending: &str) -> Result<Vec<String>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(ending) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a program is installed.
pub(crate) fn is_there(program: &str) -> bool {
    command(program).is_ok_and(|mut command| works(command.arg("--version")))
}

/// Installs packages of Debian, as root and without asking; whether that was possible. Says what it does.
pub(crate) fn install(packages: &[&str]) -> bool {
    if !is_there("apt-get") {
        return false;
    }
    eprintln!(
        "installing {}, as far as this user may",
        packages.join(", ")
    );
    let apt =
        |arguments: &[&str]| command("apt-get").is_ok_and(|mut apt| works(apt.args(arguments)));
    // A machine that is new has no list of packages yet.
    let install = ["install", "--yes", "--no-install-recommends"];
    apt(&["update"]) && apt(&[&install, packages].concat())
}
