//! The labels of a simulation: what `truth.csv` says is in the log, and for the right people and days.

use std::collections::{BTreeMap, BTreeSet};

use ombud_simulate::{Day, Options, Planted, Scenario};

use crate::World;

/// How often the person did `operation` in the planted days.
fn within(
    counts: &BTreeMap<(String, String, String), u32>,
    planted: &Planted,
    operation: &str,
) -> u32 {
    let days = planted.first.to_string()..=planted.last.to_string();
    let theirs = counts.iter().filter(|((user, op, day), _)| {
        *user == planted.user && op == operation && days.contains(day)
    });
    theirs.map(|(_, count)| count).sum()
}

#[test]
fn everybody_has_one_label_at_most_and_it_lies_in_the_log() {
    let world = World::small();
    let planted = &world.summary.planted;
    let users: BTreeSet<&str> = planted
        .iter()
        .map(|planted| planted.user.as_str())
        .collect();
    assert_eq!(users.len(), planted.len());
    let (start, end): (Day, Day) = ("2026-09-01".parse().unwrap(), "2026-10-10".parse().unwrap());
    assert!(planted.iter().all(|planted| start <= planted.first
        && planted.first <= planted.last
        && planted.last <= end));
    let scenarios: BTreeSet<Scenario> = planted.iter().map(|planted| planted.scenario).collect();
    assert_eq!(scenarios.len(), 11, "{scenarios:?}");
    let rows: Vec<String> = world.text("truth.csv").lines().map(str::to_owned).collect();
    assert_eq!(rows[0], "user,scenario,template,first_day,last_day");
    assert_eq!(rows.len(), planted.len() + 1);
    for (row, planted) in rows[1..].iter().zip(planted) {
        let template = planted.scenario.template().unwrap_or("");
        let expected = format!(
            "{},{},{template},{},{}",
            planted.user,
            planted.scenario.name(),
            planted.first,
            planted.last
        );
        assert_eq!(*row, expected);
        assert_eq!(
            template.is_empty(),
            planted.scenario.name().starts_with("trap-")
        );
    }
}

#[test]
fn what_is_labelled_is_in_the_log() {
    let world = World::small();
    let counts = world.counts();
    for planted in &world.summary.planted {
        let done = |operation: &str| within(&counts, planted, operation);
        let enough = match planted.scenario {
            Scenario::DepartingTheft => {
                done("FileDownloaded") >= 80
                    && done("FileCopiedToRemovableMedia") >= 25
                    && done("FileUploadedToCloud") >= 8
            }
            Scenario::SlowLeaverMail => done("Send") >= 40,
            Scenario::DataLeak => {
                done("FileUploadedToCloud") >= 25 && done("AnonymousLinkCreated") >= 6
            }
            Scenario::RiskyUserSharing => {
                done("SharingSet") >= 18 && done("SensitivityLabelUpdated") >= 3
            }
            Scenario::SecurityTampering => {
                done("Set-AdminAuditLogConfig") == 1 && done("FileCopiedToRemovableMedia") >= 30
            }
            Scenario::UnwantedSoftware => done("FileDownloadedFromBrowser") >= 20,
            Scenario::ReleaseDay => done("FileDownloaded") >= 90,
            Scenario::NewJoinerSync => done("FileSyncDownloadedFull") >= 500,
            Scenario::QuarterEndPrinting => done("FilePrinted") >= 20,
            Scenario::QuietLeaver => {
                done("FileCopiedToRemovableMedia") < 5 && done("FileUploadedToCloud") < 5
            }
            Scenario::QuietImprovementPlan => done("SharingSet") < 15,
            other => panic!("{other:?} is not of the plain world"),
        };
        assert!(enough, "{planted:?}");
    }
}

#[test]
fn leavers_resign_and_do_nothing_after_their_last_day() {
    let world = World::small();
    let counts = world.counts();
    let hr = world.text("hr.csv").to_lowercase();
    let mut gone = 0;
    for planted in &world.summary.planted {
        let leaves = matches!(
            planted.scenario,
            Scenario::DepartingTheft | Scenario::SlowLeaverMail | Scenario::QuietLeaver
        );
        let row = hr
            .lines()
            .find(|line| line.starts_with(&format!("resignation,{},", planted.user)));
        assert_eq!(row.is_some(), leaves, "{planted:?}");
        let Some(row) = row else { continue };
        let last: String = row.split(',').nth(3).unwrap().chars().take(10).collect();
        assert!(
            counts
                .keys()
                .all(|(user, _, day)| *user != planted.user || *day <= last),
            "{planted:?} after {last}"
        );
        gone += u32::from(last.as_str() < "2026-10-10");
    }
    let deleted: u32 = counts
        .iter()
        .filter(|((_, op, _), _)| op == "Delete user.")
        .map(|(_, count)| count)
        .sum();
    assert!(gone > 0 && deleted >= gone, "{deleted} of {gone}");
}

#[test]
fn joiners_were_not_there_before() {
    let world = World::small();
    let counts = world.counts();
    for planted in world
        .summary
        .planted
        .iter()
        .filter(|planted| planted.scenario == Scenario::NewJoinerSync)
    {
        let first = planted.first.to_string();
        assert!(
            counts
                .keys()
                .all(|(user, _, day)| *user != planted.user || *day >= first),
            "{planted:?}"
        );
    }
}

#[test]
fn more_people_mean_more_scenarios() {
    let planted = |persons| {
        World::new(&Options {
            persons,
            days: 3,
            ..Options::default()
        })
        .summary
        .planted
        .len()
    };
    let (few, many) = (planted(100), planted(800));
    assert!(many > 4 * few, "{few} -> {many}");
}

#[test]
fn more_incidents_mean_more_harmful_scenarios_and_as_many_traps() {
    let planted = |incidents| {
        let world = World::new(&Options {
            persons: 500,
            days: 3,
            incidents,
            ..Options::default()
        });
        let (harmful, traps): (Vec<_>, Vec<_>) = world
            .summary
            .planted
            .into_iter()
            .filter(|planted| planted.scenario != Scenario::QuarterEndPrinting)
            .partition(|planted| planted.scenario.template().is_some());
        (harmful.len(), traps.len())
    };
    let ((once, traps), (five_times, same_traps)) = (planted(1), planted(5));
    assert_eq!((once, five_times), (16, 80));
    assert_eq!(traps, same_traps);
}
