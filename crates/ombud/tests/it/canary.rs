//! Names stay inside. Every field that may name a person holds a canary; no command, page, log or file may sing without a reason
//! given.

mod crawl;
mod names;
mod organisation;
mod records;

use std::path::Path;

use serde_json::{Value, json};

use crate::common::{Counts, World};
use crate::fixture;
use crate::raw;
use crate::web::Server;

use records::{ADDRESS, HR, LEAVER, MAPPING, alerts, files, log};

/// What all names in here start with, in any letter case.
const CANARY: &str = "canary";

/// Everything in, with a record of each source that is rejected.
fn full() -> World {
    let world = World::with_policies();
    let mut records = fixture::lines(&log());
    records.push_str("{\"Operation\":\"FileDownloaded\",\"UserId\":\"canaryrejected@contoso.test\",\"ObjectId\":\"C:\\\\Users\\\\canaryrejected\"}\n");
    records.push_str("canarygarbage@contoso.test\n");
    assert_eq!(
        world.ingest("m365", &world.write("log.ndjson", records)),
        Counts::new(log().len() as u64, 0, 2)
    );
    let hr = format!("{HR}Resignation,canaryrejected@contoso.test,x,Canary,Rejected,soon,,,,\n");
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", hr)),
        Counts::new(3, 0, 1)
    );
    assert_eq!(
        world.ingest(
            "graph-alerts",
            &world.write("alerts.json", alerts().to_string())
        ),
        Counts::new(1, 0, 0)
    );
    let other = json!({"at": "2026-06-04T10:00:00Z", "who": "canarygeneric@contoso.test", "did": "pull", "file": "/home/canarygeneric/x.zip",
        "to": "canarytarget@partner.test", "note": "for canarynote@partner.test", "host": "canaryhost", "address": ADDRESS});
    let (other, mapping) = (
        world.write("other.ndjson", other.to_string()),
        world.write("mapping.yaml", MAPPING),
    );
    let report = world.json(&["ingest", "generic", &other, "--mapping", &mapping]);
    assert_eq!(Counts::of(&report), Counts::new(1, 0, 0));
    world
}

/// Neither a canary nor the address may be in there.
fn silent(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for name in [CANARY, ADDRESS] {
        if let Some(at) = lower.find(name) {
            let around: String = lower
                .get(lower.floor_char_boundary(at.saturating_sub(300))..)
                .unwrap()
                .chars()
                .take(600)
                .collect();
            panic!("{what} shows `{name}`: ...{around}...");
        }
    }
}

/// Every file below, by name and content, compressed or not.
fn files_silent(folder: &Path) {
    raw::each(folder, &mut |name, bytes| {
        silent("a file name", name);
        let wide: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
        for bytes in [bytes, &wide] {
            let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
            silent(name, &text);
        }
    });
}

/// Must succeed; neither what it prints nor its log at that level names anybody.
fn runs_silently(world: &World, args: &[&str], level: &str) {
    let output = world
        .command(args)
        .env("OMBUD_LOG", level)
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    silent(
        &format!("{args:?}"),
        &String::from_utf8(output.stdout).unwrap(),
    );
    silent(
        &format!("the log of {args:?}"),
        &String::from_utf8(output.stderr).unwrap(),
    );
}

/// Every command that reads, with what it needs; of the persons only some.
fn commands(world: &World, alerts: &Value, persons: &Value) -> Vec<Vec<String>> {
    let mut commands: Vec<Vec<String>> = [
        &["alerts", "list"][..],
        &["persons"],
        &["persons", "--in-scope"],
        &["policy", "list"],
        &["policy", "health"],
        &["policy", "show", "data-leaks"],
        &["why", "data-theft-departing-users"],
        &["rejects", "list"],
        &["sources", "list"],
        &["settings", "show"],
        &["audit", "search"],
        &["audit", "verify"],
        &["doctor"],
        &["replay"],
        &[
            "rejects",
            "retry",
            "--mapping",
            &crate::common::text(&world.path("mapping.yaml")),
        ],
        &["activities", "query", "--limit", "10000"],
        &[
            "activities",
            "query",
            "--where",
            "path like '%canary%' or target like '%canary%' or detail like '%canary%'",
        ],
        &[
            "activities",
            "query",
            "--where",
            "target = 'canaryto@partner.test'",
        ],
    ]
    .iter()
    .map(|command| command.iter().map(|&arg| arg.to_owned()).collect())
    .collect();
    let show = |alert: &Value| {
        vec![
            "alerts".to_owned(),
            "show".to_owned(),
            alert["id"].as_str().unwrap().to_owned(),
        ]
    };
    commands.extend(alerts.as_array().unwrap().iter().map(show));
    let why = |person: &Value| {
        vec![
            "why".to_owned(),
            person["person"].as_str().unwrap().to_owned(),
        ]
    };
    commands.extend(persons.as_array().unwrap().iter().take(12).map(why));
    commands
}

#[test]
fn no_command_names_anybody() {
    let world = full();
    let alerts = world.json(&["alerts", "list"]);
    let persons = world.json(&["persons"]);
    assert!(!alerts.as_array().unwrap().is_empty());
    for command in commands(&world, &alerts, &persons) {
        for json in [false, true] {
            let mut args: Vec<&str> = command.iter().map(String::as_str).collect();
            args.extend(json.then_some("--json"));
            runs_silently(&world, &args, "debug");
        }
    }
    // The query that looked for canaries found none, though the rows are there.
    let rows = world.json(&["activities", "query", "--limit", "10000"]);
    assert_eq!(rows.as_array().unwrap().len() as u64, world.history_rows());
    let hits = world.json(&[
        "activities",
        "query",
        "--where",
        "lower(path) like '%canary%' or lower(target) like '%canary%'",
    ]);
    assert_eq!(hits, json!([]));
    files_silent(&world.data());
}

#[test]
fn no_log_of_reading_names_anybody() {
    let world = World::with_policies();
    let inputs = [
        ("m365", fixture::lines(&log())),
        ("hr", HR.to_owned()),
        ("graph-alerts", alerts().to_string()),
    ];
    for (source, text) in inputs {
        let args = [
            "ingest",
            source,
            &world.write("input", text + "canarygarbage\n"),
        ];
        for level in ["debug", "trace"] {
            runs_silently(&world, &args, level);
        }
    }
    files_silent(&world.data());
}

/// Who is asked about is nobody's business but the asker's: it is not in the log, whatever the log is told to say.
#[test]
fn no_log_says_who_was_asked_about() {
    let world = World::with_policies();
    world.ok(&[
        "ingest",
        "m365",
        &world.write("log", fixture::lines(&log())),
    ]);
    let most = "trace,sqlparser=trace,sqlparser::parser=trace,datafusion=trace,datafusion_sql=trace,ombud_query=trace,log=trace";
    for (code, predicate) in [
        (
            0,
            "target = 'canaryasked@partner.test' or lower(path) like '%canaryasked%'",
        ),
        (
            2,
            "target = 'canaryasked@partner.test' or no_such_column = 1",
        ),
        (2, "target = 'canaryasked' or or"),
        (2, "target = 'canaryasked"),
    ] {
        for level in ["debug", most] {
            let args = ["activities", "query", "--where", predicate];
            let output = world
                .command(&args)
                .env("OMBUD_LOG", level)
                .output()
                .unwrap();
            let err = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(code), "{predicate}: {err}");
            silent(&format!("the log of {predicate}"), &err);
        }
    }
    let server = Server::start_with(&world, &[], most);
    for (status, predicate) in [
        (200, "target%20%3D%20%27canaryasked%27"),
        (400, "target%20%3D%20%27canaryasked%27%20or%20or"),
    ] {
        assert_eq!(
            server
                .get(&format!("/api/v1/activities?where={predicate}"))
                .status,
            status,
            "{predicate}"
        );
    }
    let log = server.kill();
    assert!(
        log.contains("answered"),
        "what the program itself says is there: {log}"
    );
    silent("the server's log", &log);
}

#[test]
fn no_page_names_anybody_and_a_reason_does() {
    let world = full();
    let token = world.json(&["sources", "token", "m365"])["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let server = Server::start_with(&world, &[], "debug");
    let body = fixture::lines(&files()).replace("\"f", "\"pushed")
        + "{\"UserId\":\"canarypushed@contoso.test\"}\nno canary\n";
    let answer = server.push("m365", &token, "key", body.as_bytes()).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    silent("the answer to a push", &answer.body);
    let wrong = server
        .push(
            "m365",
            &token,
            "key-2",
            b"EmailAddress,Canary\ncanarywrong@contoso.test,x\n",
        )
        .unwrap();
    assert_eq!(wrong.status, 400);
    silent(
        "the answer to a wrong push",
        &wrong.body.replace("Canary", ""),
    );
    let alerts = server.get_json("/api/v1/alerts");
    let mut paths: Vec<String> = [
        "/api/v1/alerts",
        "/api/v1/persons?limit=500",
        "/api/v1/policies",
        "/api/v1/activities?where=true&limit=1000",
        "/metrics",
    ]
    .map(str::to_owned)
    .to_vec();
    for alert in alerts["alerts"].as_array().unwrap() {
        let id = alert["id"].as_str().unwrap();
        paths.push(format!("/api/v1/alerts/{id}"));
    }
    for path in paths {
        let answer = server.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        silent(&path, &answer.body);
    }
    // While it runs, what is not yet in the database's main file counts too.
    files_silent(&world.data());
    silent("the server's log", &server.kill());
    a_reason_shows_names(&world);
    files_silent(&world.data());
}

/// Revealing shows names where they were asked for, and nowhere else.
fn a_reason_shows_names(world: &World) {
    let revealed = world.json(&["alerts", "list", "--reveal", "the test asks"]);
    let users: Vec<&str> = revealed
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| alert["user"].as_str().unwrap())
        .collect();
    assert!(users.contains(&LEAVER), "{users:?}");
    assert!(
        world
            .ok(&["alerts", "list", "--reveal", "the test asks"])
            .contains(LEAVER)
    );
    silent(
        "the audit records",
        &world.ok(&["audit", "search", "--json"]),
    );
    silent(
        "the list after revealing",
        &world.ok(&["alerts", "list", "--json"]),
    );
}
