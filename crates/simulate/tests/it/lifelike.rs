//! The lifelike world seen from outside: repeatable, labelled, uneven as asked for, with files that stay the same, and insiders who hide.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ombud_simulate::{Cast, DayShape, Effort, Options, SimulateError, simulate};
use serde_json::Value;
use tempfile::TempDir;

use crate::World;

fn options(day_shape: DayShape, effort: Effort) -> Options {
    Options {
        persons: 45,
        days: 50,
        seed: 5,
        world: ombud_simulate::World::Lifelike {
            cast: Cast::Everybody,
            day_shape,
            effort,
        },
        ..Options::default()
    }
}

fn with_cast(cast: Cast, persons: u32, days: u32) -> World {
    World::new(&Options {
        persons,
        days,
        seed: 5,
        world: ombud_simulate::World::Lifelike {
            cast,
            day_shape: DayShape::Even,
            effort: Effort::Percent(0),
        },
        ..Options::default()
    })
}

/// How many have each label, and how many of them resign.
fn labelled(world: &World) -> BTreeMap<&'static str, (u32, u32)> {
    let hr = world.text("hr.csv").to_lowercase();
    let mut labelled = BTreeMap::new();
    for planted in &world.summary.planted {
        let (all, resigned): &mut (u32, u32) = labelled.entry(planted.scenario.name()).or_default();
        *all += 1;
        *resigned += u32::from(hr.contains(&format!("resignation,{},", planted.user)));
    }
    labelled
}

/// 45 persons over 50 days, made once.
fn lifelike() -> &'static World {
    static LIFELIKE: LazyLock<World> =
        LazyLock::new(|| World::new(&options(DayShape::Mixed, Effort::Percent(0))));
    &LIFELIKE
}

#[test]
fn the_lifelike_world_is_the_same_each_time() {
    let small = |seed| {
        World::new(&Options {
            persons: 40,
            days: 12,
            seed,
            ..options(DayShape::Mixed, Effort::Mixed)
        })
    };
    let (one, other, different) = (small(1), small(1), small(2));
    for file in ["audit.ndjson", "hr.csv", "alerts.json", "truth.csv"] {
        assert!(one.bytes(file) == other.bytes(file), "{file} differs");
        assert!(one.bytes(file) != different.bytes(file), "{file}");
    }
}

#[test]
fn every_scenario_and_trap_is_planted_and_labelled() {
    let world = lifelike();
    let names: BTreeSet<&str> = world
        .summary
        .planted
        .iter()
        .map(|planted| planted.scenario.name())
        .collect();
    let (traps, insiders): (Vec<&str>, Vec<&str>) =
        names.iter().partition(|name| name.starts_with("trap-"));
    assert_eq!((insiders.len(), traps.len()), (13, 13), "{names:?}");
    let truth = world.text("truth.csv");
    let mut rows = truth.lines();
    assert_eq!(
        rows.next(),
        Some("user,scenario,template,first_day,last_day,effort")
    );
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells.len(), 6, "{row}");
        let insider = !cells[1].starts_with("trap-");
        assert_eq!(insider, !cells[2].is_empty(), "{row}");
        assert_eq!(cells[5], if insider { "0.00" } else { "" }, "{row}");
        assert!(cells[3] <= cells[4], "{row}");
    }
}

/// How often the person did `operation` in the planted days.
fn done(counts: &BTreeMap<(String, String, String), u32>, scenario: &str, operation: &str) -> u32 {
    let planted = &lifelike().summary.planted;
    let theirs = planted
        .iter()
        .filter(|planted| planted.scenario.name() == scenario);
    let counted = theirs.map(|planted| {
        let days = planted.first.to_string()..=planted.last.to_string();
        counts
            .iter()
            .filter(|((user, op, day), _)| {
                *user == planted.user && op == operation && days.contains(day)
            })
            .map(|(_, count)| count)
            .sum::<u32>()
    });
    counted.sum()
}

#[test]
fn insiders_do_what_their_label_says() {
    let counts = lifelike().counts();
    for (scenario, operation, least) in [
        ("sudden-leaver", "FileDownloaded", 200),
        ("slow-leaver", "FileCopiedToRemovableMedia", 100),
        ("low-and-slow", "FileUploadedToCloud", 100),
        ("collusion", "FileCopiedToRemovableMedia", 60),
        ("label-laundering", "SensitivityLabelUpdated", 60),
        ("archive-rename-upload", "FileArchived", 200),
        ("printing", "FilePrinted", 100),
        ("usb-at-night", "FileCopiedToRemovableMedia", 80),
        ("personal-cloud", "FileUploadedToCloud", 80),
        ("mail-to-self", "Send", 60),
        ("sabotage", "FileRecycled", 300),
        ("midnight-split", "FileDownloaded", 200),
        ("one-huge-file", "FileUploadedToCloud", 1),
    ] {
        let count = done(&counts, scenario, operation);
        assert!(count >= least, "{scenario}: {count} {operation}");
    }
}

#[test]
fn midnight_lies_in_the_middle_of_the_split() {
    let world = lifelike();
    let planted = world
        .summary
        .planted
        .iter()
        .find(|planted| planted.scenario.name() == "midnight-split")
        .unwrap();
    let counts = world.counts();
    let on = |day: String| {
        let key = (planted.user.clone(), "FileDownloaded".to_owned(), day);
        counts.get(&key).copied().unwrap_or(0)
    };
    let (before, after) = (on(planted.first.to_string()), on(planted.last.to_string()));
    assert_eq!(planted.first.plus(1), planted.last);
    assert!(before >= 100 && after >= 100, "{before} and {after}");
}

/// What each record says of the file that it is about: id or hash, name and size.
fn files<'r>(records: &'r [Value], user: &str, operation: &str) -> Vec<(&'r str, &'r str, u64)> {
    let theirs = records.iter().filter(|record| {
        record["UserId"]
            .as_str()
            .unwrap()
            .eq_ignore_ascii_case(user)
            && record["Operation"] == operation
    });
    theirs
        .map(|record| {
            let path = record["ObjectId"].as_str().unwrap();
            let name = path.rsplit(['\\', '/']).next().unwrap();
            let id = [&record["Sha256"], &record["ListItemUniqueId"]];
            let size = [&record["FileSize"], &record["FileSizeBytes"]];
            (
                id.iter().find_map(|id| id.as_str()).unwrap(),
                name,
                size.iter().find_map(|size| size.as_u64()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn archives_keep_content_and_size_when_they_get_another_name() {
    let world = lifelike();
    let planted = world
        .summary
        .planted
        .iter()
        .find(|planted| planted.scenario.name() == "archive-rename-upload")
        .unwrap();
    let records = world.records();
    let renamed = files(&records, &planted.user, "FileRenamed");
    let uploaded: BTreeSet<_> = files(&records, &planted.user, "FileUploadedToCloud")
        .into_iter()
        .collect();
    let carried: Vec<_> = renamed
        .iter()
        .filter(|file| file.1.ends_with(".zip"))
        .collect();
    assert!(!carried.is_empty());
    // A record of a new name on a device shows the new name: the upload shows the same.
    assert!(
        carried
            .iter()
            .filter(|file| uploaded.contains(**file))
            .count()
            * 2
            >= carried.len(),
        "{carried:?} {uploaded:?}"
    );
}

#[test]
fn one_file_holds_everything() {
    let world = lifelike();
    let planted = world
        .summary
        .planted
        .iter()
        .find(|planted| planted.scenario.name() == "one-huge-file")
        .unwrap();
    let records = world.records();
    let largest = files(&records, &planted.user, "FileUploadedToCloud")
        .into_iter()
        .map(|file| file.2)
        .max();
    assert!(largest >= Some(6 << 30), "{largest:?}");
}

#[test]
fn effort_spreads_a_theft_over_more_days() {
    let span = |effort| {
        let world = World::new(&options(DayShape::Even, Effort::Percent(effort)));
        let planted = world
            .summary
            .planted
            .iter()
            .find(|planted| planted.scenario.name() == "usb-at-night")
            .unwrap();
        assert_eq!(planted.effort, Some(effort));
        planted.last.0 - planted.first.0
    };
    let (none, all) = (span(0), span(100));
    assert!(all > 2 * none && all >= 4, "{none} and {all} days");
}

/// Variance of the daily accesses of those who work full-time, over their mean: 1 when days are even.
fn dispersion(day_shape: DayShape) -> f64 {
    let world = World::new(&Options {
        incidents: 0,
        ..options(day_shape, Effort::Mixed)
    });
    let mut by_user: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for ((user, operation, _), count) in world.counts() {
        if operation == "FileAccessed" {
            by_user.entry(user).or_default().push(f64::from(count));
        }
    }
    let planted: BTreeSet<&str> = world
        .summary
        .planted
        .iter()
        .map(|planted| planted.user.as_str())
        .collect();
    let mut dispersions: Vec<f64> = by_user
        .into_iter()
        .filter(|(user, days)| !planted.contains(user.as_str()) && days.len() >= 20)
        .map(|(_, days)| {
            let mean = days.iter().sum::<f64>() / days.len() as f64;
            let squares: f64 = days.iter().map(|day| (day - mean) * (day - mean)).sum();
            squares / days.len() as f64 / mean
        })
        .collect();
    dispersions.sort_by(f64::total_cmp);
    dispersions[dispersions.len() / 2]
}

#[test]
fn days_are_as_uneven_as_was_asked_for() {
    let even = dispersion(DayShape::Even);
    let (one, small) = (
        dispersion(DayShape::Hundredths(100)),
        dispersion(DayShape::Hundredths(30)),
    );
    assert!(even < 1.5, "{even}");
    assert!(
        one > 1.3 * even && small > 1.3 * one,
        "{even}, {one}, {small}"
    );
}

#[test]
fn an_honest_world_has_traps_only() {
    let world = World::new(&Options {
        incidents: 0,
        ..options(DayShape::Mixed, Effort::Mixed)
    });
    let planted = &world.summary.planted;
    assert!(planted.len() > 12);
    assert!(
        planted
            .iter()
            .all(|planted| planted.scenario.template().is_none())
    );
}

#[test]
fn three_of_ten_leave_honestly_and_nothing_else_is_planted() {
    let world = with_cast(Cast::HonestLeavers, 200, 4);
    assert_eq!(
        labelled(&world),
        BTreeMap::from([("trap-quiet-leaver", (60, 60))])
    );
}

#[test]
fn an_organisation_of_traps_has_several_of_each_and_no_insider() {
    let labelled = labelled(&with_cast(Cast::Traps, 200, 8));
    assert_eq!(labelled.len(), 13, "{labelled:?}");
    for (label, (all, resigned)) in labelled {
        assert!(label.starts_with("trap-") && all >= 4, "{label}: {all}");
        let stay = [
            "trap-service-client",
            "trap-quiet-improvement-plan",
            "trap-release-day",
        ];
        if stay.contains(&label) {
            assert_eq!(resigned, 0, "{label}");
        } else {
            assert!(resigned > 0, "{label}");
        }
    }
}

#[test]
fn each_pattern_has_as_many_instances_and_all_of_them_resign() {
    let labelled = labelled(&with_cast(Cast::Patterns, 150, 16));
    assert_eq!(labelled.len(), 15, "{labelled:?}");
    for (label, counts) in labelled {
        assert_eq!(counts, (2, 2), "{label}");
    }
}

#[test]
fn who_changes_sides_sends_as_much_as_before_and_all_of_it_to_a_rival() {
    let world = with_cast(Cast::Patterns, 75, 80);
    let log = world.text("audit.ndjson");
    let uploads: Vec<Value> = log
        .lines()
        .filter(|line| line.contains("FileUploadedToCloud"))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut sent = [0_u32; 2];
    for planted in &world.summary.planted {
        if planted.scenario.name() != "same-volume-but-sensitive-and-to-a-rival" {
            continue;
        }
        let theirs = uploads
            .iter()
            .filter(|record| record["UserId"] == planted.user.as_str());
        let (first, last) = (planted.first.to_string(), planted.last.to_string());
        for record in theirs {
            let (day, _) = record["CreationTime"]
                .as_str()
                .unwrap()
                .split_once('T')
                .unwrap();
            let within = (first.as_str()..=last.as_str()).contains(&day);
            let to_rival = record["TargetDomain"] == "litware.test";
            let sensitive = record["SensitiveInfoTypeData"] != serde_json::json!([]);
            assert_eq!(to_rival, within, "{record}");
            assert!(sensitive || !within, "{record}");
            // As many days before as within.
            let span = planted.last.0 - planted.first.0;
            let before = planted.first.plus(-1 - span).to_string();
            if within {
                sent[1] += 1;
            } else if before.as_str() <= day {
                sent[0] += 1;
            }
        }
    }
    let [before, within] = sent;
    assert!(
        within > 8 && within < 3 * before && before < 3 * within,
        "{before} and {within}"
    );
}

#[test]
fn only_the_lifelike_world_can_be_honest() {
    let folder = TempDir::new().unwrap();
    let plain = Options {
        incidents: 0,
        ..Options::default()
    };
    let refused = simulate(&plain, folder.path()).unwrap_err();
    assert!(matches!(refused, SimulateError::Incidents(0)));
}
