//! A case is handed over: what the package holds, who may make one, which names are in it, and what tells of it afterwards.

use std::collections::BTreeMap;
use std::io::Read;

use axum::body::Bytes;
use axum::http::Method;
use data_encoding::{BASE64, HEXLOWER};
use flate2::read::DeflateDecoder;
use ombud_app::Author;
use ombud_evidence::{Trust, Verified, verify};
use ombud_model::Operation;
use ombud_tlog::VerifierKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::house::{Browser, benign};
use super::team::Team;
use crate::http::call::Answer;

const RECIPIENT: &str = "Legal department, for the hearing";
/// What the names behind the pseudonyms of the case hold.
const NAMES: [&str; 2] = ["lena", "omar"];

/// A team with a case about two persons who have alerts.
async fn team() -> Team {
    let mut team = Team::new().await;
    team.house.office().await;
    let alerts = team.house.get(&team.ina, "/api/v1/alerts").await.json();
    let alerts = alerts["alerts"].as_array().unwrap().iter();
    let mut persons: Vec<String> = alerts
        .map(|alert| alert["person"].as_str().unwrap().to_owned())
        .collect();
    persons.sort();
    let wanted = Some(json!({"persons": persons}));
    let (status, opened) = team.post(&team.ina, "cases", wanted).await;
    assert_eq!(status, 200, "{opened}");
    team.case = opened["id"].as_str().unwrap().to_owned();
    team.persons = persons;
    team
}

async fn hand_over(team: &Team, who: &Browser, body: Value) -> Answer {
    let path = format!("/api/v1/cases/{}/evidence", team.case);
    team.house.send(who, Method::POST, &path, Some(body)).await
}

fn wanted(names: bool) -> Value {
    json!({"recipient": RECIPIENT, "names": names})
}

async fn key(team: &Team) -> VerifierKey {
    let (key, _) = team.house.ombud.show_audit_head().await.unwrap();
    key.parse().unwrap()
}

/// The package of an answer, checked with the key of the log.
async fn checked(team: &Team, answer: &Answer) -> Verified {
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    let verified = verify(&answer.body, Some(&key(team).await)).unwrap();
    assert_eq!(verified.trust, Trust::Outside);
    assert_eq!(verified.manifest.case.to_string(), team.case);
    verified
}

/// The files of an archive by path, as text where they are.
pub(super) fn unpacked(archive: &Bytes) -> BTreeMap<String, String> {
    let (mut files, mut rest) = (BTreeMap::new(), &archive[..]);
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | *byte as usize)
    };
    while rest.starts_with(b"PK\x03\x04") {
        let (packed, name) = (number(&rest[18..22]), number(&rest[26..28]));
        let path = String::from_utf8(rest[30..30 + name].to_vec()).unwrap();
        let mut content = Vec::new();
        let data = &rest[30 + name..30 + name + packed];
        DeflateDecoder::new(data).read_to_end(&mut content).unwrap();
        files.insert(path, String::from_utf8_lossy(&content).into_owned());
        rest = &rest[30 + name + packed..];
    }
    files
}

fn parsed(files: &BTreeMap<String, String>, path: &str) -> Vec<Value> {
    serde_json::from_str(&files[path]).unwrap()
}

/// The name is in no file. Hashes, signatures and packed pages may hold any letters.
fn expect_nowhere(files: &BTreeMap<String, String>, name: &str) {
    let opaque = |path: &str| {
        ["log/", "manifest.", "report.pdf"]
            .iter()
            .any(|start| path.starts_with(start))
    };
    for (path, content) in files.iter().filter(|(path, _)| !opaque(path)) {
        assert!(!content.to_lowercase().contains(name), "{name} in {path}");
    }
}

async fn history(team: &Team) -> Vec<Value> {
    let path = format!("/api/v1/cases/{}/history", team.case);
    let told = team.house.get(&team.ina, &path).await.json();
    told["entries"].as_array().unwrap().clone()
}

/// What the headers say of the archive.
fn expect_headers(team: &Team, answer: &Answer) {
    let digest = BASE64.encode(&Sha256::digest(&answer.body));
    let expected = [
        ("content-type", "application/zip".to_owned()),
        (
            "content-disposition",
            format!("attachment; filename=\"{}.zip\"", team.case),
        ),
        ("repr-digest", format!("sha-256=:{digest}:")),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_package_holds_pseudonyms_and_checks_with_the_key_of_the_log() {
    let team = team().await;
    let in_case = |rest: &str| format!("cases/{}/{rest}", team.case);
    let note = Some(json!({"text": "asked the unit"}));
    assert_eq!(team.post(&team.ina, &in_case("notes"), note).await.0, 200);
    let task = Some(json!({"title": "Read the list"}));
    assert_eq!(team.post(&team.ina, &in_case("tasks"), task).await.0, 200);

    let answer = hand_over(&team, &team.ina, wanted(false)).await;
    let verified = checked(&team, &answer).await;
    expect_headers(&team, &answer);
    let acts = verified.entries.iter().map(|logged| logged.entry.operation);
    let last = verified.entries.last().unwrap();
    assert_eq!(last.entry.operation, Operation::HandOverCase);
    assert!(acts.clone().any(|act| act == Operation::OpenCase));

    let files = unpacked(&answer.body);
    for name in NAMES {
        expect_nowhere(&files, name);
    }
    assert!(!files.contains_key("names.json"));
    let report = &files["report.html"];
    for text in [RECIPIENT, "asked the unit", "Read the list"] {
        assert!(report.contains(text), "{text}");
    }
    assert_eq!(parsed(&files, "notes.json")[0]["text"], "asked the unit");
    assert_eq!(parsed(&files, "tasks.json")[0]["title"], "Read the list");
    let rows: Vec<Value> = files["activities.ndjson"]
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(rows.len() >= 480, "{}", rows.len());
    assert!(rows.is_sorted_by(|one, next| one["time"].as_str() >= next["time"].as_str()));
    for row in &rows {
        let person = row["person"].as_str().unwrap();
        assert!(team.persons.iter().any(|one| one == person), "{row}");
    }
    let alerts = parsed(&files, "alerts.json");
    assert_eq!(alerts.len(), 2);
    for (alert, ledger) in alerts.iter().zip(parsed(&files, "ledgers.json")) {
        assert_eq!(alert["id"], ledger["alert"]);
        let lines = ledger["ledger"].as_array().unwrap().iter();
        let points: u64 = lines.map(|line| line["points"].as_u64().unwrap()).sum();
        assert_eq!(Some(points), alert["score"].as_u64());
        assert!(report.contains(alert["id"].as_str().unwrap()));
    }
    let mut changed = answer.body.to_vec();
    changed[60] ^= 1;
    assert!(verify(&changed, Some(&key(&team).await)).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_of_a_package_is_in_the_history_of_the_case_and_its_recipient_in_the_log() {
    let team = team().await;
    let answer = hand_over(&team, &team.ina, wanted(false)).await;
    checked(&team, &answer).await;
    let told = history(&team).await;
    let receipt = told.last().unwrap();
    assert_eq!(receipt["kind"], "handed-over");
    assert_eq!(receipt["text"], RECIPIENT);
    assert_eq!(receipt["size"], answer.body.len());
    assert_eq!(
        receipt["sha256"],
        HEXLOWER.encode(&Sha256::digest(&answer.body))
    );
    let log = team.house.log().await;
    let of_act: Vec<_> = log
        .iter()
        .filter(|row| row.operation == "hand-over-case")
        .collect();
    let [outcome, intent] = of_act[..] else {
        panic!("{of_act:?}");
    };
    assert_eq!(intent.reason.as_deref(), Some(RECIPIENT));
    assert_eq!(outcome.ending, Some("done"));
    // What was written lies sealed.
    let records = team.house.ombud.store().records();
    for document in records.documents("case-event").await.unwrap() {
        assert!(!document.body.contains("Legal"), "{}", document.body);
    }
    // A second one tells of the first, and of a closed case one is made as well.
    let close = format!("cases/{}/close", team.case);
    assert_eq!(team.post(&team.ina, &close, Some(benign())).await.0, 200);
    let again = hand_over(&team, &team.ina, wanted(false)).await;
    checked(&team, &again).await;
    let digits = receipt["sha256"].as_str().unwrap();
    assert!(unpacked(&again.body)["history.json"].contains(digits));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_in_a_package_only_under_a_live_unmasking_and_each_is_counted() {
    let team = team().await;
    let refused = hand_over(&team, &team.ina, wanted(true)).await;
    let problem = refused.problem(409);
    assert!(problem.detail.contains("unmasking"), "{problem:?}");
    let id = team.asked(&team.ina, 30).await;
    assert_eq!(hand_over(&team, &team.ina, wanted(true)).await.status, 409);
    assert_eq!(history(&team).await.len(), 1);
    assert_eq!(team.report().await["counted"], 0);

    assert_eq!(team.step(&team.apo, &id, "approve").await.0, 200);
    let answer = hand_over(&team, &team.ina, wanted(true)).await;
    checked(&team, &answer).await;
    let files = unpacked(&answer.body);
    let names = parsed(&files, "names.json");
    let [named] = &names[..] else {
        panic!("{names:?}");
    };
    assert_eq!(named["person"], team.persons[0]);
    assert_eq!(named["unmasking"], id);
    let name = named["name"].as_str().unwrap();
    let other = NAMES.iter().find(|one| !name.contains(**one)).unwrap();
    assert!(files["report.html"].contains(name));
    expect_nowhere(&files, other);
    let expected = json!({"counted": 1, "open": 0, "agree": true});
    assert_eq!(team.report().await, expected);
    let log = team.house.log().await.into_iter();
    let shown = log.filter(|row| row.operation == "reveal-person" && row.ending == Some("done"));
    assert_eq!(shown.count(), 1);
    // Nobody else gets a name with it, and nobody after its time.
    let (olga, _) = team
        .house
        .member(&team.ada, "olga", "overseers", json!({}))
        .await;
    assert_eq!(hand_over(&team, &olga, wanted(true)).await.status, 409);
    checked(&team, &hand_over(&team, &olga, wanted(false)).await).await;
    team.house.pass(30);
    let ina = team.house.sign_in("ina").await;
    assert_eq!(hand_over(&team, &ina, wanted(true)).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_contribute_is_told_that_there_is_no_such_case() {
    let team = team().await;
    let member = async |login, role| team.house.member(&team.ada, login, role, json!({})).await;
    let (ivo, _) = member("ivo", "investigators").await;
    let (ann, anns_id) = member("ann", "analysts").await;
    let contributor = format!("/api/v1/cases/{}/contributors/{anns_id}", team.case);
    let added = team.status(&team.ina, Method::PUT, &contributor).await;
    assert_eq!(added, 200);
    let absent = format!("/api/v1/cases/case-{:032x}/evidence", 7);
    let absent = team
        .house
        .send(&ivo, Method::POST, &absent, Some(wanted(false)));
    let (absent, hidden) = (absent.await, hand_over(&team, &ivo, wanted(false)).await);
    assert_eq!(absent.problem(404).detail, hidden.problem(404).detail);
    hand_over(&team, &ann, wanted(false)).await.problem(403);
    for recipient in ["", " ", "a\nb", &"a".repeat(201)] {
        let wrong = json!({"recipient": recipient, "names": false});
        hand_over(&team, &team.ina, wrong).await.problem(400);
    }
    team.house.pass(11);
    let stale = hand_over(&team, &team.ina, wanted(false)).await;
    assert!(
        stale.text().contains("fresh-sign-in-needed"),
        "{}",
        stale.text()
    );
    let kinds: Vec<Value> = history(&team)
        .await
        .into_iter()
        .map(|entry| entry["kind"].clone())
        .collect();
    assert_eq!(kinds, ["opened", "contributor-added"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_about_somebody_in_a_case_of_others_is_left_out_of_a_package() {
    let team = team().await;
    let (ivo, _) = team
        .house
        .member(&team.ada, "ivo", "investigators", json!({}))
        .await;
    let close = format!("cases/{}/close", team.case);
    assert_eq!(team.post(&team.ina, &close, Some(benign())).await.0, 200);
    let newer = json!({"persons": [team.persons[0]]});
    assert_eq!(team.post(&ivo, "cases", Some(newer)).await.0, 200);
    let answer = hand_over(&team, &team.ina, wanted(false)).await;
    checked(&team, &answer).await;
    let files = unpacked(&answer.body);
    let alerts = parsed(&files, "alerts.json");
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0]["person"], team.persons[1]);
    assert!(!files["activities.ndjson"].contains(&team.persons[0]));
    let left_out = format!("may not see them: {}.", team.persons[0]);
    assert!(files["report.html"].contains(&left_out));
}

#[tokio::test(flavor = "multi_thread")]
async fn persons_who_are_one_are_in_a_package_once() {
    let team = team().await;
    let [kept, other] = &team.persons[..] else {
        panic!("{:?}", team.persons);
    };
    let by = Author::console("tests");
    let joined = team.house.ombud.join_persons(&by, kept, other, "moved");
    joined.await.unwrap();
    let answer = hand_over(&team, &team.ina, wanted(false)).await;
    checked(&team, &answer).await;
    let files = unpacked(&answer.body);
    let alerts = parsed(&files, "alerts.json");
    let mut ids: Vec<&str> = alerts.iter().filter_map(|one| one["id"].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(!ids.is_empty() && ids.len() == alerts.len(), "{alerts:?}");
    assert!(alerts.iter().all(|alert| alert["person"] == **kept));
    let persons = format!("<dt>Persons</dt><dd>{kept}</dd>");
    let report = &files["report.html"];
    assert!(report.contains(&persons) && !report.contains(other.as_str()));
}
