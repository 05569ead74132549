//! One person under several identifiers, in any order of the files; and what `why` says of people whom no log names.

use serde_json::{Value, json};

use crate::common::{self, World};

const GUID: &str = "b7b1c2d3-0000-4000-9000-000000000001";
const THEFT: &str = "data-theft-departing-users";

/// As many downloads as make an alert of somebody who leaves, on the first day of data too.
fn log(user: &str, id: u32) -> String {
    let record = |number: u32| {
        json!({"CreationTime": format!("2026-03-20T10:{:02}:11", number % 60), "Id": format!("{id}-{number}"),
               "Operation": "FileDownloaded", "RecordType": 6, "UserType": 0, "Workload": "SharePoint", "UserId": user,
               "ObjectId": format!("https://corp.sharepoint.test/sites/rd/f{number}.docx"), "SourceFileName": format!("f{number}.docx"),
               "SourceFileExtension": "docx"})
        .to_string()
    };
    (0..3_000).map(record).collect::<Vec<_>>().join("\n")
}

fn persons(world: &World) -> usize {
    world.json(&["persons"]).as_array().unwrap().len()
}

fn alerts(world: &World) -> usize {
    world.json(&["alerts", "list"]).as_array().unwrap().len()
}

fn theft() -> World {
    let world = World::new();
    world.ok(&["policy", "create", "--template", THEFT, "--name", THEFT]);
    world
}

#[test]
fn hr_joins_the_names_of_one_person_in_any_order() {
    let header =
        "EmailAddress,UserPrincipalName,SamAccountName,ObjectId,ResignationDate,LastWorkingDate";
    let row =
        format!("nora.lind@corp.test,nlind@corp.test,CORP\\nlind,{GUID},2026-03-16,2026-03-31");
    for name in [
        "nlind@corp.test",
        "corp\\NLIND",
        "Nora.Lind@corp.test",
        GUID,
    ] {
        for hr_first in [true, false] {
            let world = theft();
            let hr = world.write("hr.csv", format!("{header}\n{row}\n"));
            let log = world.write("log.ndjson", log(name, 1));
            let mut files = [("hr", &hr), ("m365", &log)];
            if !hr_first {
                files.reverse();
            }
            for (source, file) in files {
                world.ok(&["ingest", source, file]);
            }
            assert_eq!(persons(&world), 1, "{name} {hr_first}");
            // What came under an object id before anybody said whose it is stays without a person.
            let found = usize::from(name != GUID || hr_first);
            assert_eq!(alerts(&world), found, "{name} {hr_first}");
            world.replay();
        }
    }
}

#[test]
fn shared_names_join_nobody() {
    let world = theft();
    let hr = world.write(
        "hr.csv",
        "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\nmia@corp.test,admin,2026-03-16,2026-03-31\ntom@corp.test,admin,2026-03-16,2026-03-31\n",
    );
    world.ok(&["ingest", "hr", &hr]);
    assert_eq!(persons(&world), 2);
    let log = world.write("log.ndjson", log("admin", 1));
    world.ok(&["ingest", "m365", &log]);
    assert_eq!((persons(&world), alerts(&world)), (3, 0));
    // A third row, in a file of its own: nobody has claimed that account yet.
    let one = world.write(
        "one.csv",
        "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\nzoe@corp.test,backup,2026-03-16,2026-03-31\n",
    );
    world.ok(&["ingest", "hr", &one]);
    let two = world.write(
        "two.csv",
        "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\neva@corp.test,backup,2026-03-16,2026-03-31\n",
    );
    world.ok(&["ingest", "hr", &two]);
    assert_eq!(persons(&world), 5);
}

#[test]
fn a_joined_person_is_called_by_the_mail_address() {
    let world = theft();
    let hr = world.write(
        "hr.csv",
        "EmailAddress,SamAccountName,ResignationDate,LastWorkingDate\nnora.lind@corp.test,CORP\\nl,2026-03-16,2026-03-31\n",
    );
    world.ok(&["ingest", "hr", &hr]);
    let log = world.write("log.ndjson", log("CORP\\nl", 1));
    world.ok(&["ingest", "m365", &log]);
    let alerts = world.json(&["alerts", "list", "--reveal", "a test"]);
    assert_eq!(alerts[0]["user"], "nora.lind@corp.test");
}

/// The text of the first condition that is not met.
fn first_unmet(world: &World, target: &str) -> Value {
    world.json(&["why", target])[0]["first_unmet"].clone()
}

#[test]
fn why_says_that_people_of_the_hr_file_are_in_no_log() {
    let Some(hr) = common::shared("cases/19-hr-mail-address-is-not-the-upn/hr.csv") else {
        return;
    };
    let log = hr.with_file_name("log.ndjson");
    let world = theft();
    world.ok(&["ingest", "hr", &common::text(&hr)]);
    world.ok(&["ingest", "m365", &common::text(&log)]);
    for target in [THEFT, "hr"] {
        let unmet = first_unmet(&world, target);
        let text = unmet.as_str().unwrap();
        assert!(
            text.starts_with("1 of 2 persons occur in HR data but in no log"),
            "{text}"
        );
    }
    assert_eq!(first_unmet(&world, "m365"), Value::Null);
    // The same person, named as the log does.
    let joined = world.write(
        "joined.csv",
        "EmailAddress,ResignationDate,LastWorkingDate\nnlind@fabrik.example,2026-03-16T00:00:00Z,2026-03-31T00:00:00Z\n",
    );
    let world = theft();
    world.ok(&["ingest", "hr", &joined]);
    world.ok(&["ingest", "m365", &common::text(&log)]);
    assert_eq!(first_unmet(&world, "hr"), Value::Null);
}
