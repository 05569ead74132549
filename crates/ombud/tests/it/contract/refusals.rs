//! What the command line refuses, and with which exit code.

use serde_json::Value;

use crate::common::{self, World};
use crate::fixture;
use crate::web::Server;

#[test]
fn a_new_directory_holds_no_policy_and_says_so() {
    let world = World::new();
    world.fails(4, &["alerts", "list"]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log", fixture::lines(&fixture::leaver_log()[..50])),
    ]);
    assert_eq!(world.json(&["policy", "list"]), Value::Array(vec![]));
    assert_eq!(world.json(&["alerts", "list"]), Value::Array(vec![]));
    assert_eq!(world.json(&["persons", "--in-scope"]), Value::Array(vec![]));
    assert_eq!(world.replay()["assessments"], 0);
    let run = world.run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("ombud policy create"), "{}", run.out);
}

/// Calls of commands other than `ingest` that are wrong whatever is stored, and their exit codes.
const WRONG: &[(i32, &[&str])] = &[
    (2, &["no-such-command"]),
    (2, &[]),
    (5, &["alerts", "list", "--policy", "no such policy"]),
    (2, &["alerts", "list", "--severity", "dreadful"]),
    (
        5,
        &["alerts", "show", "alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"],
    ),
    (5, &["alerts", "show", "no id"]),
    (5, &["why", "nobody-at-all"]),
    (5, &["replay", "--policy", "no such policy"]),
    (5, &["sources", "token", "no-such-source"]),
    (3, &["settings", "apply", "/no/such/file"]),
];

#[test]
fn wrong_calls_end_with_the_documented_codes() {
    let world = World::with_policies();
    wrong_ingests_are_refused(&world);
    for (code, args) in WRONG {
        world.fails(*code, args);
    }
    let settings = world.write("settings.yaml", "no_such_setting: 1\n");
    world.fails(2, &["settings", "apply", &settings]);
    let nothing = text_of(&world, "nothing");
    world.fails(2, &["simulate", "--persons", "0", "--out", &nothing]);
    assert_eq!(
        (world.history_rows(), world.json(&["persons"])),
        (0, Value::Array(vec![])),
        "nothing was kept"
    );
    assert_eq!(world.json(&["rejects", "list"]), Value::Array(vec![]));
}

fn wrong_ingests_are_refused(world: &World) {
    let (hr, log) = (
        world.write("hr.csv", fixture::leaver_hr()),
        world.write("log", fixture::lines(&fixture::leaver_log())),
    );
    world.fails(5, &["ingest", "no-such-source", &log]);
    world.fails(3, &["ingest", "m365", "/no/such/file"]);
    // One of the names is wrong: nothing of the others is kept.
    world.fails(3, &["ingest", "m365", &log, "/no/such/file"]);
    world.fails(3, &["ingest", "m365", &text_of(world, "data")]);
    let said = world.fails(3, &["ingest", "m365", &hr]);
    assert!(
        said.contains("`hr`"),
        "it names the source that fits: {said}"
    );
    let said = world.fails(3, &["ingest", "hr", &log]);
    assert!(said.contains("`m365`"), "{said}");
    world.fails(3, &["ingest", "graph-alerts", &log]);
    world.fails(2, &["ingest", "generic", &log]);
    world.fails(
        3,
        &["ingest", "generic", &log, "--mapping", "/no/such/mapping"],
    );
    world.fails(
        2,
        &[
            "ingest",
            "generic",
            &log,
            "--mapping",
            &world.write("mapping.yaml", "tyme: x\n"),
        ],
    );
    world.fails(2, &["ingest", "m365", "-", "-"]);
    world.fails(2, &["ingest", "m365"]);
}

fn text_of(world: &World, name: &str) -> String {
    common::text(&world.path(name))
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let world = World::with_policies();
    let log = world.write("log", fixture::lines(&fixture::leaver_log()));
    let server = Server::start(&world);
    let said = world.fails(4, &["ingest", "m365", &log]);
    assert!(said.contains("another"), "{said}");
    world.fails(
        4,
        &[
            "policy",
            "create",
            "--template",
            "data-leaks",
            "--name",
            "A",
        ],
    );
    assert_eq!(world.json(&["policy", "list"]).as_array().unwrap().len(), 4);
    assert_eq!(world.json(&["alerts", "list"]), Value::Array(vec![]));
    for args in [
        &["alerts", "list"][..],
        &["alerts", "show", "alert-0198f2c4a51b7d3e9c55b0a1d2e3f405"],
    ] {
        let said = world.fails(4, &[args, &["--reveal", "case 17"]].concat());
        assert!(
            said.contains("audit record")
                && said.contains("ombud serve")
                && said.contains("without --reveal"),
            "{said}"
        );
    }
    server.kill();
    world.ok(&["ingest", "m365", &log]);
    world.ok(&["alerts", "list", "--reveal", "case 17"]);
}

#[test]
fn data_without_its_key_cannot_be_used() {
    let world = World::with_policies();
    let key = world.data().join("keys").join("master.key");
    let moved = world.path("elsewhere.key");
    std::fs::rename(&key, &moved).unwrap();
    let log = world.write("log", fixture::lines(&fixture::leaver_log()));
    world.fails(4, &["alerts", "list"]);
    world.fails(4, &["ingest", "m365", &log]);
    let moved = common::text(&moved);
    world.ok(&["ingest", "m365", &log, "--master-key", &moved]);
    let other = World::with_policies();
    std::fs::copy(other.data().join("keys").join("master.key"), &key).unwrap();
    assert!(world.fails(4, &["alerts", "list"]).contains("other data"));
}
