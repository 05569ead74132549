//! The served program: records pushed in, alerts out, and everything that must be refused.

mod interface;
mod refusals;
mod sealed;
mod senders;
mod strangers;

use serde_json::Value;

use crate::common::{Counts, World};
use crate::fixture::{self, LEAVER};
use crate::web::{Answer, Server};

fn token(world: &World, source: &str) -> String {
    world.json(&["sources", "token", source])["token"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn pushed(answer: &Answer) -> Counts {
    assert_eq!(answer.status, 200, "{answer:?}");
    Counts::of(&answer.json())
}

fn push_the_leaver(server: &Server, hr: &str, m365: &str) {
    assert_eq!(
        pushed(
            &server
                .push("hr", hr, "hr-1", fixture::leaver_hr().as_bytes())
                .unwrap()
        ),
        Counts::new(1, 0, 0)
    );
    let log = fixture::lines(&fixture::leaver_log());
    let records = fixture::leaver_log().len() as u64;
    assert_eq!(
        pushed(&server.push("m365", m365, "log-1", log.as_bytes()).unwrap()),
        Counts::new(records, 0, 0)
    );
}

fn lists_have_what_was_pushed(server: &Server, alert: &Value) {
    assert_eq!(
        server.get_json("/api/v1/persons")["persons"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    assert_eq!(
        server.get_json("/api/v1/persons?in_scope=true")["persons"][0]["person"],
        alert["person"]
    );
    assert_eq!(
        server.get_json("/api/v1/policies")["policies"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    let rows = server
        .get_json("/api/v1/activities?where=kind%20%3D%20%27copied-to-removable-media%27&limit=5");
    assert_eq!(rows["activities"].as_array().unwrap().len(), 5);
}

#[test]
fn a_pushed_leaver_becomes_an_alert_with_pages_that_name_nobody() {
    let world = World::with_policies();
    let (hr, m365) = (token(&world, "hr"), token(&world, "m365"));
    let server = Server::start(&world);
    assert_eq!(
        server.get_json("/api/v1/alerts")["alerts"],
        serde_json::json!([])
    );
    push_the_leaver(&server, &hr, &m365);
    let path = "/api/v1/alerts?policy=data-theft-departing-users";
    server.until(path, |list| list["alerts"].get(0).cloned());
    // There may be more to assess. What follows compares answers, so nothing may change between them any more.
    server.kill();
    world.assess();
    let server = Server::start(&world);
    let alert = server.get_json(path)["alerts"][0].clone();
    let id = alert["id"].as_str().unwrap();
    let detail = server.get_json(&format!("/api/v1/alerts/{id}"));
    let points: u64 = detail["ledger"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["points"].as_u64().unwrap())
        .sum();
    assert_eq!(Some(points), detail["score"].as_u64());
    lists_have_what_was_pushed(&server, &alert);

    // The reading commands see the same beside the running server.
    assert_eq!(world.json(&["alerts", "list"]).as_array().unwrap().len(), {
        server.get_json("/api/v1/alerts")["alerts"]
            .as_array()
            .unwrap()
            .len()
    });
    server.kill();
    assert_eq!(
        world.json(&[
            "alerts",
            "list",
            "--policy",
            "data-theft-departing-users",
            "--reveal",
            "test"
        ])[0]["user"],
        LEAVER
    );
    world.replay();
}

#[test]
fn the_same_push_is_taken_in_once() {
    let world = World::new();
    let token = token(&world, "m365");
    let server = Server::start(&world);
    let log = fixture::leaver_log();
    let (first, second) = (fixture::lines(&log[..40]), fixture::lines(&log[20..60]));
    let answer = server
        .push("m365", &token, "batch-1", first.as_bytes())
        .unwrap();
    assert_eq!(
        (pushed(&answer), &answer.json()["replayed"]),
        (Counts::new(40, 0, 0), &false.into())
    );
    let again = server
        .push("m365", &token, "batch-1", first.as_bytes())
        .unwrap();
    assert_eq!(
        (pushed(&again), &again.json()["replayed"]),
        (Counts::new(40, 0, 0), &true.into())
    );
    assert_eq!(
        server
            .push("m365", &token, "batch-1", second.as_bytes())
            .unwrap()
            .problem()["status"],
        422
    );
    let overlapping = server
        .push("m365", &token, "batch-2", second.as_bytes())
        .unwrap();
    assert_eq!(pushed(&overlapping), Counts::new(20, 20, 0));
    // Across a restart, and beside files.
    server.kill();
    let server = Server::start(&world);
    let again = server
        .push("m365", &token, "batch-1", first.as_bytes())
        .unwrap();
    assert_eq!(
        (pushed(&again), &again.json()["replayed"]),
        (Counts::new(40, 0, 0), &true.into())
    );
    server.kill();
    assert_eq!(
        world.totals("m365"),
        Counts::new(60, 20, 0),
        "the repetition is not counted"
    );
    assert_eq!(
        world.ingest("m365", &world.write("log", fixture::lines(&log[..80]))),
        Counts::new(20, 60, 0)
    );
}

#[test]
fn what_could_not_be_kept_is_taken_in_the_next_time() {
    let world = World::new();
    let token = token(&world, "m365");
    let server = Server::start(&world);
    let body = fixture::lines(&fixture::leaver_log()[..40]);
    // A file stands where the folder of that month should be.
    let month = world.data().join("history").join("2026-05");
    std::fs::create_dir_all(world.data().join("history")).unwrap();
    std::fs::write(&month, "in the way").unwrap();
    assert_eq!(
        server
            .push("m365", &token, "key", body.as_bytes())
            .unwrap()
            .problem()["status"],
        500
    );
    assert_eq!(world.history_rows(), 0);
    std::fs::remove_file(&month).unwrap();
    let answer = server.push("m365", &token, "key", body.as_bytes()).unwrap();
    assert_eq!(
        (pushed(&answer), &answer.json()["replayed"]),
        (Counts::new(40, 0, 0), &false.into())
    );
    assert_eq!(
        pushed(
            &server
                .push("m365", &token, "another", body.as_bytes())
                .unwrap()
        ),
        Counts::new(0, 40, 0)
    );
    assert_eq!(world.history_rows(), 40);
}

#[test]
fn compressed_bodies_and_arrays_are_read() {
    let world = World::new();
    let token = token(&world, "m365");
    let server = Server::start(&world);
    let log = fixture::leaver_log();
    let lines = fixture::lines(&log[..30]);
    let bearer = format!("Bearer {token}");
    for (key, encoding, body) in [
        ("a", "gzip", fixture::gzip(lines.as_bytes())),
        ("b", "zstd", fixture::zstd(lines.as_bytes())),
        ("c", "identity", serde_json::to_vec(&log[..30]).unwrap()),
    ] {
        let headers = [
            ("Authorization", &*bearer),
            ("Idempotency-Key", key),
            ("Content-Type", "application/json"),
            ("Content-Encoding", encoding),
        ];
        let answer = server
            .send("POST", "/api/v1/sources/m365/records", &headers, &body)
            .unwrap();
        let expected = if key == "a" {
            Counts::new(30, 0, 0)
        } else {
            Counts::new(0, 30, 0)
        };
        assert_eq!(pushed(&answer), expected, "{encoding}");
    }
}

#[test]
fn tables_are_pushed_as_what_they_are() {
    let world = World::with_policies();
    let (hr, m365) = (token(&world, "hr"), token(&world, "m365"));
    let server = Server::start(&world);
    let table = fixture::leaver_hr() + "no.date@contoso.test,,\n";
    let answer = server.push_as(
        "text/csv; charset=utf-8",
        "hr",
        &hr,
        "hr-1",
        table.as_bytes(),
    );
    assert_eq!(pushed(&answer), Counts::new(1, 0, 1));
    let log = fixture::leaver_log();
    let row = |record: &Value| {
        format!(
            "{},\"{}\"\n",
            record["Id"],
            record.to_string().replace('"', "\"\"")
        )
    };
    let export = "RecordId,AuditData\n".to_owned() + &log.iter().map(row).collect::<String>();
    let answer = server.push_as("text/csv", "m365", &m365, "log-1", export.as_bytes());
    assert_eq!(pushed(&answer), Counts::new(log.len() as u64, 0, 0));
    server.until("/api/v1/alerts?policy=data-theft-departing-users", |list| {
        list["alerts"].get(0).cloned()
    });
    let answer = server.push_as(
        "text/csv; charset=utf-32",
        "hr",
        &hr,
        "hr-2",
        table.as_bytes(),
    );
    assert_eq!(answer.problem()["status"], 415);
    // Said once more in the other order, as JSON lines and as files: nothing is new.
    assert_eq!(
        pushed(
            &server
                .push("m365", &m365, "log-2", fixture::lines(&log).as_bytes())
                .unwrap()
        ),
        Counts::new(0, log.len() as u64, 0)
    );
    server.kill();
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", fixture::leaver_hr())),
        Counts::new(0, 1, 0)
    );
    world.replay();
}

#[test]
fn lists_are_read_page_by_page() {
    let organisation = fixture::Organisation::small();
    let world = World::with_policies();
    for (source, file) in [
        ("hr", "hr.csv"),
        ("graph-alerts", "alerts.json"),
        ("m365", "audit.ndjson"),
    ] {
        world.ok(&["ingest", source, &organisation.file(file)]);
    }
    let expected: Vec<String> = world
        .json(&["alerts", "list"])
        .as_array()
        .unwrap()
        .iter()
        .map(|alert| alert["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(expected.len() > 2, "{expected:?}");
    let server = Server::start(&world);
    let (mut seen, mut path) = (Vec::new(), "/api/v1/alerts?limit=2".to_owned());
    loop {
        let page = server.get_json(&path);
        seen.extend(
            page["alerts"]
                .as_array()
                .unwrap()
                .iter()
                .map(|alert| alert["id"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/api/v1/alerts?limit=2&cursor={cursor}");
        assert!(seen.len() < 1000, "the pages do not end");
    }
    assert_eq!(seen, expected);
}
