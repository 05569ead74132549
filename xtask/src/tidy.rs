//! `tidy`: house rules that no compiler checks. Each rule says what to do.

use std::path::Path;

use anyhow::{Result, bail};

use crate::shell;

/// Lines that a source file may have.
const LONGEST: usize = 500;

/// Files that are longer, with their length. A ratchet: the number may only fall, and the entry goes with the last line too many.
const LONGER: &[(&str, usize)] = &[];

/// Endings of the files that are read as text.
const TEXT: &[&str] = &[
    ".rs", ".md", ".toml", ".yaml", ".yml", ".py", ".html", ".sh", ".json", ".ron",
];

/// Data of earlier programs, byte for byte as they wrote it: no rule is about it.
const KEPT: &str = "crates/ombud/tests/kept/";

/// What must not be committed, in pieces so that this file may be, and why.
fn never() -> [(String, &'static str); 7] {
    [
        (
            ["FIX", "ME"].concat(),
            "finish it, or say what is missing where users read it",
        ),
        (
            ["XX", "X"].concat(),
            "finish it, or say what is missing where users read it",
        ),
        (
            ["TO", "DO"].concat(),
            "finish it, or say what is missing where users read it",
        ),
        (["#[ign", "ore"].concat(), "a test runs or is not there"),
        (
            ["crates", ".io/"].concat(),
            "name packages, not the host that has them",
        ),
        (
            ["py", "pi.org"].concat(),
            "name packages, not the host that has them",
        ),
        (
            ["registry.npm", "js"].concat(),
            "name packages, not the host that has them",
        ),
    ]
}

pub(crate) fn run() -> Result<()> {
    let mut wrong = Vec::new();
    let mut files = shell::files()?;
    files.retain(|file| !file.starts_with(KEPT));
    for file in &files {
        if file.ends_with("Cargo.toml") && file != "Cargo.toml" {
            wrong.extend(lints(file, &text(file)?));
        }
        if !TEXT.iter().any(|ending| file.ends_with(ending)) {
            continue;
        }
        let text = text(file)?;
        wrong.extend(words(file, &text));
        if file.ends_with(".rs") {
            wrong.extend(length(file, text.lines().count()));
            wrong.extend(opening(file, &text));
        }
        if file.ends_with(".md") {
            wrong.extend(links(file, &text));
        }
    }
    wrong.extend(summary(&files, &text("docs/src/SUMMARY.md")?));
    wrong.extend(proofs(&files)?);
    wrong.extend(
        LONGER
            .iter()
            .filter(|(path, _)| !files.iter().any(|file| file == path))
            .map(|(path, _)| gone(path)),
    );
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    eprintln!("{} files are tidy", files.len());
    Ok(())
}

fn text(file: &str) -> Result<String> {
    shell::read(&shell::root().join(file))
}

fn gone(path: &str) -> String {
    format!("{path} is not there any more: remove it from LONGER in xtask/src/tidy.rs")
}

/// Every crate inherits the one lint table.
fn lints(file: &str, manifest: &str) -> Option<String> {
    let inherits = manifest
        .split_once("\n[lints]\n")
        .is_some_and(|(_, table)| table.starts_with("workspace = true"));
    (!inherits).then(|| format!("{file}: add `[lints]` with `workspace = true`"))
}

fn length(file: &str, lines: usize) -> Option<String> {
    let Some((_, allowed)) = LONGER.iter().find(|(path, _)| *path == file) else {
        return (lines > LONGEST).then(|| {
            format!("{file}: {lines} lines, {LONGEST} are allowed: split it along its seam")
        });
    };
    match lines {
        0..=LONGEST => Some(gone(file)),
        _ if lines > *allowed => Some(format!(
            "{file}: grew from {allowed} to {lines} lines: it may only shrink"
        )),
        _ if lines < *allowed => Some(format!(
            "{file}: shrank to {lines} lines: say so in LONGER in xtask/src/tidy.rs"
        )),
        _ => None,
    }
}

/// A module opens with what it promises.
fn opening(file: &str, source: &str) -> Option<String> {
    (file.contains("/src/") && !source.starts_with("//!"))
        .then(|| format!("{file}: open with a `//!` line that says what the module promises"))
}

fn words(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    // A digest in a lock file spells anything.
    let digest = |line: &str| line.trim_start().starts_with("\"integrity\": \"sha");
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !digest(line)) {
        for (word, why) in never()
            .iter()
            .filter(|(word, _)| line.contains(word.as_str()))
        {
            found.push(format!("{file}:{}: `{word}`: {why}", number + 1));
        }
    }
    found
}

/// Links to files of the repository lead somewhere.
fn links(file: &str, text: &str) -> Vec<String> {
    let folder = shell::root().join(file);
    let folder = folder.parent().unwrap_or(Path::new("."));
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target);
    let local = targets.filter(|target| {
        !target.contains("://") && !target.starts_with(['#', '<']) && !target.contains(' ')
    });
    let broken = local.filter(|target| {
        let path = target.split('#').next().unwrap_or(target);
        !folder.join(path).exists()
    });
    broken
        .map(|target| format!("{file}: the link to `{target}` leads nowhere"))
        .collect()
}

/// Every page of the book is in its table of contents.
fn summary(files: &[String], summary: &str) -> Vec<String> {
    let pages = files
        .iter()
        .filter_map(|file| file.strip_prefix("docs/src/"))
        .filter(|page| page.ends_with(".md") && *page != "SUMMARY.md");
    let missing = pages.filter(|page| {
        !summary.contains(&format!("({page})")) && !summary.contains(&format!("(./{page})"))
    });
    missing
        .map(|page| format!("docs/src/SUMMARY.md: add a line for `{page}`"))
        .collect()
}

/// Every test that ARCHITECTURE.md names as proof of an invariant is there.
fn proofs(files: &[String]) -> Result<Vec<String>> {
    let architecture = text("ARCHITECTURE.md")?;
    let rows = architecture.lines().filter_map(|line| {
        line.strip_prefix("| ")?
            .strip_suffix(" |")?
            .rsplit_once(" | ")
    });
    let quoted = rows.flat_map(|(_, proof)| proof.split('`').skip(1).step_by(2));
    let mut missing: Vec<&str> = quoted
        .filter(|name| name.matches('_').count() > 1 && !name.contains([' ', '/', ':']))
        .collect();
    for file in files.iter().filter(|file| file.ends_with(".rs")) {
        let source = text(file)?;
        missing.retain(|name| !source.contains(&format!("fn {name}(")));
    }
    Ok(missing
        .into_iter()
        .map(|name| format!("ARCHITECTURE.md: no test is called `{name}`"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_does_not_inherit_the_lints_is_found() {
        assert_eq!(lints("a", "[package]\n\n[lints]\nworkspace = true\n"), None);
        assert!(lints("a", "[package]\n\n[lints.clippy]\nall = \"allow\"\n").is_some());
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(length("a.rs", LONGEST), None);
        assert!(length("a.rs", LONGEST + 1).is_some());
    }

    #[test]
    fn links_are_followed() {
        assert_eq!(
            links(
                "README.md",
                "[a](Cargo.toml#x) [b](https://example.com) [c](#d)"
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            links("README.md", "[a](no/such.md)"),
            ["README.md: the link to `no/such.md` leads nowhere"]
        );
    }
}
