//! Generated files: written by `ombud docs`, committed, and compared with a fresh copy by `check`.

use std::fs;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::shell;

/// Rewrites the committed files.
pub(crate) fn write() -> Result<()> {
    let made = Made::new()?;
    for file in made.files()? {
        let to = shell::root().join(committed(&file));
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        fs::copy(made.dir.path().join(&file), &to)
            .with_context(|| format!("cannot write {}", to.display()))?;
        println!("{}", committed(&file));
    }
    for stale in made.stale()? {
        fs::remove_file(shell::root().join(&stale))?;
        println!("{stale} removed");
    }
    Ok(())
}

/// Fails when a committed file is not what the code would write now.
pub(crate) fn check() -> Result<()> {
    let made = Made::new()?;
    let mut different = made.stale()?;
    for file in made.files()? {
        let committed = committed(&file);
        if fs::read(made.dir.path().join(&file))?
            != fs::read(shell::root().join(&committed)).unwrap_or_default()
        {
            different.push(committed);
        }
    }
    if !different.is_empty() {
        bail!(
            "not what the code says: {}; run `cargo xtask gen` and commit",
            different.join(", ")
        );
    }
    Ok(())
}

/// A fresh copy in a folder of its own, removed at the end.
struct Made {
    dir: TempDir,
}

impl Made {
    fn new() -> Result<Self> {
        // All targets of the workspace: the features of dependencies are then the same as for the tests, which are built anyway.
        shell::run(&mut shell::cargo(
            "build --workspace --all-targets --locked",
        )?)?;
        let made = Self {
            dir: tempfile::tempdir()?,
        };
        let mut docs = shell::command(shell::program("debug")?)?;
        // Help texts show the values of variables; the committed pages must not depend on who writes them.
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("OMBUD_"))
        {
            docs.env_remove(name);
        }
        shell::run(docs.arg("docs").arg("--out").arg(made.dir.path()))?;
        if made.files()?.is_empty() {
            bail!("`ombud docs` wrote nothing");
        }
        Ok(made)
    }

    /// What was written, relative to the folder.
    fn files(&self) -> Result<Vec<String>> {
        let mut files = shell::names(&self.dir.path().join("reference"), ".md")?
            .into_iter()
            .map(|name| format!("reference/{name}"))
            .collect();
        let mut top = shell::names(self.dir.path(), ".json")?;
        top.append(&mut files);
        Ok(top)
    }

    /// Committed pages that nothing writes any more.
    fn stale(&self) -> Result<Vec<String>> {
        let made: Vec<String> = self.files()?.iter().map(|file| committed(file)).collect();
        let pages = shell::names(&shell::root().join("docs/src/reference"), ".md")?;
        Ok(pages
            .into_iter()
            .map(|page| format!("docs/src/reference/{page}"))
            .filter(|page| !made.contains(page))
            .collect())
    }
}

/// Where a written file is committed.
fn committed(file: &str) -> String {
    if file.starts_with("reference/") {
        format!("docs/src/{file}")
    } else {
        format!("docs/{file}")
    }
}
