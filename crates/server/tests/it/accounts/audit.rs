//! The audit log over HTTP: who may read it, and that what is read is the log.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::Method;
use ombud_app::verify_copy;
use ombud_guard::access_report::Statement;
use ombud_model::Operation;
use ombud_tlog::MAX_SUBJECTS;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::house::{Browser, House};

const LOG: &str = "/api/v1/audit/log";

async fn entries(house: &House, browser: &Browser, query: &str) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = house
            .get(browser, &format!("/api/v1/audit/entries?{query}{cursor}"))
            .await;
        assert_eq!(page.status, 200, "{}", page.text());
        let page = page.json();
        all.extend(page["entries"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn auditors_read_the_log_approvers_verify_it_and_nobody_else_does_either() {
    let (house, ada) = House::with_administrator().await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let (ana, _) = house.member(&ada, "ana", "analysts", json!({})).await;
    let (petra, _) = house.member(&ada, "petra", "approvers", json!({})).await;
    let verifying = [
        "verification",
        "log/key",
        "log/checkpoint",
        "log/tile/entries/000.p/1",
        "log/tile/0/000.p/1",
    ];
    let reading = ["entries", "export?format=csv", "export?format=json"];
    for path in verifying.iter().chain(&reading) {
        let path = format!("/api/v1/audit/{path}");
        assert_eq!(house.get(&otto, &path).await.status, 200, "{path}");
        for other in [&ada, &ana] {
            house.get(other, &path).await.problem(403);
        }
        house.get(&Browser::default(), &path).await.problem(401);
        let may = if reading.iter().any(|reading| path.ends_with(reading)) {
            403
        } else {
            200
        };
        assert_eq!(
            house.get(&petra, &path).await.status.as_u16(),
            may,
            "{path}"
        );
    }
    // Taking the log away needs a fresh sign-in, looking into it does not.
    house.pass(14);
    house
        .get(&otto, "/api/v1/audit/export?format=csv")
        .await
        .problem(401);
    let found = entries(&house, &otto, "operation=export-audit").await;
    assert_eq!(
        (&found[0]["ending"], &found[2]["ending"]),
        (&json!("refused"), &json!("refused"))
    );
    assert!(
        found
            .iter()
            .any(|entry| entry["ending"] == "done" && entry["role"] == "auditors"),
        "{found:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_of_a_trial_reads_the_log() {
    let house = House::new().await;
    let nobody = Browser::default();
    assert_eq!(
        house
            .get(&nobody, "/api/v1/audit/verification")
            .await
            .json()["valid"],
        true
    );
    let found = entries(&house, &nobody, "").await;
    assert_eq!(
        (&found[1]["operation"], &found[1]["actor"]),
        (&json!("verify-audit"), &json!("console"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_entries_are_whole_and_filters_hold() {
    let (house, ada) = House::with_administrator().await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let (ana, ana_id) = house.member(&ada, "ana", "analysts", json!({})).await;
    for _ in 0..5 {
        assert_eq!(house.get(&ana, "/api/v1/persons").await.status, 200);
    }
    let found = entries(&house, &otto, "operation=list-persons&limit=3").await;
    assert_eq!(found.len(), 10, "{found:?}");
    let sequences: Vec<u64> = found
        .iter()
        .map(|entry| entry["sequence"].as_u64().unwrap())
        .collect();
    assert!(sequences.is_sorted_by(|a, b| a > b), "{sequences:?}");
    assert!(
        found.iter().all(|entry| entry["actor"] == json!(ana_id)),
        "{found:?}"
    );
    let all = entries(&house, &otto, "limit=7").await;
    let last = all[0]["sequence"].as_u64().unwrap();
    assert_eq!(all.len() as u64, last + 1, "every entry once");
    assert_eq!(
        entries(&house, &otto, "person=no-such-person-1").await,
        Vec::<Value>::new()
    );
    let before = entries(&house, &otto, "until=2020-01-01T00:00:00Z").await;
    assert_eq!(before, Vec::<Value>::new());
    // Exported is what is listed, the oldest first.
    let csv = house
        .get(
            &otto,
            "/api/v1/audit/export?format=csv&operation=list-persons",
        )
        .await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.text().lines().count(), 11, "{}", csv.text());
    assert!(csv.text().lines().all(|line| {
        line.split(',')
            .all(|field| field.starts_with('"') && field.ends_with('"'))
    }));
    let lines = house
        .get(
            &otto,
            "/api/v1/audit/export?format=json&operation=list-persons",
        )
        .await;
    let exported: Vec<Value> = lines
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let exported: Vec<u64> = exported
        .iter()
        .rev()
        .map(|entry| entry["sequence"].as_u64().unwrap())
        .collect();
    assert_eq!(exported, sequences);
}

/// Of an entry about several persons only those within reach are shown, and nobody out of reach can be searched for.
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_shows_only_persons_within_reach() {
    let (house, ada) = House::with_administrator().await;
    let people = house.people().await;
    let (near, far) = (&people[0], &people[1]);
    let unit = json!({"name": "Lisbon", "persons": [near]});
    let unit = house.send(&ada, Method::POST, "/api/v1/units", Some(unit));
    let unit = unit.await.json()["id"].clone();
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let bound = json!({"units": [unit]});
    let (lisa, _) = house.member(&ada, "lisa", "auditors", bound).await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    let opened = async |persons: Value| {
        let new = json!({"persons": persons});
        let answer = house.send(&ina, Method::POST, "/api/v1/cases", Some(new));
        assert_eq!(answer.await.status, 200);
    };
    opened(json!([near, far])).await;
    opened(json!([far])).await;
    let whom = async |who: &Browser, query: &str| -> Vec<String> {
        let found = entries(&house, who, &format!("operation=open-case{query}")).await;
        let persons = found.iter().map(|entry| &entry["person"]);
        persons
            .map(|person| person.as_str().unwrap().to_owned())
            .collect()
    };
    let all = whom(&otto, "").await;
    assert_eq!(all.len(), 4, "{all:?}");
    assert!(all.iter().all(|persons| persons.contains(far.as_str())));
    assert_eq!(whom(&lisa, "").await, [near.clone(), near.clone()]);
    assert_eq!(
        whom(&lisa, &format!("&person={near}")).await,
        [near.clone(), near.clone()]
    );
    // The entry that is about both would tell who else is in it.
    assert_eq!(
        whom(&lisa, &format!("&person={far}")).await,
        Vec::<String>::new()
    );
    let csv = "/api/v1/audit/export?format=csv&operation=open-case";
    let (all, reached) = (house.get(&otto, csv).await, house.get(&lisa, csv).await);
    assert_eq!(all.text().lines().count(), 5, "{}", all.text());
    assert_eq!(reached.text().lines().count(), 3, "{}", reached.text());
    assert!(reached.text().contains(near.as_str()) && !reached.text().contains(far.as_str()));
    // One number each.
    assert!(!reached.text().contains(",0"), "{}", reached.text());
}

/// More persons than one entry holds: all of them are on record, before the act is closed, and each has one look.
#[tokio::test(flavor = "multi_thread")]
async fn an_act_about_more_persons_than_an_entry_holds_is_on_record_for_each() {
    let (house, ada) = House::with_administrator().await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
    let mut hr = String::from("EmailAddress,ResignationDate,LastWorkingDate\n");
    for number in 0..MAX_SUBJECTS + 100 {
        hr += &format!("p{number}@corp.example,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z\n");
    }
    house.ingest("hr", &hr).await.unwrap();
    let persons = house.ombud.find_persons(false).await.unwrap();
    let persons: Vec<String> = persons.into_iter().map(|one| one.person).collect();
    let new = json!({"persons": persons});
    let answer = house.send(&ina, Method::POST, "/api/v1/cases", Some(new));
    assert_eq!(answer.await.status, 200);
    let found = entries(&house, &otto, "operation=open-case").await;
    let phases: Vec<&str> = found
        .iter()
        .map(|entry| entry["phase"].as_str().unwrap())
        .collect();
    assert_eq!(phases, ["outcome", "shown", "intent"]);
    let whom = |entry: &Value| -> BTreeSet<String> {
        let persons = entry["person"].as_str().unwrap().split(',');
        persons.map(str::to_owned).collect()
    };
    let (rest, shown) = (whom(&found[0]), whom(&found[1]));
    assert_eq!((rest.len(), shown.len()), (100, MAX_SUBJECTS));
    assert_eq!(whom(&found[2]), shown);
    let everybody: BTreeSet<String> = rest.union(&shown).cloned().collect();
    assert_eq!(everybody, persons.into_iter().collect());
    for person in [rest.first().unwrap(), shown.first().unwrap()] {
        let report = house
            .ombud
            .make_access_report(person, &Statement::default())
            .await
            .unwrap();
        let opened = report
            .looks
            .iter()
            .filter(|look| look.operation == Operation::OpenCase);
        assert_eq!(opened.count(), 1, "{person}");
    }
    let state = house.ombud.check_audit(None, None).await.unwrap();
    assert!(state.valid && state.open == 0, "{state:?}");
}

/// As an outside monitor does it: nothing but what is served, checked with the public key.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_over_http_verifies_offline() {
    let (house, ada) = House::with_administrator().await;
    let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
    let older = served(&house, &otto, "checkpoint").await;
    for _ in 0..140 {
        assert_eq!(house.get(&ada, "/api/v1/units").await.status, 200);
    }
    let copy = TempDir::new().unwrap();
    let size = copy_log(&house, &otto, copy.path()).await;
    let key = served(&house, &otto, "key").await;
    let state = verify_copy(copy.path(), &key, Some(older.as_bytes()), None).unwrap();
    assert!(
        state.valid && state.records == size && state.extends.is_some(),
        "{state:?}"
    );
    for wrong in [
        "2/000.p/1",
        "0/007",
        "entries/000.p/0",
        "entries/..%2F..%2Fcheckpoint",
        "..%2Fsidecar/000",
    ] {
        house
            .get(&otto, &format!("{LOG}/tile/{wrong}"))
            .await
            .problem(404);
    }
    house
        .get(&otto, &format!("{LOG}/witnessed"))
        .await
        .problem(404);
    ask_the_server_whether_it_extends(&house, &otto, &older).await;
}

/// What is served under this name beside the log, as text.
async fn served(house: &House, who: &Browser, name: &str) -> String {
    let answer = house.get(who, &format!("{LOG}/{name}")).await;
    answer.text().to_owned()
}

/// Writes head and tiles into the folder; gives how many entries the log has.
async fn copy_log(house: &House, otto: &Browser, to: &Path) -> u64 {
    let head = served(house, otto, "checkpoint").await;
    std::fs::write(to.join("checkpoint"), &head).unwrap();
    let size: u64 = head.lines().nth(1).unwrap().parse().unwrap();
    assert!(size > 256 && size < 512, "{size}");
    let rest = size - 256;
    for path in [
        "entries/000",
        "0/000",
        &format!("entries/001.p/{rest}"),
        &format!("0/001.p/{rest}"),
        "1/000.p/1",
    ] {
        let piece = house.get(otto, &format!("{LOG}/tile/{path}")).await;
        assert_eq!(
            (piece.status.as_u16(), piece.header("content-type")),
            (200, "application/octet-stream"),
            "{path}"
        );
        let file = to.join("tile").join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, &piece.body).unwrap();
    }
    size
}

/// The server's own word, from an older head.
async fn ask_the_server_whether_it_extends(house: &House, otto: &Browser, older: &str) {
    let path = "/api/v1/audit/verification";
    let verified = house
        .send(otto, Method::POST, path, Some(json!({"from": older})))
        .await;
    assert_eq!(
        (verified.status.as_u16(), &verified.json()["valid"]),
        (200, &json!(true)),
        "{}",
        verified.text()
    );
    assert!(
        verified.json()["extends"]
            .as_u64()
            .is_some_and(|size| size > 0)
    );
    house
        .send(
            otto,
            Method::POST,
            path,
            Some(json!({"from": "no checkpoint"})),
        )
        .await
        .problem(400);
}
