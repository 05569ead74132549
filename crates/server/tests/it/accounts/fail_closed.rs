//! No record, no action: whatever fails in the audit log and whenever, nothing is shown and nothing is done without its record.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Method, Request};
use ombud_app::Caller;
use ombud_tlog::export::Row;
use serde_json::{Value, json};

use super::faults::{Fault, Faults};
use super::house::{Browser, House};
use crate::http::call::Answer;

/// When the log fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Moment {
    Intent,
    Outcome,
}

/// One call, and what an answer to it hands out.
struct Call {
    operation: &'static str,
    who: Browser,
    method: Method,
    path: String,
    body: Option<Value>,
    /// Texts one of which is in an answer that hands something out.
    handed_out: Vec<String>,
}

/// An installation with two persons who have alerts, a case, and two requests for a name: one to decide on, one approved.
struct Scene {
    house: House,
    reads: Vec<Call>,
    writes: Vec<Call>,
}

fn call(
    operation: &'static str,
    who: &Browser,
    (method, path, body): (Method, &str, Option<Value>),
    handed_out: &[&str],
) -> Call {
    Call {
        operation,
        who: who.clone(),
        method,
        path: format!("/api/v1/{path}"),
        body,
        handed_out: handed_out.iter().map(|text| (*text).to_owned()).collect(),
    }
}

async fn made(house: &House, who: &Browser, path: &str, body: Value) -> String {
    let answer = house
        .send(who, Method::POST, &format!("/api/v1/{path}"), Some(body))
        .await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

impl Scene {
    async fn new() -> Self {
        let (house, ada) = House::in_memory().await;
        house.office().await;
        let (ina, _) = house.member(&ada, "ina", "investigators", json!({})).await;
        let (apo, _) = house.member(&ada, "apo", "approvers", json!({})).await;
        let (otto, _) = house.member(&ada, "otto", "auditors", json!({})).await;
        let nova = house.account(&ada, "nova").await;
        let console = Caller::Console("tester".to_owned());
        let token = house.ombud.issue_source_token(&console, "m365").await;
        let m365 = Browser::program(&token.unwrap());
        let alerts = house.get(&ina, "/api/v1/alerts").await.json();
        let alert = alerts["alerts"][0]["id"].as_str().unwrap().to_owned();
        let person = alerts["alerts"][0]["person"].as_str().unwrap().to_owned();
        let case = made(&house, &ina, "cases", json!({"persons": [person]})).await;
        let wanted = json!({"person": person, "case": case, "purpose": "interview", "minutes": 60,
            "justification": "to be heard before the weekend"});
        let asked = made(&house, &ina, "unmaskings", wanted.clone()).await;
        let approved = made(&house, &ina, "unmaskings", wanted.clone()).await;
        let path = format!("/api/v1/unmaskings/{approved}/approve");
        let answer = house.send(&apo, Method::POST, &path, None).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let get = |operation, who: &Browser, path: &str, shown: &str| {
            call(operation, who, (Method::GET, path, None), &[shown])
        };
        let reads = vec![
            get("list-alerts", &ina, "alerts", &person),
            get("read-alert", &ina, &format!("alerts/{alert}"), &person),
            get("list-persons", &ina, "persons", &person),
            get("query-activities", &ina, "activities?where=true", &person),
            get("read-case", &ina, &format!("cases/{case}"), &person),
            get("list-accounts", &ada, "accounts", "nova"),
            get("search-audit", &otto, "audit/entries", "list-alerts"),
        ];
        let mut writes = Self::steps([&ina, &apo], [&person, &asked, &approved], wanted);
        writes.extend(Self::changes(&ada, &m365, &nova));
        Self {
            house,
            reads,
            writes,
        }
    }

    /// What is done about a person and in a case.
    fn steps(
        [ina, apo]: [&Browser; 2],
        [person, asked, approved]: [&str; 3],
        wanted: Value,
    ) -> Vec<Call> {
        let post = |operation, who, path: &str, body, out: &[&str]| {
            call(operation, who, (Method::POST, path, body), out)
        };
        let about = Some(json!({"persons": [person]}));
        let ask = "request-unmasking";
        let approve = format!("unmaskings/{asked}/approve");
        let reveal = format!("unmaskings/{approved}/reveal");
        let name = ["contoso.test", person];
        vec![
            post("open-case", ina, "cases", about, &["case-"]),
            post(ask, ina, "unmaskings", Some(wanted), &["unmasking-"]),
            post("approve-unmasking", apo, &approve, None, &["approved"]),
            post("reveal-person", ina, &reveal, None, &name),
        ]
    }

    /// What is changed in the installation, and taken in.
    fn changes(ada: &Browser, m365: &Browser, nova: &str) -> Vec<Call> {
        let of = |operation, who, method, path: &str, body, out: &[&str]| {
            call(operation, who, (method, path, body), out)
        };
        let rules = json!({"approvals": 2, "usual_minutes": 60, "longest_minutes": 600, "lapse_minutes": 600, "releases_per_day": 1});
        let (rules, role) = (Some(rules), Some(json!({})));
        let new = Some(json!({"login": "nils", "display_name": "Nils"}));
        let records = Some(
            json!([{"Id": "pushed", "CreationTime": "2026-06-03T10:00:00", "Operation": "FileAccessed", "RecordType": 6,
            "Workload": "SharePoint", "UserId": "lena@contoso.test", "UserType": 0, "Version": 1, "OrganizationId": "0"}]),
        );
        let member = format!("roles/analysts/members/{nova}");
        let (put, post) = (|| Method::PUT, || Method::POST);
        let (token, push) = ("sources/hr/token", "sources/m365/records");
        let changed = ["usual_minutes"];
        vec![
            of("grant-role", ada, put(), &member, role, &["warnings"]),
            of(
                "change-settings",
                ada,
                put(),
                "unmasking-rules",
                rules,
                &changed,
            ),
            of("create-account", ada, post(), "accounts", new, &["nils"]),
            of("issue-source-token", ada, post(), token, None, &["secret"]),
            of("push-records", m365, post(), push, records, &["accepted"]),
        ]
    }

    /// Makes the call on a copy of the installation whose log fails so, and looks at what that did, showed and left.
    async fn tries(&self, call: &Call, fault: Fault, moment: Moment) {
        let what = format!("{} with {fault:?} at the {moment:?}", call.operation);
        let faults = Faults::default();
        let house = self.house.twin_over(&faults).await;
        let before = stored(&house.data());
        let first = house.log().await[0].sequence + 1;
        faults.arm(fault, u64::from(moment == Moment::Outcome));
        let answer = sent(&house, call).await;
        assert!(
            faults.failed() > 0,
            "{what}: nothing failed: {}",
            answer.text()
        );
        let problem = answer.problem(503);
        assert!(problem.detail.contains("audit log"), "{what}: {problem:?}");
        for text in &call.handed_out {
            assert!(!answer.text().contains(text), "{what}: {}", answer.text());
        }
        if moment == Moment::Intent {
            let after = stored(&house.data());
            let changed: Vec<_> = after
                .iter()
                .filter(|(path, bytes)| before.get(*path) != Some(bytes))
                .map(|(path, _)| path)
                .collect();
            assert!(
                changed.is_empty() && before.len() == after.len(),
                "{what}: {changed:?}"
            );
        }
        // The program stops there, and starts again with a log that works.
        let again = house.twin().await;
        let state = again.ombud.check_audit(None, None).await.unwrap();
        assert!(state.valid && state.open == 0, "{what}: {state:?}");
        let mut rows = again.log().await;
        rows.retain(|row| row.sequence >= first && row.operation == call.operation);
        rows.reverse();
        assert_eq!(endings(&rows), left(fault, moment), "{what}");
        // What failed was the log, not the call.
        let answer = sent(&again, call).await;
        assert!(
            answer.status.is_success() || moment == Moment::Outcome,
            "{what}: {}",
            answer.text()
        );
    }
}

/// What the log holds of the act after the program has started again: the phases, and how it ended.
fn left(fault: Fault, moment: Moment) -> Vec<Option<&'static str>> {
    match (moment, fault.leaves_the_entry()) {
        (Moment::Intent, false) => vec![],
        (Moment::Outcome, true) => vec![None, Some("done")],
        (Moment::Intent, true) | (Moment::Outcome, false) => vec![None, Some("unknown")],
    }
}

fn endings(rows: &[Row]) -> Vec<Option<&'static str>> {
    rows.iter().map(|row| row.ending).collect()
}

async fn sent(house: &House, call: &Call) -> Answer {
    let (who, method) = (&call.who, call.method.clone());
    if call.operation != "push-records" {
        return house.send(who, method, &call.path, call.body.clone()).await;
    }
    let request = Request::post(&call.path)
        .header("host", "localhost")
        .header("authorization", &who.bearer)
        .header("content-type", "application/json")
        .header("idempotency-key", "first");
    let body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
    let request = request.body(Body::from(body)).unwrap();
    crate::http::call::call(&house.app, request).await
}

/// Every file of the installation but its audit log, and but what readers of the database share.
fn stored(data: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![data.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_shared = path.extension().is_some_and(|end| end == "sqlite-shm");
            if path.is_dir() && path != data.join("audit") {
                folders.push(path);
            } else if path.is_file() && !is_shared {
                let bytes = std::fs::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    files
}

/// The calls hand something out and change something, when the log works: otherwise the tests below prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn calls_hand_out_and_change_something_when_the_log_works() {
    let scene = Scene::new().await;
    for call in scene.reads.iter().chain(&scene.writes) {
        let house = scene.house.twin().await;
        let before = stored(&house.data());
        let answer = sent(&house, call).await;
        let what = call.operation;
        assert_eq!(answer.status, 200, "{what}: {}", answer.text());
        let shown = |text: &String| answer.text().contains(text);
        assert!(
            call.handed_out.iter().any(shown),
            "{what}: {}",
            answer.text()
        );
        let is_read = call.method == Method::GET;
        assert_eq!(before == stored(&house.data()), is_read, "{what}");
        let newest = &house.log().await[0];
        assert_eq!((newest.operation, newest.ending), (what, Some("done")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_in_the_log_nothing_is_shown_without_a_record() {
    let scene = Scene::new().await;
    for fault in Fault::ALL {
        for moment in [Moment::Intent, Moment::Outcome] {
            for call in &scene.reads {
                scene.tries(call, fault, moment).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_in_the_log_nothing_is_done_or_handed_out_without_a_record() {
    let scene = Scene::new().await;
    for fault in Fault::ALL {
        for moment in [Moment::Intent, Moment::Outcome] {
            for call in &scene.writes {
                scene.tries(call, fault, moment).await;
            }
        }
    }
}
