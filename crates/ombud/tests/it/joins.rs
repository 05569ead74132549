//! Two persons who are known already turn out to be one: by HR data or by an administrator, with what follows, and back again.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::common::World;

const THEFT: &str = "data-theft-departing-users";
const MAIL: &str = "nora.lind@corp.test";
const SAM: &str = "corp\\nlind";

/// Days on which somebody was there and downloaded nothing, and the downloads before they leave.
const QUIET: u32 = 40;
const DOWNLOADS: u32 = 300;

fn log(user: &str, id: u32) -> String {
    let record = |number: u32| {
        let (day, operation) = match number.checked_sub(QUIET) {
            Some(_) => ("03-20".to_owned(), "FileDownloaded"),
            None => (
                format!("{:02}-{:02}", 1 + number / 20, 1 + number % 20),
                "FileAccessed",
            ),
        };
        json!({"CreationTime": format!("2026-{day}T10:{:02}:11", number % 60), "Id": format!("{id}-{number}"),
               "Operation": operation, "RecordType": 6, "UserType": 0, "Workload": "SharePoint", "UserId": user,
               "ObjectId": format!("https://corp.sharepoint.test/sites/rd/f{number}.docx"), "SourceFileName": format!("f{number}.docx"),
               "SourceFileExtension": "docx"})
        .to_string()
    };
    (0..QUIET + DOWNLOADS)
        .map(record)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A policy, the resignation of one person under the mail address, and the downloads of the other name.
fn world() -> World {
    let world = World::new();
    world.ok(&["policy", "create", "--template", THEFT, "--name", THEFT]);
    let hr = world.write(
        "hr.csv",
        format!("EmailAddress,ResignationDate,LastWorkingDate\n{MAIL},2026-03-16,2026-03-31\n"),
    );
    world.ok(&["ingest", "hr", &hr]);
    let log = world.write("log.ndjson", log(SAM, 1));
    world.ok(&["ingest", "m365", &log]);
    world
}

fn pseudonyms(world: &World) -> BTreeSet<String> {
    let persons = world.json(&["persons"]);
    let persons = persons.as_array().unwrap().iter();
    persons
        .map(|person| person["person"].as_str().unwrap().to_owned())
        .collect()
}

fn alerts(world: &World) -> Vec<Value> {
    let alerts = world.json(&["alerts", "list"]);
    alerts.as_array().unwrap().clone()
}

fn rows_of(world: &World, predicate: &str) -> Vec<Value> {
    let rows = world.json(&[
        "activities",
        "query",
        "--where",
        predicate,
        "--limit",
        "1000",
    ]);
    rows.as_array().unwrap().clone()
}

#[test]
fn an_alert_arises_from_what_both_did_and_goes_when_they_are_separated() {
    let world = world();
    assert_eq!((pseudonyms(&world).len(), alerts(&world).len()), (2, 0));
    let before = world.replay();
    let joined = world.json(&["persons", "join", MAIL, SAM, "--reason", "one contract"]);
    let (gone, shown) = (
        joined["pseudonym"].as_str().unwrap(),
        joined["shown_as"].as_str().unwrap(),
    );
    assert_eq!(pseudonyms(&world), BTreeSet::from([shown.to_owned()]));
    let opened = alerts(&world);
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0]["person"], shown);
    world.replay();
    for asked in [gone, shown] {
        let of_one = rows_of(&world, &format!("person = '{asked}'"));
        assert!(of_one.len() > DOWNLOADS as usize, "{}", of_one.len());
        assert!(of_one.iter().all(|row| row["person"] == shown));
        assert_eq!(rows_of(&world, &format!("person <> '{asked}'")).len(), 0);
        assert_eq!(world.json(&["why", asked])[0]["about"], shown);
    }
    // What comes later under either name counts for the one.
    let more = world.write("more.ndjson", log(SAM, 2));
    world.ok(&["ingest", "m365", &more]);
    assert_eq!((pseudonyms(&world).len(), alerts(&world).len()), (1, 1));
    assert_ne!(alerts(&world)[0]["evidence"], opened[0]["evidence"]);
    world.replay();

    assert_eq!(
        world.json(&["persons", "joined"]).as_array().unwrap().len(),
        1
    );
    world.ok(&["persons", "separate", gone, "--reason", "two contracts"]);
    assert_eq!((pseudonyms(&world).len(), alerts(&world).len()), (2, 0));
    let of_gone = rows_of(&world, &format!("person = '{gone}'")).len();
    assert_eq!(of_gone, 2 * (QUIET + DOWNLOADS) as usize);
    world.fails(2, &["persons", "separate", gone, "--reason", "again"]);
    let after = world.replay();
    assert_eq!(before["assessments"], after["assessments"]);
}

#[test]
fn hr_joins_two_known_persons_once_and_not_after_somebody_has_undone_it() {
    let world = world();
    let row = format!(
        "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\n{MAIL},{SAM},2026-03-16,2026-03-31\n"
    );
    let hr = world.write("both.csv", row);
    assert_eq!(world.json(&["ingest", "hr", &hr])["joined"], 1);
    assert_eq!((pseudonyms(&world).len(), alerts(&world).len()), (1, 1));
    world.replay();
    assert_eq!(world.json(&["ingest", "hr", &hr])["joined"], 0);
    let joined = world.json(&["persons", "joined"]);
    assert_eq!(joined[0]["said_by"], "hr");
    let gone = joined[0]["pseudonym"].as_str().unwrap().to_owned();
    world.ok(&["persons", "separate", &gone, "--reason", "two contracts"]);
    assert_eq!(world.json(&["ingest", "hr", &hr])["joined"], 0);
    assert_eq!((pseudonyms(&world).len(), alerts(&world).len()), (2, 0));
}

#[test]
fn a_name_that_several_rows_claim_joins_no_known_persons() {
    let world = world();
    let claim = |mail: &str| {
        format!(
            "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\n{mail},{SAM},2026-03-16,2026-03-31\n"
        )
    };
    let rows = format!("{}tom@corp.test,{SAM},2026-03-16,2026-03-31\n", claim(MAIL));
    let hr = world.write("shared.csv", rows);
    assert_eq!(world.json(&["ingest", "hr", &hr])["joined"], 0);
    assert_eq!(pseudonyms(&world).len(), 3);
    // The first claim alone joins; a second one does not take the name away, and joins no third person.
    let first = world.write("first.csv", claim(MAIL));
    assert_eq!(world.json(&["ingest", "hr", &first])["joined"], 1);
    let second = world.write("second.csv", claim("tom@corp.test"));
    assert_eq!(world.json(&["ingest", "hr", &second])["joined"], 0);
    assert_eq!(pseudonyms(&world).len(), 2);
}

#[test]
fn a_hold_on_either_holds_both_and_erasing_covers_both() {
    let world = world();
    let held: Vec<String> = pseudonyms(&world).into_iter().collect();
    world.ok(&["hold", "place", &held[1], "--ground", "legal-claim"]);
    world.ok(&["persons", "join", MAIL, SAM, "--reason", "one contract"]);
    let erase = [
        "erase",
        held[0].as_str(),
        "--ground",
        "person-asked",
        "--depth",
        "everything",
    ];
    let run = world.run(&erase);
    assert_ne!(run.code, Some(0), "under hold");
    let holds = world.json(&["hold", "list"]);
    let hold = holds[0]["id"].as_str().unwrap().to_owned();
    world.ok(&["hold", "lift", &hold]);
    world.ok(&erase);
    assert_eq!(rows_of(&world, "true").len(), 0);
    assert_eq!(alerts(&world).len(), 0);
    for asked in held {
        assert_ne!(
            world
                .run(&["persons", "join", MAIL, &asked, "--reason", "x"])
                .code,
            Some(0)
        );
    }
    world.replay();
}
