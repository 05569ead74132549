//! The files that a simulation writes: the same for the same seed, valid, and of the size that was asked for.

use std::collections::HashSet;

use ombud_simulate::{Options, SimulateError, simulate};
use serde_json::Value;
use tempfile::TempDir;

use crate::World;

const FILES: [&str; 4] = ["audit.ndjson", "hr.csv", "alerts.json", "truth.csv"];

fn tiny(seed: u64) -> Options {
    Options {
        persons: 25,
        days: 15,
        seed,
        ..Options::default()
    }
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let (one, other, different) = (
        World::new(&tiny(7)),
        World::new(&tiny(7)),
        World::new(&tiny(8)),
    );
    assert_eq!(one.summary, other.summary);
    for file in FILES {
        assert!(one.bytes(file) == other.bytes(file), "{file} differs");
        assert!(
            one.bytes(file) != different.bytes(file),
            "{file} does not depend on the seed"
        );
    }
}

#[test]
fn every_record_is_whole_and_in_order() {
    let world = World::small();
    let (mut before, mut ids) = (String::new(), HashSet::new());
    let mut out_of_order = 0;
    for record in world.records() {
        let text = |field: &str| {
            record[field]
                .as_str()
                .unwrap_or_else(|| panic!("no {field}: {record}"))
                .to_owned()
        };
        for field in ["Operation", "OrganizationId", "UserId", "Workload"] {
            assert!(!text(field).is_empty());
        }
        assert!(record["RecordType"].is_u64() && !record["UserKey"].is_null());
        let time = text("CreationTime");
        assert!(
            time.len() == 19 && ("2026-09-01T".."2026-10-11T").contains(&&*time),
            "{time}"
        );
        out_of_order += u64::from(time < before);
        ids.insert(text("Id"));
        before = before.max(time);
    }
    // Repeats come late; nothing else does.
    assert!(out_of_order <= world.summary.repeats);
    assert_eq!(
        ids.len() as u64 + world.summary.repeats,
        world.summary.records
    );
    assert!(world.summary.repeats > 0);
}

#[test]
fn every_workload_occurs() {
    let records = World::small().records();
    let seen: HashSet<(&str, &str, u64)> = records
        .iter()
        .map(|record| {
            let text = |field: &str| record[field].as_str().unwrap();
            (
                text("Workload"),
                text("Operation"),
                record["RecordType"].as_u64().unwrap(),
            )
        })
        .collect();
    for expected in [
        ("SharePoint", "FileDownloaded", 6),
        ("OneDrive", "FileModified", 6),
        ("SharePoint", "SharingSet", 14),
        ("OneDrive", "FileSyncDownloadedFull", 6),
        ("Exchange", "Send", 2),
        ("Exchange", "MailItemsAccessed", 50),
        ("Exchange", "Set-AdminAuditLogConfig", 1),
        ("MicrosoftTeams", "MessageSent", 25),
        ("AzureActiveDirectory", "UserLoggedIn", 15),
        ("AzureActiveDirectory", "Delete user.", 8),
        ("Endpoint", "FileCopiedToRemovableMedia", 63),
        ("Endpoint", "FilePrinted", 63),
        ("Endpoint", "SensitivityLabelUpdated", 83),
        ("SharePoint", "DlpRuleMatch", 11),
        ("Exchange", "DlpRuleMatch", 13),
    ] {
        assert!(seen.contains(&expected), "{expected:?}");
    }
}

#[test]
fn the_other_files_are_well_formed() {
    let world = World::small();
    let hr = world.text("hr.csv");
    assert!(hr.lines().all(|line| line.split(',').count() == 9), "{hr}");
    assert_eq!(hr.lines().count() as u64, world.summary.hr_rows + 1);
    for scenario in [
        "Resignation,",
        "Performance review,",
        "Performance improvement plan,",
        "Job level change,",
    ] {
        assert!(
            hr.lines().any(|line| line.starts_with(scenario)),
            "{scenario}"
        );
    }
    let alerts: Value = serde_json::from_slice(&world.bytes("alerts.json")).unwrap();
    let alerts = alerts["value"].as_array().unwrap();
    assert_eq!(alerts.len() as u64, world.summary.alerts);
    for category in ["DefenseEvasion", "UnwantedSoftware"] {
        assert!(
            alerts.iter().any(|alert| alert["category"] == category),
            "{category}"
        );
    }
    let people = alerts
        .iter()
        .map(|alert| &alert["evidence"][0]["userAccount"]["userPrincipalName"]);
    assert!(
        people
            .into_iter()
            .all(|user| user.as_str().unwrap().ends_with("@contoso.test"))
    );
}

#[test]
fn counts_grow_with_persons_and_days() {
    let records = |persons, days| {
        World::new(&Options {
            persons,
            days,
            ..Options::default()
        })
        .summary
        .records
    };
    let base = records(50, 28);
    let (wider, longer) = (records(150, 28), records(50, 56));
    assert!(
        (base * 5 / 2..base * 7 / 2).contains(&wider),
        "{base} -> {wider}"
    );
    assert!(
        (base * 3 / 2..base * 5 / 2).contains(&longer),
        "{base} -> {longer}"
    );
    // 500 persons over 90 days: 200 to 300 thousand.
    assert!((44..67).contains(&(wider * 10 / (150 * 28))), "{wider}");
}

#[test]
fn the_smallest_organisation_works() {
    let world = World::new(&Options {
        persons: 1,
        days: 1,
        ..Options::default()
    });
    assert_eq!(world.summary.planted.len(), 1);
    assert_eq!(world.records().len() as u64, world.summary.records);
}

#[test]
fn impossible_options_are_refused() {
    let folder = TempDir::new().unwrap();
    let refused = |options: Options| simulate(&options, folder.path()).unwrap_err();
    assert!(matches!(
        refused(Options {
            persons: 0,
            ..Options::default()
        }),
        SimulateError::Persons(0)
    ));
    assert!(matches!(
        refused(Options {
            persons: 1_000_001,
            ..Options::default()
        }),
        SimulateError::Persons(_)
    ));
    assert!(matches!(
        refused(Options {
            days: 0,
            ..Options::default()
        }),
        SimulateError::Days(0)
    ));
    assert!(matches!(
        refused(Options {
            start: "1990-01-02".parse().unwrap(),
            ..Options::default()
        }),
        SimulateError::Start(_)
    ));
    for incidents in [0, 101] {
        assert!(matches!(
            refused(Options {
                incidents,
                ..Options::default()
            }),
            SimulateError::Incidents(_)
        ));
    }
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = simulate(&tiny(1), &file.join("below")).unwrap_err();
    assert!(
        matches!(&error, SimulateError::Write { path, .. } if path.ends_with("below")),
        "{error}"
    );
}
