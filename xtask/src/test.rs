//! `test`: every test there is. Needs nothing but a clone; the runners' own closing lines end its output.

use anyhow::Result;

use crate::{shell, tools};

pub(crate) fn run(filter: &[String]) -> Result<()> {
    tools::NEXTEST.ensure()?;
    shell::run(shell::cargo("nextest run --workspace --locked --no-fail-fast")?.args(filter))?;
    if !filter.is_empty() {
        return Ok(());
    }
    // Doc tests are a build of their own, so only for crates that have some.
    for package in with_doc_tests()? {
        shell::run(shell::cargo("test --doc --locked -p")?.arg(package))?;
    }
    Ok(())
}

fn with_doc_tests() -> Result<Vec<String>> {
    let mut packages = Vec::new();
    for file in shell::files()? {
        let Some((package, _)) = file.strip_prefix("crates/").and_then(|rest| rest.split_once("/src/")) else { continue };
        let package = if package == "ombud" { continue } else { format!("ombud-{package}") };
        if file.ends_with(".rs") && !packages.contains(&package) && has_doc_test(&shell::read(&shell::root().join(&file))?) {
            packages.push(package);
        }
    }
    Ok(packages)
}

/// Whether a doc comment holds a block that rustdoc would run.
fn has_doc_test(source: &str) -> bool {
    let mut open = false;
    source.lines().filter_map(fence).any(|language| {
        open = !open;
        open && (language.is_empty() || ["rust", "no_run", "should_panic", "compile_fail"].contains(&language))
    })
}

/// What follows the three ticks when the line is a fence in a doc comment.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
    comment.trim().strip_prefix("```")
}

#[cfg(test)]
mod tests {
    use super::has_doc_test;

    #[test]
    fn doc_tests_are_found() {
        assert!(has_doc_test("/// ```\n/// f();\n/// ```"));
        assert!(has_doc_test("//! ```text\n//! x\n//! ```\n//!\n//! ```rust\n//! f();\n//! ```"));
        assert!(!has_doc_test("//! ```text\n//! x\n//! ```\nlet x = \"```\";"));
    }
}
