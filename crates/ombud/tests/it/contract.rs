//! The command line as others rely on it: keys and types of every JSON answer, and the exit codes.

mod alerts;
mod policies;
mod refusals;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::common::{self, Counts, TEMPLATES, World, fields, json, shape};
use crate::fixture;

/// The leaver's world, with everything in it.
fn leaver_world() -> World {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
    ]);
    world
}

/// The same, only read.
fn leaver() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(leaver_world);
    &WORLD
}

fn the_alert(world: &World) -> Value {
    let alerts = world.json(&["alerts", "list", "--policy", "data-theft-departing-users"]);
    assert_eq!(alerts.as_array().unwrap().len(), 1, "{alerts}");
    alerts[0].clone()
}

#[test]
fn ingest_reports_what_became_of_the_records() {
    let world = World::with_policies();
    let (hr, log) = (
        world.write("hr.csv", fixture::leaver_hr()),
        world.write("log", fixture::lines(&fixture::leaver_log())),
    );
    let report = world.json(&["ingest", "hr", &hr]);
    let keys = "source:text read:count accepted:count duplicates:count rejected:count corrected:count incomplete:count joined:count alerts_opened:count alerts_updated:count \
                seconds:number";
    assert_eq!(shape(&report), fields(keys));
    assert_eq!(
        (&report["source"], Counts::of(&report)),
        (&"hr".into(), Counts::new(1, 0, 0))
    );
    let records = fixture::leaver_log().len() as u64;
    let report = world.json(&["ingest", "m365", &log]);
    assert_eq!(Counts::of(&report), Counts::new(records, 0, 0));
    let alerts = world.json(&["alerts", "list"]).as_array().unwrap().len();
    assert_eq!(
        (
            report["alerts_opened"].as_u64(),
            report["alerts_updated"].as_u64()
        ),
        (Some(alerts as u64), Some(0))
    );
    let again = world.json(&["ingest", "m365", &log]);
    assert_eq!(
        (Counts::of(&again), &again["alerts_updated"]),
        (Counts::new(0, records, 0), &0.into())
    );
    let stdin = world.run_with_input(
        &["ingest", "hr", "-", "--json"],
        fixture::leaver_hr().as_bytes(),
    );
    assert_eq!(Counts::of(&json(&stdin.out)), Counts::new(0, 1, 0));
}

#[test]
fn persons_and_why() {
    let world = leaver();
    let persons = world.json(&["persons"]);
    assert_eq!(persons.as_array().unwrap().len(), 5);
    for person in persons.as_array().unwrap() {
        assert_eq!(
            shape(person),
            fields("person:text in_scope:bool policies:list")
        );
        assert_eq!(
            person["in_scope"],
            !person["policies"].as_array().unwrap().is_empty()
        );
    }
    let in_scope = world.json(&["persons", "--in-scope"]);
    let expected: Vec<_> = persons
        .as_array()
        .unwrap()
        .iter()
        .filter(|person| person["in_scope"] == true)
        .cloned()
        .collect();
    assert_eq!(in_scope, Value::Array(expected));
    let leaver = the_alert(world)["person"].as_str().unwrap().to_owned();
    let policies = in_scope
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["person"] == *leaver)
        .unwrap()["policies"]
        .clone();
    assert_eq!(
        shape(&policies[0]),
        fields("policy:text scope:object score:count")
    );

    let why = world.json(&["why", &leaver]);
    assert_eq!(why.as_array().unwrap().len(), 4, "one answer per policy");
    for answer in why.as_array().unwrap() {
        check_why(answer);
        assert_eq!(answer["about"], *leaver);
        assert_eq!(answer["first_unmet"].is_null(), {
            let alerts = world.json(&[
                "alerts",
                "list",
                "--policy",
                answer["policy"].as_str().unwrap(),
            ]);
            alerts
                .as_array()
                .unwrap()
                .iter()
                .any(|alert| alert["person"] == *leaver)
        });
    }
    for policy in TEMPLATES {
        let why = world.json(&["why", policy]);
        assert_eq!(why.as_array().unwrap().len(), 1);
        check_why(&why[0]);
    }
    assert!(world.ok(&["why", &leaver]).contains("all conditions hold"));
}

fn check_why(answer: &Value) {
    let conditions = answer["conditions"].as_array().unwrap();
    assert!(!conditions.is_empty());
    conditions
        .iter()
        .for_each(|condition| assert_eq!(shape(condition), "met:bool text:text"));
    let first = conditions
        .iter()
        .find(|condition| condition["met"] == false)
        .map_or(&Value::Null, |first| &first["text"]);
    assert_eq!(&answer["first_unmet"], first);
}

#[test]
fn activities_are_selected_by_a_predicate() {
    let world = leaver();
    let copied = "kind = 'copied-to-removable-media' and object like 'design%'";
    let rows = world.json(&["activities", "query", "--where", copied, "--limit", "1000"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 60);
    let keys = "time:text person:text source:text kind:text operation:text workload:text outcome:text container:text object:text \
                extension:text size:count target:text target_domain:text reach:text label_change:text label_before:text \
                label_after:text sensitive_types:text severity:text detail:text items:count incomplete:text";
    let alert = the_alert(world);
    for row in rows {
        assert_eq!(shape(row), fields(keys));
        assert_eq!(row["person"], alert["person"]);
        assert_eq!(
            (&row["source"], &row["operation"]),
            (&"m365".into(), &"FileCopiedToRemovableMedia".into())
        );
    }
    let times: Vec<_> = rows
        .iter()
        .map(|row| row["time"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "the newest first");
    assert_eq!(
        world
            .json(&["activities", "query", "--where", copied, "--limit", "7"])
            .as_array()
            .unwrap()
            .len(),
        7
    );
    let person = format!(
        "person = '{}' and kind = 'resigned'",
        alert["person"].as_str().unwrap()
    );
    assert_eq!(
        world
            .json(&["activities", "query", "--where", &person])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for wrong in [
        "no_such_column = 1",
        "time >",
        "true; drop table x",
        "1 in (select 1)",
        "key = 1",
        "random() > 0",
    ] {
        let said = world.fails(2, &["activities", "query", "--where", wrong]);
        assert!(!said.trim().is_empty());
    }
}

#[test]
fn replay_equals_what_is_stored() {
    let world = leaver();
    let report = world.json(&["replay"]);
    assert_eq!(
        shape(&report),
        fields("digest:text assessments:count equal_to_stored:bool differing:count")
    );
    assert_eq!(
        (&report["equal_to_stored"], &report["differing"]),
        (&true.into(), &0.into())
    );
    let one = world.json(&["replay", "--policy", "data-theft-departing-users"]);
    assert_eq!(one["equal_to_stored"], true);
    assert!(one["assessments"].as_u64() <= report["assessments"].as_u64());
    assert!(world.ok(&["replay"]).contains("equal to what is stored"));
}

#[test]
fn rejects_are_listed_and_tried_again() {
    let world = World::new();
    let table = "EmailAddress,ResignationDate,LastWorkingDate\na@contoso.test,2026-01-05,2026-01-20\nb@contoso.test,soon,later\n";
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", table)),
        Counts::new(1, 0, 1)
    );
    let rejects = world.json(&["rejects", "list"]);
    assert_eq!(
        shape(&rejects[0]),
        fields("source:text input:text place:text reason:text first_seen:text")
    );
    assert_eq!(
        (&rejects[0]["source"], &rejects[0]["input"]),
        (&"hr".into(), &"hr.csv".into())
    );
    assert!(!rejects.to_string().contains("b@contoso"), "{rejects}");
    let report = world.json(&["rejects", "retry"]);
    let keys = "tried:count accepted:count duplicates:count rejected:count corrected:count incomplete:count alerts_opened:count alerts_updated:count remaining:list";
    assert_eq!(
        (shape(&report), &report["rejected"]),
        (fields(keys), &1.into())
    );
    assert_eq!(
        report["remaining"], rejects,
        "the same record with the same reason"
    );
    // Once more: the record is still rejected, and still one reject.
    assert_eq!(
        world.ingest("hr", &common::text(&world.path("hr.csv"))),
        Counts::new(0, 1, 1)
    );
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        1
    );
}

#[test]
fn simulating_again_gives_the_same_files() {
    let world = World::new();
    let out = common::text(&world.path("simulated"));
    let args = [
        "simulate",
        "--persons",
        "12",
        "--days",
        "9",
        "--seed",
        "4",
        "--out",
        &out,
    ];
    let report = world.json(&args);
    assert_eq!(
        shape(&report),
        fields("records:count repeats:count hr_rows:count alerts:count planted:count")
    );
    let files = ["audit.ndjson", "hr.csv", "alerts.json", "truth.csv"];
    let first: Vec<_> = files
        .iter()
        .map(|name| common::read(&world.path("simulated").join(name)))
        .collect();
    assert_eq!(
        first[0].lines().count() as u64,
        report["records"].as_u64().unwrap()
    );
    world.ok(&args);
    let second: Vec<_> = files
        .iter()
        .map(|name| common::read(&world.path("simulated").join(name)))
        .collect();
    assert!(first == second, "the same seed gives the same files");
    assert!(!world.data().exists(), "simulating needs no data directory");
}

#[test]
fn version_doctor_sources_settings() {
    let version = World::new().json(&["version"]);
    assert_eq!(
        (shape(&version), &version["name"]),
        ("name:text version:text".to_owned(), &"ombud".into())
    );

    let findings = leaver().json(&["doctor"]);
    for finding in findings.as_array().unwrap() {
        assert_eq!(
            (shape(finding), &finding["ok"]),
            (fields("what:text ok:bool text:text"), &true.into()),
            "{finding}"
        );
    }
    let sources = leaver().json(&["sources", "list"]);
    let ids: Vec<_> = sources
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["source"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>(),
        ["m365", "hr", "graph-alerts", "generic", "cert"]
            .iter()
            .collect()
    );
    assert_eq!(
        leaver().json(&["settings", "show"])["own_domains"],
        Value::Array(vec![])
    );
}
