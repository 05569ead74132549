//! Runs one program and says what it used.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell;

/// What a program used.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Used {
    /// Seconds.
    pub(super) wall: f64,
    /// User and system seconds, children included.
    pub(super) cpu: f64,
    /// The largest resident set, bytes.
    pub(super) rss: u64,
}

impl Used {
    /// One after the other: times add up, the larger set counts.
    pub(super) fn then(self, next: Used) -> Used {
        Used {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            rss: self.rss.max(next.rss),
        }
    }
}

/// Runs `program` under measurement; `report` is where the figures pass through. Returns its standard output as well.
pub(super) fn measure(python: &Path, report: &Path, program: &Command) -> Result<(Used, String)> {
    let mut measured = shell::command(python)?;
    measured
        .arg(shell::root().join("xtask/measure.py"))
        .arg(report)
        .arg(program.get_program())
        .args(program.get_args());
    for (key, value) in program.get_envs() {
        if let Some(value) = value {
            measured.env(key, value);
        }
    }
    let output = shell::output(&mut measured)?;
    let figures: Value = serde_json::from_str(&shell::read(report)?)?;
    let number = |key: &str| {
        figures
            .get(key)
            .and_then(Value::as_f64)
            .with_context(|| format!("no `{key}` was measured"))
    };
    let used = Used {
        wall: number("wall")?,
        cpu: number("cpu")?,
        rss: number("rss")? as u64,
    };
    Ok((used, output))
}

/// The median of each figure by itself.
pub(super) fn median(runs: &[Used]) -> Used {
    let middle = |mut figures: Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        let (low, high) = (figures.len().saturating_sub(1) / 2, figures.len() / 2);
        let at = |index: usize| figures.get(index).copied().unwrap_or_default();
        (at(low) + at(high)) / 2.0
    };
    Used {
        wall: middle(runs.iter().map(|used| used.wall).collect()),
        cpu: middle(runs.iter().map(|used| used.cpu).collect()),
        rss: middle(runs.iter().map(|used| used.rss as f64).collect()) as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_by_figure() {
        let used = |wall, cpu, rss| Used { wall, cpu, rss };
        let odd = median(&[used(3.0, 1.0, 10), used(1.0, 9.0, 30), used(2.0, 5.0, 20)]);
        assert_eq!((odd.wall, odd.cpu, odd.rss), (2.0, 5.0, 20));
        let even = median(&[used(1.0, 1.0, 10), used(3.0, 2.0, 20)]);
        assert_eq!((even.wall, even.cpu, even.rss), (2.0, 1.5, 15));
    }
}
