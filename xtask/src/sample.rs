//! `sample NAME [PROGRAM]`: a small data directory as a program writes it, with what that program answers about it, kept under
//! `crates/ombud/tests/kept/NAME`. Every later program must open it and answer the same; the test `kept` says so.
//!
//! The program is used as its users use it, by its command line and over HTTP, so any program can be sampled that has these commands.

mod answers;
mod fill;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::program::Program;
use crate::shell;

/// Where the samples lie.
const KEPT: &str = "crates/ombud/tests/kept";

/// What a sample may take, in bytes.
const LARGEST: u64 = 1_500_000;

/// Files of a data directory that belong to the run and not to the data: the lock, and what SQLite makes anew.
const PASSING: [&str; 3] = ["lock", "records.sqlite-shm", "records.sqlite-wal"];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (name, program) = match arguments {
        [name] => (name, shell::program("debug")?),
        [name, program] => (
            name,
            fs::canonicalize(program).with_context(|| format!("cannot find {program}"))?,
        ),
        _ => bail!("say how the sample is called: cargo xtask sample NAME [PROGRAM]"),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !name.bytes().all(plain) || !name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        bail!("`{name}` is no name of a sample: use letters, digits, `-`, `_` and `.`");
    }
    let to = shell::root().join(KEPT).join(name);
    if to.exists() {
        bail!("{} is there already: a sample stays as it is", to.display());
    }
    let folder = tempfile::tempdir()?;
    let written = folder.path().join("data");
    fill::fill(&Program::new(&program, &written), folder.path())?;
    closed(&written)?;
    let sample = folder.path().join("sample");
    copy(&written, &sample.join("data"))?;
    // The program answers about what it wrote, not about the copy: reading leaves files of its own.
    let expected = answers::ask(&Program::new(&program, &written))?;
    fs::write(sample.join("expected.json"), lines(&expected)?)?;
    let size = size(&sample)?;
    if size > LARGEST {
        bail!("the sample takes {size} bytes, {LARGEST} are allowed: let it simulate less");
    }
    copy(&sample, &to)?;
    eprintln!("{}: {:.2} MB", to.display(), size as f64 / 1e6);
    Ok(())
}

/// The document with each question and its answer in a line of its own: less than half of what it takes spread out.
fn lines(expected: &Value) -> Result<String> {
    let fields = expected.as_object().context("no object")?;
    let mut parts = Vec::new();
    for (name, value) in fields {
        let text = match value {
            Value::Array(values) => {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                format!("[\n{}\n]", values.join(",\n"))
            }
            other => other.to_string(),
        };
        parts.push(format!("\"{name}\": {text}"));
    }
    Ok(format!("{{\n{}\n}}\n", parts.join(",\n")))
}

/// What was written must be in the database itself: its log of changes is not part of a sample.
fn closed(data: &Path) -> Result<()> {
    let log = data.join("records.sqlite-wal");
    match fs::metadata(&log) {
        Ok(about) if about.len() > 0 => bail!(
            "the program left {} bytes in {}",
            about.len(),
            log.display()
        ),
        _ => Ok(()),
    }
}

/// Copies a folder, without what belongs to the run.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else if !PASSING.iter().any(|name| entry.file_name() == *name) {
            fs::copy(&path, &target).with_context(|| {
                format!("cannot copy {} to {}", path.display(), target.display())
            })?;
        }
    }
    Ok(())
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += match entry.file_type()?.is_dir() {
            true => size(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(bytes)
}
