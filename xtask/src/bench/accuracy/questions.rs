//! The questions: a table for each, with the target beside each figure.
//!
//! Promises: counts of several seeds are added up before a share is taken; where nobody was there to count, nothing is held.

use serde_json::Value;

use super::{Ablations, EVEN, EVERYBODY, Measured, ONE, PATTERNS, THIRD, TRAPS};

/// What must be found without any knowledge of sequences, peers or months.
const MUST_BE_FOUND: [&str; 9] = [
    "sudden-theft",
    "slow-mail",
    "slow-usb",
    "newcomer-thief",
    "midnight-split",
    "two-bursts",
    "printing",
    "same-volume-but-sensitive-and-to-a-rival",
    "one-huge-sensitive-file",
];

/// Whoever should not be taken for an insider.
const INNOCENT: [&str; 6] = [
    "trap-part-timer",
    "trap-back-from-leave",
    "trap-month-end-reporter",
    "trap-salesman",
    "trap-shared-account",
    "trap-new-device-sync",
];

const HONEST_LEAVERS: &str = "trap-quiet-leaver";

/// One figure with its target.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    what: String,
    measured: String,
    target: String,
    held: bool,
}

pub(super) fn print(measured: &Measured) {
    table(
        "Honest leavers: how many are alerted",
        &honest_leavers(measured),
    );
    table("Only traps: alerts at high", &[traps(measured)]);
    table(
        "Insiders who need no sequence, peer or cumulative norm: at medium or more",
        &must_be_found(measured),
    );
    table("Innocent patterns: people at high", &innocent(measured));
    print_everybody(measured);
}

/// The same figures without each part, a column each.
pub(super) fn print_ablations(measured: &Measured, ablations: &Ablations) {
    let names: Vec<String> = ablations
        .iter()
        .map(|(part, _)| format!(" without {part} |"))
        .collect();
    println!(
        "\nWhat each part is good for\n\n| | target | all parts |{}",
        names.concat()
    );
    println!("|---|---|---|{}", "---|".repeat(names.len()));
    for cells in ablated(measured, ablations) {
        println!("| {} |", cells.join(" | "));
    }
}

/// Of each figure what it is, its target, and what was measured with all parts and without each.
fn ablated(measured: &Measured, ablations: &Ablations) -> Vec<Vec<String>> {
    let rows = |measured: &Measured| {
        let kinds = [honest_leavers, must_be_found, innocent];
        kinds
            .map(|of: fn(&Measured) -> Vec<Row>| of(measured))
            .concat()
    };
    let mut cells: Vec<Vec<String>> = rows(measured)
        .into_iter()
        .map(|row| vec![row.what, row.target, row.measured])
        .collect();
    for (_, measured) in ablations {
        for (cells, row) in cells.iter_mut().zip(rows(measured)) {
            cells.push(row.measured);
        }
    }
    cells
}

fn table(title: &str, rows: &[Row]) {
    println!("\n{title}\n\n| | measured | target | |\n|---|---|---|---|");
    for row in rows {
        let held = if row.held { "held" } else { "missed" };
        println!(
            "| {} | {} | {} | {held} |",
            row.what, row.measured, row.target
        );
    }
}

/// The figures of all organisations of that name, of each seed one.
fn of<'m>(measured: &'m Measured, name: &'m str) -> impl Iterator<Item = &'m Value> {
    let named = measured.iter().filter(move |(known, _)| *known == name);
    named.map(|(_, figures)| figures)
}

/// A count at `path` over all seeds.
fn sum(measured: &Measured, name: &str, path: &[&str]) -> u64 {
    of(measured, name)
        .filter_map(|figures| {
            let found = path.iter().try_fold(figures, |value, key| value.get(key))?;
            found.as_u64()
        })
        .sum()
}

fn honest_leavers(measured: &Measured) -> Vec<Row> {
    let asked = [(EVEN, 3, 1), (ONE, 5, 2), (THIRD, 15, 4)];
    let rows = asked.iter().flat_map(|&(name, alerted, high)| {
        let count = |what: &str| sum(measured, name, &["by_trap", HONEST_LEAVERS, what]);
        let all = count("persons");
        [("alerted", alerted), ("high", high)]
            .map(|(what, limit)| Row::at_most(format!("{name}: {what}"), (count(what), all), limit))
    });
    rows.collect()
}

fn must_be_found(measured: &Measured) -> Vec<Row> {
    let rows = MUST_BE_FOUND.iter().map(|&scenario| {
        let count = |what: &str| sum(measured, PATTERNS, &["by_scenario", scenario, what]);
        Row::at_least(
            scenario.to_owned(),
            (count("medium"), count("insiders")),
            90,
        )
    });
    rows.collect()
}

fn innocent(measured: &Measured) -> Vec<Row> {
    let rows = INNOCENT.iter().map(|&trap| {
        let count = |what: &str| sum(measured, PATTERNS, &["by_trap", trap, what]);
        Row::at_most(trap.to_owned(), (count("high"), count("persons")), 10)
    });
    rows.collect()
}

fn traps(measured: &Measured) -> Row {
    let high = sum(measured, TRAPS, &["false_positives_at_high"]);
    let number = |figures: &Value, key: &str| figures.get(key).and_then(Value::as_f64);
    let months: f64 = of(measured, TRAPS)
        .filter_map(|figures| Some(number(figures, "persons")? * number(figures, "days")?))
        .map(|person_days| person_days / 30_000.0)
        .sum();
    let rate = high as f64 / months;
    Row {
        what: "for each 1,000 people and 30 days".to_owned(),
        measured: format!("{rate:.2} ({high} alerts)"),
        target: "at most 0.2".to_owned(),
        held: rate <= 0.2,
    }
}

/// No target is set for these.
fn print_everybody(measured: &Measured) {
    println!("\nEverybody\n\n| | measured |\n|---|---|");
    for key in [
        "insiders",
        "alerts",
        "recall_at_budget",
        "precision",
        "auc",
        "median_hours_to_alert",
    ] {
        let values = of(measured, EVERYBODY).map(|figures| match figures.get(key) {
            Some(value) if value.is_f64() => {
                format!("{:.3}", value.as_f64().unwrap_or_default())
            }
            Some(value) => value.to_string(),
            None => "-".to_owned(),
        });
        println!("| {key} | {} |", values.collect::<Vec<_>>().join(", "));
    }
}

impl Row {
    fn at_most(what: String, count: (u64, u64), percent: u64) -> Self {
        let held = count.1 > 0 && count.0 * 100 <= count.1 * percent;
        Self::share(what, count, format!("at most {percent} %"), held)
    }

    fn at_least(what: String, count: (u64, u64), percent: u64) -> Self {
        let held = count.1 > 0 && count.0 * 100 >= count.1 * percent;
        Self::share(what, count, format!("at least {percent} %"), held)
    }

    fn share(what: String, (part, all): (u64, u64), target: String, held: bool) -> Self {
        let percent = part as f64 * 100.0 / all.max(1) as f64;
        Self {
            what,
            measured: format!("{part} of {all} ({percent:.1} %)"),
            target,
            held,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn seeds_are_added_up_before_a_share_is_taken() {
        let figures = |alerted: u64, high: u64| json!({"by_trap": {HONEST_LEAVERS: {"persons": 50, "alerted": alerted, "high": high}}});
        let measured = vec![(EVEN, figures(3, 1)), (EVEN, figures(0, 1))];
        let rows = honest_leavers(&measured);
        assert_eq!(
            rows[0],
            Row {
                what: "honest leavers, even days: alerted".to_owned(),
                measured: "3 of 100 (3.0 %)".to_owned(),
                target: "at most 3 %".to_owned(),
                held: true,
            }
        );
        assert_eq!(
            (&*rows[1].measured, rows[1].held),
            ("2 of 100 (2.0 %)", false)
        );
        // Of the other shapes nobody was counted.
        assert!(rows[2..].iter().all(|row| !row.held));
    }

    #[test]
    fn patterns_are_held_by_their_own_targets() {
        let figures = json!({
            "by_scenario": {
                "slow-mail": {"insiders": 20, "found": 20, "medium": 18, "high": 0},
                "printing": {"insiders": 20, "found": 20, "medium": 17, "high": 17},
            },
            "by_trap": {
                "trap-salesman": {"persons": 20, "alerted": 20, "high": 2},
                "trap-part-timer": {"persons": 20, "alerted": 3, "high": 3},
            },
        });
        let measured = vec![(PATTERNS, figures)];
        let held = |rows: Vec<Row>, what: &str| {
            let row = rows.into_iter().find(|row| row.what == what);
            row.map(|row| row.held)
        };
        assert_eq!(held(must_be_found(&measured), "slow-mail"), Some(true));
        assert_eq!(held(must_be_found(&measured), "printing"), Some(false));
        assert_eq!(held(innocent(&measured), "trap-salesman"), Some(true));
        assert_eq!(held(innocent(&measured), "trap-part-timer"), Some(false));
    }

    #[test]
    fn a_part_that_is_taken_away_has_a_column_beside_all_parts() {
        let leavers = |alerted: u64| json!({"by_trap": {HONEST_LEAVERS: {"persons": 50, "alerted": alerted, "high": 0}}});
        let ablations = vec![
            ("presence", vec![(ONE, leavers(9))]),
            ("hours", vec![(ONE, leavers(2))]),
        ];
        let rows = ablated(&vec![(ONE, leavers(1))], &ablations);
        let expected = [
            "honest leavers, day shape 1: alerted",
            "at most 5 %",
            "1 of 50 (2.0 %)",
            "9 of 50 (18.0 %)",
            "2 of 50 (4.0 %)",
        ];
        assert!(rows.iter().any(|row| row == &expected), "{rows:?}");
        assert_eq!(rows.len(), 6 + MUST_BE_FOUND.len() + INNOCENT.len());
    }

    #[test]
    fn high_alerts_are_counted_for_each_thousand_people_and_month() {
        let figures = |high: u64| {
            let (persons, days) = (500, 90);
            (
                TRAPS,
                json!({"persons": persons, "days": days, "false_positives_at_high": high}),
            )
        };
        let row = traps(&vec![figures(1), figures(0), figures(0), figures(0)]);
        assert_eq!((&*row.measured, row.held), ("0.17 (1 alerts)", true));
        assert!(!traps(&vec![figures(1)]).held);
        assert!(!traps(&vec![]).held);
    }
}
