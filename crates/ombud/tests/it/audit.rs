//! The audit log of the running program: an intent and an outcome for every act, reads included; nothing is done without a record; what
//! was changed is found.

use serde_json::Value;

use crate::common::{self, World, json};
use crate::fixture;
use crate::web::Server;

fn entries(world: &World) -> Vec<Value> {
    world
        .json(&["audit", "search", "--limit", "100000"])
        .as_array()
        .unwrap()
        .clone()
}

fn world_with_alerts() -> World {
    let world = World::with_policies();
    world.ok(&["ingest", "hr", &world.write("hr.csv", fixture::leaver_hr())]);
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log.ndjson", fixture::lines(&fixture::leaver_log())),
    ]);
    world
}

/// The path with its parameters; nothing where there is none here.
fn filled(path: &str, alert: &str) -> Option<String> {
    let path = path
        .replace("{id}", alert)
        .replace("{path}", "entries/000.p/1");
    // A stream of events has no end.
    if path.contains('{') || path.ends_with("/events") {
        return None;
    }
    Some(match path.as_str() {
        "/api/v1/activities" => format!("{path}?where=true"),
        "/api/v1/audit/export" => format!("{path}?format=csv"),
        _ => path,
    })
}

/// One intent and one outcome. What is public leaves none; what needs an account of one's own is refused, and may leave none.
fn read_leaves_its_record(world: &World, server: &Server, path: &str) {
    let public = [
        "/health",
        "/ready",
        "/metrics",
        "/openapi.json",
        "/sign-in/ways",
    ]
    .iter()
    .any(|end| path.contains(end) || path.ends_with("/live"));
    let before = entries(world).len();
    // Whoever is on the machine of a trial has no account of their own.
    let own = ["/me", "/me/passkeys", "/sessions", "/tokens"]
        .iter()
        .any(|end| path.ends_with(end));
    // No witness has countersigned anything here.
    let (expected, ending) = match path.ends_with("/witnessed") {
        _ if own => (403, ""),
        true => (404, "done"),
        false => (200, "done"),
    };
    assert_eq!(server.get(path).status, expected, "{path}");
    let all = entries(world);
    let new = &all[..all.len() - before];
    match new {
        [] => assert!(public || own, "{path} left no record"),
        [outcome, intent] => {
            assert!(!public, "{path}");
            assert_eq!(
                (&outcome["phase"], &intent["phase"]),
                (&"outcome".into(), &"intent".into()),
                "{path}"
            );
            assert_eq!(
                (&outcome["intent"], &outcome["ending"]),
                (&intent["sequence"], &ending.into()),
                "{path}"
            );
            assert_eq!(outcome["operation"], intent["operation"], "{path}");
        }
        other => panic!("{path}: {other:?}"),
    }
}

/// A counter among the metrics; 0 when it was not counted yet.
fn counted(server: &Server, name: &str) -> u64 {
    let metrics = server.get("/metrics").body;
    let value = metrics.lines().find_map(|line| {
        let (metric, value) = line.split_once(' ')?;
        (metric == name).then_some(value)
    });
    value.map_or(0, |value| value.parse().unwrap())
}

#[test]
fn the_metrics_count_entries_and_the_syncs_that_one_caller_waits_for() {
    let world = world_with_alerts();
    let server = Server::start(&world);
    let log = || {
        ["ombud_audit_entries_total", "ombud_audit_syncs_total"].map(|name| counted(&server, name))
    };
    let ([entries, syncs], logged) = (log(), self::entries(&world).len() as u64);
    for _ in 0..3 {
        assert_eq!(server.get("/api/v1/alerts").status, 200);
    }
    // Nobody else asks: each read waits for its intent and for its outcome, and for nothing else.
    assert_eq!(log(), [entries + 6, syncs + 6]);
    assert_eq!(self::entries(&world).len() as u64, logged + 6);
    server.kill();
}

#[test]
fn every_read_leaves_one_intent_and_one_outcome_and_health_none() {
    let world = world_with_alerts();
    let id = world.json(&["alerts", "list"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = Server::start(&world);
    let described: Value = server.get_json("/api/v1/openapi.json");
    let mut seen = 0;
    for (path, methods) in described["paths"].as_object().unwrap() {
        if methods.get("get").is_none() {
            continue;
        }
        // There is nothing here for some of them: what is not there is asked for below.
        let Some(path) = filled(path, &id) else {
            continue;
        };
        seen += 1;
        read_leaves_its_record(&world, &server, &path);
    }
    assert!(seen >= 8, "{seen}");
    // One that is not there leaves a record too, and who it was about is not told.
    let before = entries(&world).len();
    assert_eq!(
        server
            .get("/api/v1/alerts/alert-00000000000000000000000000000000")
            .status,
        404
    );
    assert_eq!(entries(&world).len(), before + 2);
    // A read of an alert says whom it was about, and so does one of its history, and of what it rests on.
    let person = world.json(&["alerts", "list"])[0]["person"]
        .as_str()
        .unwrap()
        .to_owned();
    let looks = world.json(&[
        "audit",
        "search",
        "--operation",
        "read-alert",
        "--person",
        &person,
    ]);
    assert_eq!(looks.as_array().unwrap().len(), 6);
    server.kill();
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
}

#[test]
fn a_push_leaves_one_intent_and_one_outcome_also_when_it_is_refused() {
    let world = World::with_policies();
    let token = world.ok(&["sources", "token", "hr"]).trim().to_owned();
    let server = Server::start(&world);
    let before = entries(&world).len();
    assert_eq!(
        server
            .push("hr", &token, "first", fixture::leaver_hr().as_bytes())
            .unwrap()
            .status,
        200
    );
    assert_eq!(
        server
            .push("hr", &token, "second", b"this is no table of persons")
            .unwrap()
            .status,
        400
    );
    let all = entries(&world);
    let new: Vec<_> = all[..all.len() - before]
        .iter()
        .rev()
        .map(|entry| {
            (
                &entry["operation"],
                &entry["actor"],
                &entry["phase"],
                &entry["ending"],
            )
        })
        .collect();
    let (push, hr) = (Value::from("push-records"), Value::from("source:hr"));
    let (intent, outcome) = (Value::from("intent"), Value::from("outcome"));
    let (done, refused) = (Value::from("done"), Value::from("refused"));
    let expected = [
        (&intent, &Value::Null),
        (&outcome, &done),
        (&intent, &Value::Null),
        (&outcome, &refused),
    ];
    assert_eq!(
        new,
        expected.map(|(phase, ending)| (&push, &hr, phase, ending))
    );
    server.kill();
}

#[test]
fn without_a_record_nothing_is_done_and_nothing_is_shown() {
    let world = world_with_alerts();
    let alert = world.json(&["alerts", "list"])[0].clone();
    let (id, person) = (
        alert["id"].as_str().unwrap(),
        alert["person"].as_str().unwrap(),
    );
    let server = Server::start(&world);
    assert_eq!(server.get("/api/v1/alerts").status, 200);
    // The log cannot be written any more: something else stands in its place.
    let (log, aside) = (world.data().join("audit"), world.path("aside"));
    std::fs::rename(&log, &aside).unwrap();
    std::fs::write(&log, "in the way").unwrap();
    for path in [
        "/api/v1/alerts",
        &format!("/api/v1/alerts/{id}"),
        "/api/v1/persons",
        "/api/v1/policies",
        "/api/v1/activities?where=true",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 503, "{path}: {answer:?}");
        assert!(!answer.body.contains(person), "{path}: {answer:?}");
    }
    assert_eq!(server.get("/health/live").status, 200);
    server.kill();
    std::fs::remove_file(&log).unwrap();
    std::fs::rename(&aside, &log).unwrap();
    // What was announced and never ended is closed as unknown at the next start.
    world.ok(&["sources", "token", "hr"]);
    assert_eq!(world.json(&["audit", "verify"])["open"], 0);
    assert_eq!(world.json(&["alerts", "list"])[0]["id"], id);
}

/// The second opinion: a verifier that shares no code.
#[test]
fn an_independent_verifier_agrees() {
    let verifier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/verify_audit.py");
    if std::process::Command::new("python3")
        .arg("--version")
        .output()
        .is_err()
    {
        println!("skipped: python3 is absent");
        return;
    }
    let world = World::with_policies();
    let head = world.json(&["audit", "head"]);
    let log = common::text(&world.data().join("audit"));
    let check = |key: &str| {
        std::process::Command::new("python3")
            .args([verifier, key, &log])
            .output()
            .unwrap()
    };
    let said = check(head["key"].as_str().unwrap());
    assert!(said.status.success(), "{said:?}");
    let root = world.json(&["audit", "verify"])["head"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        String::from_utf8_lossy(&said.stdout).contains(&root),
        "{said:?}"
    );
    let key = world.write("key", head["key"].as_str().unwrap());
    let copy = [
        "audit", "verify", "--log", &log, "--key", &key, "--data", "/nowhere",
    ];
    assert!(world.ok(&copy).contains(&root));
    let bundle = world.data().join("audit/tile/entries");
    let mut files = Vec::new();
    common::files(&bundle, &mut files);
    let size = world.json(&["audit", "verify"])["records"].to_string();
    let newest = files.iter().find(|path| path.ends_with(&size)).unwrap();
    let mut bytes = std::fs::read(newest).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(newest, bytes).unwrap();
    assert_eq!(check(head["key"].as_str().unwrap()).status.code(), Some(1));
    assert_eq!(world.run(&copy).code, Some(1));
}

#[test]
fn a_changed_audit_record_is_found() {
    let world = world_with_alerts();
    world.ok(&["alerts", "list", "--reveal", "curiosity-of-the-boss"]);
    world.ok(&["alerts", "list", "--reveal", "a later and proper reason"]);
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);

    let checkpoint = world.json(&["audit", "head"])["checkpoint"]
        .as_str()
        .unwrap()
        .to_owned();
    let checkpoint = world.write("checkpoint", checkpoint);
    world.ok(&["sources", "token", "hr"]);
    assert!(world.json(&["audit", "verify", "--from", &checkpoint])["extends"].is_u64());
    // As somebody with access to the files would do it, one byte in each of them.
    let mut files = Vec::new();
    common::files(&world.data().join("audit"), &mut files);
    // A partial tile is of no more use once a wider one is there.
    let size = world.json(&["audit", "verify"])["records"].to_string();
    files.retain(|path| !common::text(path).contains(".p/") || path.ends_with(&size));
    // The journal is empty: a program that ends has written the files.
    files.retain(|path| !path.ends_with("journal"));
    assert!(files.len() >= 4, "{files:?}");
    for path in files {
        let sound = std::fs::read(&path).unwrap();
        let mut changed = sound.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        std::fs::write(&path, changed).unwrap();
        let run = world.run(&["audit", "verify", "--json"]);
        let state = json(&run.out);
        assert_eq!(
            (run.code, &state["valid"]),
            (Some(1), &false.into()),
            "{}: {state}",
            path.display()
        );
        assert!(state["problem"].is_string());
        assert_eq!(world.run(&["doctor"]).code, Some(1));
        std::fs::write(&path, sound).unwrap();
    }
    assert_eq!(world.json(&["audit", "verify"])["valid"], true);
    // A log that is not there any more is not begun anew.
    std::fs::rename(world.data().join("audit"), world.path("taken-away")).unwrap();
    assert_eq!(world.run(&["audit", "verify"]).code, Some(1));
    assert!(
        world
            .fails(4, &["sources", "token", "hr"])
            .contains("audit log")
    );
}
