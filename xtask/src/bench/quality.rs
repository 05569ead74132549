//! Whether the right people are alerted: alerts against the planted leavers.

use anyhow::{Context, Result};
use serde_json::Value;

use super::place::Data;
use crate::shell;

/// How the alerts of one organisation compare with what was planted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quality {
    seed: u64,
    records: u64,
    planted: usize,
    /// Planted leavers with an alert of at least medium that stands above every innocent leaver's.
    found: usize,
    innocent: usize,
    /// Leavers who did nothing and were alerted at high.
    wronged: usize,
}

impl Quality {
    /// `alerts` as `ombud alerts list --json --reveal` writes them: the highest first.
    pub(super) fn judge(data: &Data, alerts: &Value) -> Result<Self> {
        let column = |file: &str| -> Result<Vec<String>> {
            let text = shell::read(&data.dir.join(file))?;
            Ok(text
                .lines()
                .skip(1)
                .filter_map(|line| line.split(',').next())
                .map(str::to_lowercase)
                .collect())
        };
        let leavers = column("hr.csv")?;
        let planted = column("truth.csv")?;
        let mut ranked: Vec<(String, String)> = Vec::new();
        for alert in alerts.as_array().context("the alerts are no list")? {
            let text = |key: &str| {
                alert
                    .get(key)
                    .and_then(Value::as_str)
                    .with_context(|| format!("an alert has no `{key}`"))
            };
            let (user, severity) = (
                text("user")?.to_lowercase(),
                text("severity")?.to_lowercase(),
            );
            if !ranked.iter().any(|(known, _)| *known == user) {
                ranked.push((user, severity));
            }
        }
        Ok(Self {
            seed: data.seed,
            records: data.records,
            ..compare(&leavers, &planted, &ranked)
        })
    }

    fn met(&self) -> bool {
        self.found * 100 >= self.planted * 95 && self.wronged * 100 <= self.innocent * 2
    }
}

/// `ranked`: users with their severity, the highest alert first.
fn compare(leavers: &[String], planted: &[String], ranked: &[(String, String)]) -> Quality {
    let innocent = |user: &String| leavers.contains(user) && !planted.contains(user);
    let above = ranked.iter().take_while(|(user, _)| !innocent(user));
    let found = above
        .filter(|(user, severity)| planted.contains(user) && severity != "low")
        .count();
    let wronged = ranked
        .iter()
        .filter(|(user, severity)| innocent(user) && severity == "high")
        .count();
    let innocent = leavers.iter().filter(|user| innocent(user)).count();
    Quality {
        seed: 0,
        records: 0,
        planted: planted.len(),
        found,
        innocent,
        wronged,
    }
}

pub(super) fn print(all: &[Quality]) {
    println!(
        "\n| seed | records | planted, at least medium and above all innocent leavers (95 %) | innocent leavers at high (2 %) | |"
    );
    println!("|---|---|---|---|---|");
    for quality in all {
        let Quality {
            seed,
            records,
            planted,
            found,
            innocent,
            wronged,
        } = quality;
        let verdict = if quality.met() { "met" } else { "missed" };
        println!(
            "| {seed} | {records} | {found} of {planted} | {wronged} of {innocent} | {verdict} |"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_innocent_leaver_hides_those_below() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let ranked = [
            ("a", "high"),
            ("x", "high"),
            ("b", "medium"),
            ("c", "high"),
            ("d", "medium"),
        ];
        let ranked = ranked.map(|(user, severity)| (user.to_owned(), severity.to_owned()));
        // `x` never resigned, so it hides nobody; `c` resigned and did nothing.
        let quality = compare(
            &names(&["a", "b", "c", "d"]),
            &names(&["a", "b", "d"]),
            &ranked,
        );
        assert_eq!(
            quality,
            Quality {
                seed: 0,
                records: 0,
                planted: 3,
                found: 2,
                innocent: 1,
                wronged: 1
            }
        );
        assert!(!quality.met());
    }
}
