//! `ombud eval` over data that was ingested, and the worlds that `ombud simulate` writes for it.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::common::{self, World};
use crate::fixture::{self, LEAVER};

fn leaver() -> World {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    let records = fixture::leaver_log();
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log", fixture::lines(&records)),
    ]);
    world
}

fn eval(world: &World, rows: &str) -> Value {
    let table = format!("user,scenario,template,first_day,last_day\n{rows}");
    let truth = world.write("truth.csv", table);
    let data = common::text(&world.data());
    world.json(&["eval", &data, "--truth", &truth])
}

#[test]
fn a_leaver_who_took_files_is_found_and_whoever_is_not_labelled_is_a_false_alert() {
    let world = leaver();
    let figures = eval(
        &world,
        &format!(
            "{LEAVER},sudden-leaver,,2026-06-19,2026-06-19\namir@contoso.test,trap-part-timer,,2026-05-01,2026-06-17\n"
        ),
    );
    assert_eq!(
        (&figures["persons"], &figures["insiders"], &figures["days"],),
        // She leaves in July; the log has the days of May and June.
        (&json!(5), &json!(1), &json!(50))
    );
    assert_eq!(figures["recall_at_budget"], 1.0, "{figures}");
    assert_eq!(figures["precision"], 1.0, "{figures}");
    assert_eq!(figures["auc"], 1.0, "{figures}");
    assert_eq!(figures["median_hours_to_alert"], 24, "{figures}");
    assert_eq!(
        figures["by_scenario"]["sudden-leaver"],
        json!({"insiders": 1, "found": 1, "medium": 1, "high": 0, "within_budget": 1})
    );
    assert_eq!(figures["false_positives"], json!({}));
    assert_eq!(
        figures["by_trap"],
        json!({"trap-part-timer": {"persons": 1, "alerted": 0, "high": 0}})
    );
    assert_eq!(figures["honest_leavers"], Value::Null);
    let alerts = figures["alerts"].as_u64().unwrap();

    // The same alerts, with the same person labelled as honest, and without any label.
    let honest = eval(
        &world,
        &format!("{LEAVER},trap-quiet-leaver,,2026-06-19,2026-06-19\n"),
    );
    assert_eq!(honest["false_positives"]["trap-quiet-leaver"], alerts);
    assert_eq!(
        honest["honest_leavers"],
        json!({"persons": 1, "alerted": 1.0, "high": 0.0})
    );
    assert_eq!(
        (&honest["recall_at_budget"], &honest["precision"]),
        (&Value::Null, &json!(0.0))
    );
    assert_eq!(eval(&world, "")["false_positives"]["none"], alerts);
    // Her day with 180 downloads surprises, and counts only where she is honest.
    let days = |figures: &Value| figures["calibration"]["all"]["person_day_indicators"].as_u64();
    assert!(days(&honest) > days(&figures) && days(&figures) > Some(0));
    let rare = |figures: &Value| figures["calibration"]["all"]["at_or_above"][11]["days"].as_u64();
    assert!(rare(&honest) > rare(&figures), "{honest}");

    let shown = world.ok(&[
        "eval",
        &common::text(&world.data()),
        "--truth",
        &common::text(&world.path("truth.csv")),
    ]);
    assert!(shown.contains("recall at budget"), "{shown}");
    assert!(shown.contains("TIMES CHANCE"), "{shown}");
    assert!(!shown.to_lowercase().contains("lena"), "{shown}");
    world.replay();
}

#[test]
fn wrong_labels_and_budgets_are_refused() {
    let world = World::new();
    let data = common::text(&world.data());
    let truth = world.write("truth.csv", "user,scenario\n");
    let said = world.fails(2, &["eval", &data, "--truth", &truth]);
    assert!(said.contains("there is no column `first_day`"), "{said}");
    for budget in ["0", "-1", "nan", "many"] {
        world.fails(2, &["eval", &data, "--truth", &truth, "--budget", budget]);
    }
    world.fails(2, &["eval", &data, "--truth", &truth, "--without", "luck"]);
    let missing = common::text(&world.path("missing.csv"));
    world.fails(3, &["eval", &data, "--truth", &missing]);
}

/// Tests and published figures rest on its files.
#[test]
fn the_plain_world_keeps_its_bytes() {
    let world = World::new();
    let out = common::text(&world.path("out"));
    world.ok(&[
        "simulate",
        "--persons",
        "60",
        "--days",
        "100",
        "--seed",
        "9",
        "--incidents",
        "4",
        "--out",
        &out,
    ]);
    for (file, expected) in [
        (
            "audit.ndjson",
            "4742677e2b6be9bdc97a5a96272b3f58c49c2f9472d220cd36e7258ac8e21774",
        ),
        (
            "truth.csv",
            "c14fe2d3c897da91bfdd9d798c06071f03320496b4c6c3b39fefc651f60de91c",
        ),
    ] {
        let bytes = std::fs::read(world.path("out").join(file)).unwrap();
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(digest, expected, "{file}");
    }
}

#[test]
fn a_lifelike_organisation_is_ingested_whole_and_compared() {
    let world = World::with_policies();
    let out = common::text(&world.path("out"));
    let lifelike = ["simulate", "--world", "lifelike", "--out", &out];
    let small = [
        "--persons",
        "40",
        "--days",
        "40",
        "--seed",
        "102",
        "--effort",
        "0",
    ];
    world.ok(&[&lifelike[..], &small[..]].concat());
    for (source, file) in [
        ("hr", "hr.csv"),
        ("graph-alerts", "alerts.json"),
        ("m365", "audit.ndjson"),
    ] {
        let counts = world.ingest(source, &common::text(&world.path("out").join(file)));
        assert_eq!(counts.rejected, 0, "{file}");
    }
    let truth = common::text(&world.path("out").join("truth.csv"));
    let figures = world.json(&["eval", &common::text(&world.data()), "--truth", &truth]);
    // Two take part in collusion.
    assert_eq!(figures["insiders"], 14, "{figures}");
    assert_eq!(figures["by_scenario"].as_object().unwrap().len(), 13);
    assert!(figures["recall"].as_f64().unwrap() > 0.0, "{figures}");
    let of = |name: &str| figures[name].as_f64().unwrap();
    assert!(of("recall_at_budget") <= of("recall"), "{figures}");
    parts_are_taken_away_and_nothing_is_stored(&world, &truth, &figures);

    for of_lifelike in [["--effort", "1"], ["--cast", "traps"]] {
        let wrong = [&["simulate", "--out", &out][..], &of_lifelike[..]].concat();
        let said = world.fails(2, &wrong);
        assert!(said.contains("--world lifelike"), "{said}");
    }
    let twice = [&lifelike[..], &["--cast", "traps", "--incidents", "2"]].concat();
    let said = world.fails(2, &twice);
    assert!(said.contains("--cast everybody"), "{said}");
}

/// Honest days are uneven: judged as if they were even, they surprise much more often, and so on.
fn parts_are_taken_away_and_nothing_is_stored(world: &World, truth: &str, whole: &Value) {
    let data = common::text(&world.data());
    let eval = ["eval", &data, "--truth", truth];
    let without = |part: &str| world.json(&[&eval[..], &["--without", part]].concat());
    let times = |figures: &Value| {
        let all = &figures["calibration"]["all"];
        (
            all["at_or_above"][7]["times_chance"].as_f64().unwrap(),
            all["person_day_indicators"].clone(),
        )
    };
    let (known, days) = times(whole);
    for part in ["presence", "day-shape", "hours"] {
        let figures = without(part);
        assert_eq!(figures["insiders"], whole["insiders"], "{part}");
        assert_eq!(times(&figures).1, days, "{part}");
        assert_ne!(figures["calibration"], whole["calibration"], "{part}");
    }
    let even = without("day-shape");
    assert!(times(&even).0 > 2.0 * known, "{known}: {even}");
    assert_eq!(&world.json(&eval), whole);
    world.replay();
}
