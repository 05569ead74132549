//! Names that are names: in several scripts and forms, where sources write them beside addresses.

use serde_json::{Value, json};

use super::commands;
use crate::common::World;
use crate::fixture;
use crate::raw;
use crate::web::Server;

/// Composed and with dots of their own, with hyphen and apostrophe, in another script.
const NAMES: [&str; 5] = [
    "Lena Gr\u{fc}nwald-Okafor",
    "Lena Gru\u{308}nwald-Okafor",
    "Anne-Marie O'Neill",
    "Zo\u{eb} D'Arcy-Smythe",
    "\u{674e}\u{5c0f}\u{9f99}",
];
/// Display names of accounts: of somebody who is watched, and of colleagues.
pub(super) const WATCHED: &str = NAMES[2];
pub(super) const COLLEAGUE: &str = NAMES[0];
/// Somebody whose account is written as the name is.
const ACTOR: &str = "anne-marie.o'neill@contoso.test";

fn folder(number: usize, path: String) -> Value {
    let time = format!("2026-06-18T14:{number:02}:00");
    let mut usb = fixture::usb(
        &format!("n{number}"),
        &time,
        &format!("n{number}@contoso.test"),
        "",
    );
    usb["ObjectId"] = path.into();
    usb
}

/// Each name in each place; gives the largest source's records.
fn log() -> Vec<Value> {
    let mut log = Vec::new();
    for name in NAMES {
        for path in [
            format!("C:\\Users\\{name}\\Documents\\plan.docx"),
            format!("/home/{name}/plan.docx"),
            format!("/Users/{name}/plan.docx"),
        ] {
            let mut usb = folder(log.len(), path);
            usb["DeviceName"] = format!("{name}-laptop").into();
            log.push(usb);
        }
        let number = log.len();
        log.push(json!({
            "CreationTime": "2026-06-18T15:00:00", "Id": format!("n{number}"), "Operation": "Send", "RecordType": 2,
            "Workload": "Exchange", "UserId": format!("n{number}@contoso.test"), "UserKey": name, "UserType": 0, "Version": 1,
            "OrganizationId": "0", "MailboxOwnerUPN": format!("n{number}@contoso.test"), "MailboxGuid": "1",
            "Item": {"Subject": "An offer", "To": [format!("\"{name}\" <to@partner.test>")], "Cc": [format!("{name} <cc@partner.test>")]},
        }));
    }
    // The one who acts is found in plain words, too: the account is made of the name.
    let own = json!({
        "CreationTime": "2026-06-18T16:00:00", "Id": "own", "Operation": "Send", "RecordType": 2, "Workload": "Exchange", "UserId": ACTOR,
        "UserKey": ACTOR, "UserType": 0, "Version": 1, "OrganizationId": "0", "MailboxOwnerUPN": ACTOR, "MailboxGuid": "1",
        "Item": {"Subject": format!("Offer for {}", NAMES[2]), "To": ["partner@partner.test"]},
    });
    log.push(own);
    log
}

/// All of it comes in, one record of it rejected.
pub(super) fn take_in(world: &World) {
    world.ingest("m365", &world.write("names.ndjson", fixture::lines(&log())));
    let mut hr = "HRScenario,EmailAddress,UserName,EmployeeFirstName,EmployeeLastName,ResignationDate,LastWorkingDate,Remarks\n".to_owned();
    let mut alerts = Vec::new();
    for (number, name) in NAMES.into_iter().enumerate() {
        let (first, last) = name.split_once(' ').unwrap_or((name, name));
        hr.push_str(&format!(
            "Resignation,n{number}@contoso.test,{name},{first},{last},2026-06-20,2026-07-10,{name} was rude\n"
        ));
        alerts.push(json!({
            "id": format!("n{number}"), "title": "Odd behaviour", "description": format!("{name} did it"), "category": "DefenseEvasion",
            "severity": "high", "status": "new", "serviceSource": "microsoftDefenderForEndpoint",
            "createdDateTime": "2026-06-03T10:00:00Z", "assignedTo": name,
            "evidence": [
                {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": format!("n{number}"),
                 "domainName": "CONTOSO", "userPrincipalName": format!("n{number}@contoso.test"), "displayName": name}},
                {"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": format!("{name}-laptop")},
            ],
        }));
    }
    // Rejected, with the name in it.
    hr.push_str(&format!(
        "Resignation,n9@contoso.test,{},x,x,soon,,{}\n",
        NAMES[0], NAMES[4]
    ));
    world.ingest("hr", &world.write("names.csv", hr));
    let alerts = json!({ "value": alerts }).to_string();
    world.ingest("graph-alerts", &world.write("names.json", alerts));
}

/// The names, whole and the family names alone, as the bytes of a file are shown: one character for each byte.
fn shown() -> Vec<String> {
    let family = |name: &'static str| name.split_once(' ').map(|(_, last)| last);
    let all = NAMES
        .into_iter()
        .chain(NAMES.into_iter().filter_map(family));
    all.map(|name| chars(name.to_lowercase().as_bytes()))
        .collect()
}

fn chars(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// None of the names may be in there, as it is or as a page writes it.
pub(super) fn no_name(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let text = chars(text.replace("&#x27;", "'").replace("&#39;", "'").as_bytes());
    for name in shown() {
        let found = text.find(&name).map(|at| {
            let from = text.floor_char_boundary(at.saturating_sub(200));
            text.get(from..)
                .unwrap()
                .chars()
                .take(400)
                .collect::<String>()
        });
        assert_eq!(found, None, "{what} shows a name");
    }
}

fn no_file_names_anybody(world: &World) {
    raw::each(&world.data(), &mut |name, bytes| {
        no_name("a file name", name.as_bytes());
        no_name(name, bytes);
    });
}

#[test]
fn names_in_folders_devices_recipients_and_personnel_records_are_shown_by_nothing() {
    let world = World::with_policies();
    take_in(&world);
    let alerts = world.json(&["alerts", "list"]);
    let persons = world.json(&["persons"]);
    world.write("mapping.yaml", super::MAPPING);
    for command in commands(&world, &alerts, &persons) {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let output = world
            .command(&args)
            .env("OMBUD_LOG", "debug")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        no_name(&format!("{args:?}"), &output.stdout);
        no_name(&format!("the log of {args:?}"), &output.stderr);
    }
    no_file_names_anybody(&world);
    let server = Server::start_with(&world, &[], "debug");
    let mut paths = vec![
        "/metrics".to_owned(),
        "/api/v1/activities?where=true&limit=1000".to_owned(),
        "/api/v1/persons?limit=500".to_owned(),
        "/api/v1/alerts".to_owned(),
    ];
    for alert in alerts.as_array().unwrap() {
        let id = alert["id"].as_str().unwrap();
        paths.push(format!("/api/v1/alerts/{id}"));
    }
    for path in paths {
        let answer = server.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        no_name(&path, answer.body.as_bytes());
    }
    let rows = server.get("/api/v1/activities?where=true&limit=1000");
    assert!(rows.body.contains("plan.docx"), "the rows are there");
    no_file_names_anybody(&world);
    no_name("the server's log", server.kill().as_bytes());
}
