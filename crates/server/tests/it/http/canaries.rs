//! No content in refusals: records of every source with a canary in every cell and field, pushed over HTTP. Nothing that comes back, and
//! no line of the log, holds one.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use metrics_exporter_prometheus::PrometheusBuilder;
use ombud_server::http::{HttpState, router};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span;

use super::call::{Answer, PushRequest, call, config, get};
use super::place::Place;
use crate::accounts::office::{file, usb};

/// What every canary holds, in this letter case or another.
const CANARY: &str = "canary";

/// Everything that the program says to its log, at every level.
static LOG: Mutex<String> = Mutex::new(String::new());

/// A log that is kept in [`LOG`].
struct Kept(AtomicU64);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Kept {
    fn keep(line: Line) {
        let mut log = LOG.lock();
        log.push_str(&line.0);
        log.push('\n');
    }
}

impl tracing::Subscriber for Kept {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("ombud")
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let mut line = Line(span.metadata().name().to_owned());
        span.record(&mut line);
        Self::keep(line);
        span::Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        Self::keep(line);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        Self::keep(line);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[track_caller]
fn silent(what: &str, text: &str) {
    let lower = text.to_lowercase();
    if let Some(at) = lower.find(CANARY) {
        let from = lower.floor_char_boundary(at.saturating_sub(200));
        let around: String = lower.get(from..).unwrap().chars().take(400).collect();
        panic!("{what} shows a canary: ...{around}...");
    }
}

/// Makes canaries that differ, so that a failure says where its canary was.
#[derive(Default)]
struct Aviary(u32);

impl Aviary {
    fn next(&mut self) -> String {
        self.0 += 1;
        let number = self.0;
        // As a word, an address, a path, a date and a number that are none.
        match number % 6 {
            0 => format!("Canary{number}@corp.test"),
            1 => format!("/home/canary{number}/x.docx"),
            2 => format!("13/45/2026canary{number}"),
            3 => format!("12canary{number}"),
            4 => format!("@{{canary{number}=x}}"),
            _ => format!("canary{number}"),
        }
    }

    /// The record once for each of its fields, with a canary there; once with canaries in all of them, once with a new field.
    fn records(&mut self, record: &Value) -> Vec<Value> {
        let mut paths = Vec::new();
        leaves(record, String::new(), &mut paths);
        let mut made = Vec::new();
        let mut all = record.clone();
        for path in &paths {
            let mut one = record.clone();
            for record in [&mut one, &mut all] {
                if let Some(leaf) = record.pointer_mut(path) {
                    *leaf = Value::String(self.next());
                }
            }
            made.push(one);
        }
        let mut more = record.clone();
        more.as_object_mut()
            .unwrap()
            .insert(self.next(), json!(self.next()));
        made.extend([all, more]);
        made
    }

    /// The rows of a table, once for each cell with a canary there and once with canaries alone; with columns nobody knows.
    fn table(&mut self, header: &str, row: &str) -> String {
        let cells: Vec<&str> = row.split(',').collect();
        let mut text = format!("{header},{}\n", self.next());
        for place in 0..cells.len() {
            let mut row: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
            row[place] = self.next();
            text.push_str(&format!("{},{}\n", row.join(","), self.next()));
        }
        let alone: Vec<String> = cells.iter().map(|_| self.next()).collect();
        text + &alone.join(",") + "\n" + &self.next() + "\n\"" + &self.next() + "\n"
    }
}

/// The places of everything in a record that is no object and no list.
fn leaves(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                leaves(value, format!("{path}/{name}"), paths);
            }
        }
        Value::Array(elements) => {
            for (at, value) in elements.iter().enumerate() {
                leaves(value, format!("{path}/{at}"), paths);
            }
        }
        _ => paths.push(path),
    }
}

/// Records of each shape that the source m365 reads.
fn audit_records() -> Vec<Value> {
    let of = |operation: &str, record_type: u32, more: Value| {
        let mut record = json!({"CreationTime": "2026-06-01T09:00:00", "Id": "1", "Operation": operation, "RecordType": record_type,
            "UserId": "lena@corp.test", "UserType": 0, "ResultStatus": "True", "ClientIP": "192.0.2.1", "Workload": "Exchange"});
        let members = more.as_object().unwrap().clone();
        record.as_object_mut().unwrap().extend(members);
        record
    };
    let time = "2026-06-01T09:00:00";
    vec![
        file("f", time, "lena@corp.test", "FileDownloaded", "a.docx"),
        usb("u", time, "lena@corp.test", "a.docx"),
        of(
            "Send",
            2,
            json!({"Item": {"Subject": "x", "SizeInBytes": 5, "Attachments": "a.png (5b)"}, "Recipients": ["a@b.test"]}),
        ),
        of(
            "New-InboxRule",
            1,
            json!({"ObjectId": "x", "Parameters": [{"Name": "ForwardTo", "Value": "a@b.test"}]}),
        ),
        of(
            "DlpRuleMatch",
            13,
            json!({"PolicyDetails": [{"PolicyName": "x", "Rules": [{"RuleName": "x", "Severity": "High", "Actions": ["BlockAccess"]}]}],
                "EndpointMetaData": {"EnforcementMode": 4}, "ExchangeMetaData": {"From": "lena@corp.test", "To": ["a@b.test"]}}),
        ),
        of(
            "Add member to role.",
            8,
            json!({"ModifiedProperties": [{"Name": "Role.DisplayName", "NewValue": "x", "OldValue": ""}], "Target": [{"ID": "a@b.test", "Type": 5}]}),
        ),
        json!({"category": "AdvancedHunting-DeviceFileEvents", "time": "2026-06-01T09:00:00Z",
            "properties": {"Timestamp": "2026-06-01T09:00:00Z", "ActionType": "FileRenamed", "AccountUpn": "lena@corp.test", "FileName": "x", "FileSize": 3}}),
    ]
}

fn alert() -> Value {
    json!({"id": "a1", "title": "Tool", "category": "DefenseEvasion", "severity": "high", "status": "new", "serviceSource": "microsoftDefenderForEndpoint",
        "createdDateTime": "2026-06-01T09:00:00Z", "lastActivityDateTime": "2026-06-01T09:00:00Z",
        "evidence": [{"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "lena", "userPrincipalName": "lena@corp.test"}}]})
}

/// Wrappers, pages, strings and text that break off, around canaries.
fn wrapped(aviary: &mut Aviary, record: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..4 {
        let (one, other) = (aviary.next(), aviary.next());
        let inside = json!({"Operation": one, "UserId": other, "Item": one});
        texts.extend([
            json!({"auditData": one, "operation": other, "createdDateTime": one}).to_string(),
            json!({"AuditData": inside.to_string(), "Operation": other}).to_string(),
            json!({"AuditData": {"AdditionalProperties": [{"Key": one, "Value": other}]}})
                .to_string(),
            json!({"AuditData": format!("@{{{one}={other}}}"), "Operation": "SharingSet"})
                .to_string(),
            json!({"error": {"code": one, "message": other}}).to_string(),
            json!({"value": [{"x": one}], "@odata.nextLink": other}).to_string(),
            json!({"incidentWebUrl": one, "alerts": [], "displayName": other}).to_string(),
            json!(json!({"x": one}).to_string()).to_string(),
            json!(one).to_string(),
            format!("[{}]", json!({"x": other})),
            format!("{{\"{one}\":\"{other}"),
            format!("{{\"{one}\":\"\\ud83d {other}\"}} {other}"),
            format!("{record}{one}"),
            format!("{one} {other}"),
        ]);
    }
    texts
}

/// Header and row of tables that the sources read.
const TABLES: [(&str, &str); 7] = [
    (
        "EmailAddress,ResignationDate,LastWorkingDate",
        "lena@corp.test,2026-06-10T00:00:00Z,2026-07-10T00:00:00Z",
    ),
    (
        "EmailAddress,ResignationDate,LastWorkingDate",
        "lena@corp.test,13/06/2026,14/07/2026",
    ),
    (
        "EmailAddress,EffectiveDate,OldLevel,NewLevel",
        "lena@corp.test,2026-06-10,3,2",
    ),
    (
        "EmailAddress,EffectiveDate,Remarks,Rating",
        "lena@corp.test,2026-06-10,x,2",
    ),
    (
        "EmailAddress,UserPrincipalName,ObjectId,EmployeeDepartment,EffectiveDate",
        "lena@corp.test,lena@corp.test,,Sales,2026-06-10",
    ),
    (
        "CreationDate,UserId,Operation,AuditData",
        "2026-06-01T09:00:00Z,lena@corp.test,FileDownloaded,{}",
    ),
    (
        "TimeGenerated,UserId,Operation,OfficeObjectId",
        "13/06/2026 10:00,lena@corp.test,FileDownloaded,x",
    ),
];

/// Source, type and body of every push.
fn pushes() -> Vec<(&'static str, &'static str, String)> {
    let mut aviary = Aviary::default();
    let (lines, array, table) = ("application/x-ndjson", "application/json", "text/csv");
    let mut pushes = Vec::new();
    let mut of_records = |source, first: &Value, records: Vec<Value>, texts: Vec<String>| {
        let records: Vec<String> = records.iter().map(Value::to_string).collect();
        let all = [vec![first.to_string()], records, texts].concat();
        pushes.push((source, lines, all.join("\n")));
        pushes.push((source, array, format!("[{}]", all.join(",\n"))));
        // Without a right record in front.
        pushes.push((source, lines, all[1..].join("\n")));
        pushes.push((source, array, all[all.len() - 1].clone()));
    };
    for record in audit_records() {
        let (records, texts) = (aviary.records(&record), wrapped(&mut aviary, &record));
        of_records("m365", &record, records, texts);
    }
    let (records, texts) = (aviary.records(&alert()), wrapped(&mut aviary, &alert()));
    of_records("graph-alerts", &alert(), records, texts);
    for (header, row) in TABLES {
        for source in ["hr", "m365", "graph-alerts", "generic"] {
            let whole = aviary.table(header, row);
            let below = whole.split_once('\n').unwrap().1.to_owned();
            pushes.push((source, table, whole));
            // Rows without their header, and dates that prove no order.
            pushes.push((source, table, below));
            let open = row
                .replace("2026-06-10T00:00:00Z", "3/4/2026")
                .replace("13/06/2026", "3/4/2026");
            pushes.push((
                source,
                table,
                format!("{header},{}\n{open},{}\n", aviary.next(), aviary.next()),
            ));
        }
    }
    pushes
}

async fn post(app: &Router, path: &str, body: Value) -> Answer {
    let request = Request::post(path)
        .header("host", "localhost")
        .header("content-type", "application/json");
    call(app, request.body(Body::from(body.to_string())).unwrap()).await
}

/// Every page of a list, which are silent; how many entries there are.
async fn pages(app: &Router, path: &str, list: &str) -> usize {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let answer = get(app, &format!("{path}?limit=500{cursor}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        silent(path, answer.text());
        let page = answer.json();
        count += page[list].as_array().unwrap().len();
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return count,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_and_no_log_shows_content_of_what_was_refused() {
    let log = Kept(AtomicU64::new(1));
    tracing::subscriber::set_global_default(log).unwrap();
    let metrics = PrometheusBuilder::new().install_recorder().unwrap();
    let place = Place::new().await;
    let app = router(HttpState::new(place.house.ombud.clone(), config(), metrics));
    let mut tokens = Vec::new();
    for source in ["m365", "hr", "graph-alerts", "generic"] {
        let issued = post(&app, &format!("/api/v1/sources/{source}/token"), json!({})).await;
        let token = match issued.status.is_success() {
            true => issued.json()["secret"].as_str().unwrap().to_owned(),
            false => String::new(),
        };
        tokens.push((source, token));
    }
    let (mut rejected, mut refused, mut reasons) = (0, 0, 0);
    for (number, (source, kind, body)) in pushes().into_iter().enumerate() {
        let token = &tokens.iter().find(|(known, _)| *known == source).unwrap().1;
        let push = PushRequest::new(source, token, &format!("k{number}"), body);
        let answer = push.with("content-type", kind).send(&app).await;
        silent(
            &format!("the answer to push {number} of {source}"),
            answer.text(),
        );
        if answer.status == 200 {
            let report = answer.json();
            rejected += report["rejected"].as_u64().unwrap();
            reasons += report["rejects"].as_array().unwrap().len();
        } else {
            assert!(answer.status.is_client_error(), "{}", answer.text());
            refused += 1;
        }
    }
    // The test has made what it is about.
    assert!(
        rejected > 300 && reasons > 300 && refused > 30,
        "{rejected} {reasons} {refused}"
    );
    let listed = pages(&app, "/api/v1/rejects", "rejects").await;
    assert!(listed > 300, "{listed}");
    for mapping in [
        json!({}),
        json!({"mapping": "{scenario: resignation, date_format: '%d/%m/%Y'}"}),
        json!({"mapping": "{time: x, person: y, operation: z}"}),
    ] {
        let retried = post(&app, "/api/v1/rejects/retry", mapping).await;
        assert_eq!(retried.status, 200, "{}", retried.text());
        silent("the report of trying again", retried.text());
    }
    pages(&app, "/api/v1/rejects", "rejects").await;
    let audited = pages(&app, "/api/v1/audit/entries", "entries").await;
    assert!(audited > 3, "{audited}");
    for path in ["/api/v1/sources", "/api/v1/overview", "/metrics"] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        silent(path, answer.text());
        assert!(!answer.text().is_empty(), "{path}");
    }
    let log = LOG.lock();
    assert!(log.lines().count() > 100, "the log is kept: {log}");
    silent("the log", &log);
}
