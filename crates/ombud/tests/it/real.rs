//! Records that nobody here wrote, through the program. Skipped where the shared data is absent.

use std::collections::BTreeSet;
use std::fs::File;

use ombud_connect::reader::read_limited;
use serde_json::Value;

use crate::common::{self, Counts, World};
use crate::fixture;

fn data(name: &str) -> Option<String> {
    common::shared(&format!("data/{name}")).map(|path| common::text(&path))
}

/// A user whom the export names.
fn somebody_in(export: &str) -> String {
    let text = read_limited(File::open(export).unwrap(), 64 << 20).unwrap();
    text.split(|c: char| !(c.is_alphanumeric() || "@.-_".contains(c)))
        .find(|word| word.ends_with(DOMAIN))
        .unwrap()
        .to_owned()
}

#[test]
fn a_real_export_and_a_resignation() {
    let Some(export) = data("invictus-o365/ual.csv") else {
        return;
    };
    let world = World::with_policies();
    // 1,000 distinct records; two rows have an empty AuditData.
    assert_eq!(world.ingest("m365", &export), Counts::new(1000, 572, 2));
    assert_eq!(world.ingest("m365", &export), Counts::new(0, 1572, 2));
    assert_eq!(
        (world.history_rows(), world.totals("m365").read),
        (1000, 2 * 1574)
    );
    let rejects = world.json(&["rejects", "list"]);
    assert_eq!(
        rejects.as_array().unwrap().len(),
        2,
        "the same two, once: {rejects}"
    );
    let retried = world.json(&["rejects", "retry"]);
    assert_eq!(
        (&retried["tried"], &retried["rejected"]),
        (&2.into(), &2.into())
    );
    let persons = world.json(&["persons"]);
    assert_eq!(
        persons.as_array().unwrap().len(),
        15,
        "letter case differs between workloads, people do not"
    );
    let before = leavers(&world);
    let name = somebody_in(&export);

    // One of them leaves, under a name in other letters than the log's.
    let hr = format!(
        "EmailAddress,ResignationDate,LastWorkingDate\n{},2021-06-30,2021-07-20\n",
        name.to_uppercase()
    );
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", hr)),
        Counts::new(1, 0, 0)
    );
    assert_eq!(
        world.json(&["persons"]).as_array().unwrap().len(),
        15,
        "it is one of the fifteen"
    );
    let after = leavers(&world);
    let new: Vec<&String> = after.difference(&before).collect();
    assert_eq!((new.len(), after.len()), (1, before.len() + 1));
    let theirs = format!("person = '{}'", new[0]);
    assert!(
        world
            .json(&["activities", "query", "--where", &theirs])
            .as_array()
            .unwrap()
            .len()
            > 3
    );
    meets_conditions_of_theft(&world, new[0]);
    world.replay();
}

const DOMAIN: &str = "@dutchmasterz.onmicrosoft.com";
const THEFT: &str = "data-theft-departing-users";

/// Who is in scope of the policy about leavers.
fn leavers(world: &World) -> BTreeSet<String> {
    let persons = world.json(&["persons", "--in-scope"]);
    let leaves = |person: &&Value| {
        person["policies"]
            .as_array()
            .unwrap()
            .iter()
            .any(|scope| scope["policy"] == THEFT)
    };
    persons
        .as_array()
        .unwrap()
        .iter()
        .filter(leaves)
        .map(|person| person["person"].as_str().unwrap().to_owned())
        .collect()
}

/// More than the resignation speaks for it.
fn meets_conditions_of_theft(world: &World, person: &str) {
    let why = world.json(&["why", person]);
    let theft = why
        .as_array()
        .unwrap()
        .iter()
        .find(|answer| answer["policy"] == THEFT)
        .unwrap();
    let met = theft["conditions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|condition| condition["met"] == true)
        .count();
    assert!(met >= 2, "{theft}");
}

#[test]
fn the_documented_hr_tables() {
    if data("ms-docs-hr/resignation.csv").is_none() {
        return;
    }
    let world = World::with_policies();
    let table = |name: &str| data(&format!("ms-docs-hr/{name}.csv")).unwrap();
    for (name, rows) in [
        ("resignation", 2),
        ("job_level_change", 2),
        ("performance_review", 2),
        ("employee_profile", 1),
    ] {
        assert_eq!(
            world.ingest("hr", &table(name)),
            Counts::new(rows, 0, 0),
            "{name}"
        );
    }
    // A review and an improvement plan have the same columns: somebody has to say which it is.
    let plan = world.write(
        "plan.yaml",
        "scenario: performance-improvement-plan\ncolumns:\n  Rating: PerformanceRating\n",
    );
    let report = world.json(&[
        "ingest",
        "hr",
        &table("performance_improvement_plan"),
        "--mapping",
        &plan,
    ]);
    assert_eq!(Counts::of(&report), Counts::new(2, 0, 0));
    // sarad, pillar, pilarp, jackq: the samples spell one person in several ways, and nobody guesses.
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), 4);
    assert_eq!(leavers(&world).len(), 2);
    assert_eq!(
        world
            .json(&["persons", "--in-scope"])
            .as_array()
            .unwrap()
            .len(),
        3,
        "sarad, pilarp, pillar"
    );
    world.replay();
}

/// The inputs of a file of samples, one a line.
fn inputs(name: &str) -> Option<Vec<String>> {
    let file = File::open(data(name)?).unwrap();
    let input = |line: &str| {
        let input = common::json(line)["input"].take();
        let input = if input.get("message").is_some_and(Value::is_string) {
            input["message"].clone()
        } else {
            input
        };
        let record: Value = match input.as_str() {
            Some(text) => common::json(text),
            None => input,
        };
        record.to_string()
    };
    Some(
        read_limited(file, 64 << 20)
            .unwrap()
            .lines()
            .map(input)
            .collect(),
    )
}

#[test]
fn samples_of_other_products_tests() {
    let world = World::with_policies();
    let mut total = 0;
    // Two of the first file's samples are variants of another: the same id, time and operation.
    for (name, records, repeats) in [
        ("sekoia-intake/o365.jsonl", 37, 2),
        ("sekoia-intake/m365-defender.jsonl", 21, 0),
        ("elastic-o365/records.jsonl", 5, 0),
        ("ms-management-api-docs/records.jsonl", 7, 0),
    ] {
        let Some(lines) = inputs(name) else { return };
        assert_eq!(lines.len() as u64, records, "{name}");
        let file = world.write("lines", lines.join("\n"));
        let counts = world.ingest("m365", &file);
        assert_eq!(counts.read, records, "{name}");
        let rejects = world.json(&["rejects", "list"]);
        assert_eq!(
            (counts.duplicates, counts.rejected),
            (repeats, 0),
            "{name}: {rejects}"
        );
        total += counts.accepted;
        // The same as one JSON array, packed.
        let array = fixture::gzip(format!("[{}]", lines.join(",")).as_bytes());
        assert_eq!(
            world.ingest("m365", &world.write("array", array)),
            Counts::new(0, records, 0),
            "{name}"
        );
    }
    assert_eq!(world.totals("m365").accepted, total);
    let rows = world.json(&["activities", "query", "--limit", "1000"]);
    assert_eq!(rows.as_array().unwrap().len() as u64, world.history_rows());
    world.replay();
}
