//! Rejected records that are tried again, with what was missing.

use serde_json::json;

use crate::common::{Counts, World, json};
use crate::fixture;

#[test]
fn a_corrected_mapping_brings_a_reject_in() {
    let world = World::new();
    let record = |number: u32, user: serde_json::Value| json!({"id": number, "at": "2026-05-01T08:00:00Z", "user": user, "did": "pull", "file": format!("/a/{number}.zip")});
    let records = [
        record(1, json!({"mail": "amir@contoso.test"})),
        record(2, json!({"upn": "bea@contoso.test"})),
        record(3, json!({})),
    ];
    let file = world.write("other.ndjson", fixture::lines(&records));
    let mapping = |person: &str| {
        format!(
            "id: id\ntime: at\nperson: {person}\noperation: did\npath: file\nkinds: {{pull: file-downloaded}}\n"
        )
    };
    let first = world.write("first.yaml", mapping("user.mail"));
    let report = world.json(&["ingest", "generic", &file, "--mapping", &first]);
    assert_eq!(Counts::of(&report), Counts::new(1, 0, 2));
    let without = world.json(&["rejects", "retry"]);
    assert_eq!(
        (&without["tried"], &without["rejected"]),
        (&2.into(), &2.into())
    );
    let reason = without["remaining"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("--mapping"), "{reason}");
    let again = world.json(&["rejects", "retry", "--mapping", &first]);
    assert_eq!(
        (&again["tried"], &again["rejected"]),
        (&2.into(), &2.into())
    );

    let second = world.write("second.yaml", mapping("user.upn"));
    let report = world.json(&["rejects", "retry", "--mapping", &second]);
    let counts =
        ["tried", "accepted", "duplicates", "rejected"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 0, 1]);
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        1
    );
    assert_eq!(world.json(&["persons"]).as_array().unwrap().len(), 2);
    let rows = world.json(&["activities", "query", "--where", "kind = 'file-downloaded'"]);
    assert_eq!(rows.as_array().unwrap().len(), 2);
    world.replay();
}

/// A record without its time, fifty rows of HR with dates of another form, and records for which the mapping is missing; the log's file.
fn rejects_of_three_sources(world: &World) -> String {
    let broken = "{\"Operation\":\"FileDownloaded\",\"UserId\":\"amir@contoso.test\"}\n";
    let log = world.write("log", fixture::lines(&fixture::leaver_log()[..9]) + broken);
    assert_eq!(world.ingest("m365", &log), Counts::new(9, 0, 1));
    let rows = (0..50).map(|number| {
        format!(
            "leaver{number}@contoso.test,{:02}.06.2026,01.07.2026\n",
            number % 30 + 1
        )
    });
    let hr = world.write(
        "hr.csv",
        format!(
            "EmailAddress,ResignationDate,LastWorkingDate\n{}",
            rows.collect::<String>()
        ),
    );
    assert_eq!(world.ingest("hr", &hr), Counts::new(0, 0, 50));
    let mapping = world.write("mapping.yaml", "time: at\nperson: who\noperation: did\n");
    let other = world.write(
        "other",
        "{\"at\":\"2026-06-01T08:00:00Z\",\"did\":\"pull\"}\n",
    );
    assert_eq!(
        Counts::of(&world.json(&["ingest", "generic", &other, "--mapping", &mapping])),
        Counts::new(0, 0, 1)
    );
    log
}

#[test]
fn what_cannot_be_tried_again_does_not_stop_the_others() {
    let world = World::new();
    let log = rejects_of_three_sources(&world);
    let before = segments(&world);

    let dates = "columns: {EmailAddress: EmailAddress}\ndate_format: \"%d.%m.%Y\"\n";
    let report = world.json(&[
        "rejects",
        "retry",
        "--mapping",
        &world.write("dates.yaml", dates),
    ]);
    let counts =
        ["tried", "accepted", "duplicates", "rejected"].map(|key| report[key].as_u64().unwrap());
    assert_eq!(counts, [52, 50, 0, 2]);
    assert_eq!(segments(&world), before + 1, "the fifty are one segment");
    let remaining = report["remaining"].as_array().unwrap();
    let said: Vec<_> = remaining
        .iter()
        .map(|row| {
            (
                row["source"].as_str().unwrap(),
                row["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(
        matches!(said[..], [("generic", _), ("m365", _)]),
        "{said:?}"
    );
    assert!(
        said[0].1.contains("mapping") && said[1].1.contains("CreationTime"),
        "{said:?}"
    );
    let text = world.ok(&["rejects", "retry"]);
    assert!(
        text.starts_with(
            "2 records tried: 0 accepted, 0 duplicates, 0 corrected, 2 still rejected"
        ),
        "{text}"
    );
    assert_eq!(
        text.lines()
            .filter(|line| line.starts_with("generic") || line.starts_with("m365"))
            .count(),
        2,
        "{text}"
    );
    assert_eq!(
        world.json(&["rejects", "list"]).as_array().unwrap().len(),
        2
    );
    assert_eq!(world.ingest("m365", &log), Counts::new(0, 9, 1));
    world.replay();
}

/// Segments of history, as `doctor` counts them.
fn segments(world: &World) -> u64 {
    let findings = json(&world.run(&["doctor", "--json"]).out);
    let history = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["what"] == "history")
        .unwrap();
    let text = history["text"].as_str().unwrap();
    text.split(" in ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap()
        .parse()
        .unwrap()
}
