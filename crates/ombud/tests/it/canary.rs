//! Names stay inside. Every field that may name a person holds a canary; no command, page, log or file may sing without a reason
//! given.

mod crawl;

use std::path::Path;

use serde_json::{Value, json};

use crate::common::{Counts, World};
use crate::fixture;
use crate::raw;
use crate::web::Server;

/// What all names in here start with, in any letter case.
const CANARY: &str = "canary";
const USER: &str = "Canary.Upn@contoso.test";
const LEAVER: &str = "canary.leaver@contoso.test";
const ADDRESS: &str = "203.0.113.207";

fn record(id: &str, operation: &str, record_type: u32, workload: &str, more: &Value) -> Value {
    let mut record = json!({
        "CreationTime": "2026-06-01T09:00:00", "Id": id, "Operation": operation, "RecordType": record_type, "Workload": workload,
        "UserId": USER, "UserKey": "i:0h.f|membership|canarykey@live.test", "UserType": 0, "Version": 1, "OrganizationId": "0",
        "ClientIP": format!("{ADDRESS}:443"), "ActorIpAddress": ADDRESS,
    });
    record
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    record
}

fn files() -> Vec<Value> {
    let own = "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test/Documents";
    let other = "https://contoso-my.sharepoint.com/personal/canary_other_contoso_test/Documents";
    let file = |folder: &str, name: &str| {
        json!({
            "ObjectId": format!("{folder}/{name}"), "SiteUrl": folder.trim_end_matches("Documents"), "SourceRelativeUrl": "Documents",
            "SourceFileName": name, "SourceFileExtension": "docx", "ItemType": "File", "DeviceDisplayName": "CANARYPC.contoso.test",
            "TargetUserOrGroupName": "canaryguest@partner.test", "TargetUserOrGroupType": "Guest",
        })
    };
    let device = |path: &str, target: &str| {
        json!({
            "ObjectId": path, "DeviceName": "canary-laptop.contoso.test", "TargetFilePath": target, "Platform": 1, "FileExtension": "docx",
            "Application": "explorer.exe", "TargetDomain": "", "OriginatingDomain": "",
        })
    };
    let guest = json!({"TargetUserOrGroupName": "canaryext_gmail.test#ext#@contoso.test", "TargetUserOrGroupType": "Guest"});
    let mut invited = file(other, "plan.docx");
    invited
        .as_object_mut()
        .unwrap()
        .extend(guest.as_object().unwrap().clone());
    vec![
        record(
            "f1",
            "FileDownloaded",
            6,
            "OneDrive",
            &file(own, "CV Canary Upn.docx"),
        ),
        record(
            "f2",
            "FileAccessed",
            6,
            "OneDrive",
            &file(other, "canary.upn notes.docx"),
        ),
        record(
            "f3",
            "SharingSet",
            14,
            "OneDrive",
            &file(own, "Upn, Canary.docx"),
        ),
        record("f4", "SharingInvitationCreated", 14, "SharePoint", &invited),
        record(
            "f5",
            "FileRenamed",
            6,
            "OneDrive",
            &file(
                "/personal/canary_upn_contoso_test/Documents",
                "CanaryUpn.docx",
            ),
        ),
        record(
            "d1",
            "FileCopiedToRemovableMedia",
            63,
            "Endpoint",
            &device("C:\\Users\\canaryfolder\\a.docx", "E:\\Canary Upn\\a.docx"),
        ),
        record(
            "d2",
            "FileCopiedToNetworkShare",
            63,
            "Endpoint",
            &device(
                "C:\\Users\\Canary Full Name\\b.docx",
                "\\\\canary-laptop\\c\\b.docx",
            ),
        ),
        record(
            "d3",
            "FileCreated",
            63,
            "Endpoint",
            &device("/Users/canarymac/c.docx", "/home/canarylinux/c.docx"),
        ),
        record(
            "d4",
            "FileUploadedToCloud",
            63,
            "Endpoint",
            &device("c:/users/canaryslash/d.docx", ""),
        ),
    ]
}

fn mail() -> Vec<Value> {
    let mail = json!({
        "MailboxOwnerUPN": "canaryowner@contoso.test", "MailboxGuid": "1",
        "Item": {
            "Subject": "FW: Offer for Canary Upn <canarysubject@partner.test>", "Attachments": "Canary Upn.pdf (100b)",
            "To": ["canaryto@partner.test"], "Cc": ["\"Canary Cc\" <canarycc@partner.test>"], "Bcc": ["canarybcc@gmail.com"],
        },
    });
    let cmdlet = |parameters: Value| json!({"ObjectId": "EUR.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.test/canarymailbox", "Parameters": parameters});
    vec![
        record("m1", "Send", 2, "Exchange", &mail),
        record(
            "m2",
            "MailItemsAccessed",
            50,
            "Exchange",
            &json!({"MailboxOwnerUPN": "canaryowner@contoso.test", "OperationCount": 3}),
        ),
        record(
            "m3",
            "SoftDelete",
            3,
            "Exchange",
            &json!({
                "MailboxOwnerUPN": "canaryowner@contoso.test", "AffectedItems": [{"Subject": "Canary Upn: review"}],
                "Folder": {"Path": "\\Inbox\\canary.upn@contoso.test"},
            }),
        ),
        record(
            "m4",
            "New-InboxRule",
            1,
            "Exchange",
            &cmdlet(json!([
                {"Name": "ForwardTo", "Value": "\"Canary Forward\" [SMTP:canaryforward@partner.test]"}, {"Name": "Name", "Value": "to canaryrule@partner.test"},
            ])),
        ),
        record(
            "m5",
            "Set-Mailbox",
            1,
            "Exchange",
            &cmdlet(
                json!([{"Name": "ForwardingSmtpAddress", "Value": "smtp:canarysmtp@partner.test"}]),
            ),
        ),
        record(
            "m6",
            "Add-MailboxPermission",
            1,
            "Exchange",
            &cmdlet(json!([
                {"Name": "Identity", "Value": "canarymailbox"}, {"Name": "User", "Value": "canarydelegate@contoso.test"},
                {"Name": "AccessRights", "Value": "FullAccess"},
            ])),
        ),
    ]
}

fn accounts_and_teams() -> Vec<Value> {
    let entra = |target: &str| {
        json!({
            "ObjectId": target, "Target": [{"ID": "User_1", "Type": 2}, {"ID": target, "Type": 5}, {"ID": "canarydisplay", "Type": 1}],
            "Actor": [{"ID": USER, "Type": 5}],
            "ModifiedProperties": [{"Name": "DisplayName", "NewValue": "[\"Canary New\"]", "OldValue": "[\"Canary Old\"]"}],
        })
    };
    let team = json!({
        "TeamName": "Design", "ChannelName": "General", "ItemName": "General",
        "Members": [{"UPN": "canarymember@contoso.test", "DisplayName": "Canary Member", "Role": 1},
                    {"UPN": "canaryguest_x.test#EXT#@contoso.test", "DisplayName": "Canary Guest", "Role": 2}],
    });
    vec![
        record(
            "e1",
            "UserLoggedIn",
            15,
            "AzureActiveDirectory",
            &json!({"ResultStatus": "Success"}),
        ),
        record(
            "e2",
            "Add user.",
            8,
            "AzureActiveDirectory",
            &entra("canaryadded@contoso.test"),
        ),
        record(
            "e3",
            "Delete user.",
            8,
            "AzureActiveDirectory",
            &entra("c0a7a1654e1a4e2cbdc4ec2ee3867d26canarydeleted@contoso.test"),
        ),
        record(
            "e4",
            "Add member to role.",
            8,
            "AzureActiveDirectory",
            &entra("canaryrole@contoso.test"),
        ),
        record(
            "e5",
            "Update user.",
            8,
            "AzureActiveDirectory",
            &entra("canaryupdated@contoso.test"),
        ),
        record("t1", "MemberAdded", 25, "MicrosoftTeams", &team),
        record("t2", "MessageCreatedHasLink", 25, "MicrosoftTeams", &team),
    ]
}

fn matches_and_alerts() -> Vec<Value> {
    let policy = json!([{"PolicyName": "Cards", "Rules": [{"RuleName": "High volume", "Severity": "High", "ConditionsMatched": {
        "SensitiveInformation": [{"SensitiveType": "50842eb7", "Count": 9, "SensitiveInformationDetections": {"DetectedValues": [{"Name": "canaryvalue", "Value": "canaryvalue"}]}}]}}]}]);
    vec![
        record(
            "p1",
            "DlpRuleMatch",
            11,
            "OneDrive",
            &json!({"UserId": "DlpAgent", "PolicyDetails": policy, "SharePointMetaData": {
                "From": USER, "FileOwner": "Canary Owner", "FileName": "Canary Upn.docx", "itemCreationTime": "2026-06-01T09:00:00",
                "FilePathUrl": "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test/Documents/Canary Upn.docx",
                "SiteCollectionUrl": "https://contoso-my.sharepoint.com/personal/canary_upn_contoso_test",
            }}),
        ),
        record(
            "p2",
            "DlpRuleMatch",
            13,
            "Exchange",
            &json!({"UserId": "DlpAgent", "PolicyDetails": policy, "ExchangeMetaData": {
                "From": "canaryfrom@contoso.test", "To": ["canarydlpto@partner.test"], "CC": ["canarydlpcc@partner.test"],
                "Subject": "numbers of canaryfrom@contoso.test", "MessageID": "<canaryid@contoso.test>",
            }}),
        ),
        record(
            "a1",
            "AlertEntityGenerated",
            40,
            "SecurityComplianceCenter",
            &json!({
                "UserId": "SecurityComplianceAlerts", "AlertId": "1", "Name": "Alert about canaryalert@contoso.test", "Category": "ThreatManagement",
                "Severity": "High", "EntityType": "User", "AlertEntityId": "canaryentity@contoso.test",
                "Data": "{\"f3u\":\"canaryalert@contoso.test\",\"etype\":\"User\"}",
            }),
        ),
        record(
            "x1",
            "SomethingNew",
            999,
            "Unknown",
            &json!({"UserId": "CONTOSO\\canarysam", "ObjectId": "mailto:canaryobject@partner.test"}),
        ),
    ]
}

fn log() -> Vec<Value> {
    let mut log = [files(), mail(), accounts_and_teams(), matches_and_alerts()].concat();
    for (number, mut quiet) in fixture::leaver_log().into_iter().enumerate() {
        if quiet["UserId"] == fixture::LEAVER {
            quiet["UserId"] = LEAVER.into();
            quiet["UserKey"] = LEAVER.into();
            if quiet["Workload"] == "Endpoint" {
                quiet["ObjectId"] =
                    format!("C:\\Users\\canaryleaver{number}\\Documents\\design {number}.docx")
                        .into();
                quiet["DeviceName"] = "CANARY-PC".into();
            }
        }
        log.push(quiet);
    }
    log
}

const HR: &str = "HRScenario,EmailAddress,UserName,EmployeeFirstName,EmployeeLastName,ResignationDate,LastWorkingDate,EffectiveDate,Remarks,Rating\n\
    Resignation,canary.leaver@contoso.test,canaryleaver,Canary,Leaver,2026-06-20,2026-07-10,,Canary Boss was rude,\n\
    Performance review,CANARY.UPN@contoso.test,canaryupn,Canary,Upn,,,2026-06-02,says Canary Boss,2 - Below expectations\n\
    Performance improvement plan,canaryhr@contoso.test,x,Canary,Hr,,,2026-06-02,,1 - poor\n";

fn alerts() -> Value {
    json!({"value": [{
        "id": "da1", "title": "Odd behaviour of canarygraph@contoso.test", "description": "Canary Graph did it", "category": "DefenseEvasion",
        "severity": "high", "status": "new", "serviceSource": "microsoftDefenderForEndpoint", "createdDateTime": "2026-06-03T10:00:00Z",
        "assignedTo": "canaryanalyst@contoso.test",
        "evidence": [
            {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "canarygraph", "domainName": "CONTOSO",
             "userPrincipalName": "canarygraph@contoso.test", "displayName": "Canary Graph"}},
            {"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": "canarydevice.contoso.test",
             "loggedOnUsers": [{"accountName": "canarylogged", "domainName": "CONTOSO"}]},
            {"@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": {"fileName": "tool.exe", "filePath": "C:\\Users\\canarygraph\\tools"}},
        ],
    }]})
}

const MAPPING: &str = "time: at\nperson: who\noperation: did\npath: file\ntarget: to\ndetail: note\ndevice: host\nip: address\n";

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

#[test]
fn no_command_names_anybody() {
    let world = full();
    let alerts = world.json(&["alerts", "list"]);
    let persons = world.json(&["persons"]);
    assert!(!alerts.as_array().unwrap().is_empty());
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
    for command in &commands {
        for json in [false, true] {
            let mut args: Vec<&str> = command.iter().map(String::as_str).collect();
            args.extend(json.then_some("--json"));
            let output = world
                .command(&args)
                .env("OMBUD_LOG", "debug")
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
            let output = world
                .command(&args)
                .env("OMBUD_LOG", level)
                .output()
                .unwrap();
            assert_eq!(
                output.status.code(),
                Some(0),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            silent(
                &format!("the log of {args:?}"),
                &String::from_utf8(output.stderr).unwrap(),
            );
            silent(
                &format!("{args:?}"),
                &String::from_utf8(output.stdout).unwrap(),
            );
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
        "/",
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
        paths.extend([format!("/alerts/{id}"), format!("/api/v1/alerts/{id}")]);
    }
    for path in paths {
        let answer = server.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        silent(&path, &answer.body);
    }
    // While it runs, what is not yet in the database's main file counts too.
    files_silent(&world.data());
    silent("the server's log", &server.kill());

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
    files_silent(&world.data());
}
