//! Tools that the checks need, installed at a fixed version when they are missing.

use anyhow::{Context, Result};

use crate::shell;

pub(crate) struct Tool {
    /// The cargo subcommand; its package is `cargo-NAME`.
    name: &'static str,
    version: &'static str,
    /// Arguments after which it answers when it is there.
    probe: &'static str,
    /// Said before it is built.
    takes: &'static str,
}

pub(crate) const NEXTEST: Tool = Tool {
    name: "nextest",
    version: "0.9.143",
    probe: "nextest --version",
    takes: "5 minutes",
};
pub(crate) const DENY: Tool = Tool {
    name: "deny",
    version: "0.20.2",
    probe: "deny --version",
    takes: "6 minutes",
};
pub(crate) const MACHETE: Tool = Tool {
    name: "machete",
    version: "0.9.2",
    probe: "machete --version",
    takes: "a minute",
};

impl Tool {
    /// Makes sure that the tool can be run. A version that is already there is taken as it is.
    pub(crate) fn ensure(&self) -> Result<()> {
        if shell::works(&mut shell::cargo(self.probe)?) {
            return Ok(());
        }
        let tools = shell::cache_dir()?.join("tools");
        let package = format!("cargo-{}", self.name);
        eprintln!(
            "{package} is missing: building it once into {} (about {} on 2 cores)",
            tools.display(),
            self.takes
        );
        let build = tools.join("build");
        // Not optimised: they run for seconds, and building them would take minutes longer.
        let mut install = shell::cargo("install --locked --debug --version")?;
        install.env("CARGO_PROFILE_DEV_DEBUG", "0");
        install
            .args([self.version, &package])
            .arg("--root")
            .arg(&tools)
            .arg("--target-dir")
            .arg(&build);
        shell::run(&mut install).with_context(|| {
            format!("install {package} by hand: cargo install --locked {package}")
        })?;
        // Only the program is worth its space. Nothing was built when cargo found the program there.
        match std::fs::remove_dir_all(&build) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", build.display()))
            }
            _ => Ok(()),
        }
    }
}
