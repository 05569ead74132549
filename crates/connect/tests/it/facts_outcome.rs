//! Nothing is done by default, and what is missing is marked.

use ombud_model::{Activity, Kind, Outcome};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{case, take_in};
use crate::facts::{parsed, records, told, wrapped};
use crate::m365::{FILE, mia, read};

fn outcome(record: &Activity<'_>) -> (Outcome, String) {
    (record.outcome, record.incomplete.to_string())
}

const SAID: &str = "";
const RESULT: &str = "ResultStatus";
const MODE: &str = "EnforcementMode";
const MAIL: &str = r#","Item":{"Subject":"x"}"#;

/// Operation, record type, what else the record says, its outcome and what is missing.
type Told = (&'static str, u32, &'static str, Outcome, &'static str);

#[rustfmt::skip]
const TOLD: &[Told] = &[
    ("FileDownloaded", 6, "", Outcome::Done, SAID),
    ("FileDownloaded", 6, r#","ResultStatus":"Perhaps""#, Outcome::Unknown, RESULT),
    ("SharingSet", 14, "", Outcome::Done, SAID),
    ("SharingInvitationBlocked", 14, "", Outcome::Blocked, SAID),
    ("UserLoggedIn", 15, "", Outcome::Done, SAID),
    ("UserLoginFailed", 15, "", Outcome::Failed, SAID),
    ("Send", 2, MAIL, Outcome::Unknown, RESULT),
    ("SomethingNew", 6, "", Outcome::Unknown, RESULT),
    ("Set-Something", 1, r#","ResultStatus":"True""#, Outcome::Done, SAID),
    ("Set-Something", 1, r#","ResultStatus":"False""#, Outcome::Failed, SAID),
    ("Set-Something", 1, r#","ResultStatus":"InProgress""#, Outcome::Unknown, RESULT),
    ("Set-Something", 1, "", Outcome::Unknown, RESULT),
    ("Add member to role.", 8, "", Outcome::Unknown, RESULT),
    ("FileCopiedToRemovableMedia", 63, "", Outcome::Unknown, MODE),
    ("FileCopiedToRemovableMedia", 63, r#","EnforcementMode":1"#, Outcome::Done, SAID),
    ("FileCopiedToRemovableMedia", 63, r#","EnforcementMode":4,"ResultStatus":"Succeeded""#, Outcome::Blocked, SAID),
    ("FileRenamed", 63, "", Outcome::Done, SAID),
];

#[test]
fn an_outcome_is_said_or_unknown() {
    for (operation, record_type, more, expected, missing) in TOLD {
        let seen = read(&mia(operation, "", *record_type, more));
        assert_eq!(
            outcome(&seen),
            (*expected, (*missing).to_owned()),
            "{operation} {more}"
        );
    }
}

#[test]
fn the_published_list_is_what_counts() {
    let meta = ombud_connect::source("m365").unwrap().meta();
    let list = meta.logged_on_success.unwrap()();
    for name in [
        "FileDownloaded",
        "SharingSet",
        "UserLoggedIn",
        "AlertTriggered",
    ] {
        assert!(list.contains(&name), "{name}");
    }
    for name in [
        "FileCopiedToRemovableMedia",
        "FilePrinted",
        "Send",
        "New-InboxRule",
        "SharingInvitationBlocked",
    ] {
        assert!(!list.contains(&name), "{name}");
    }
    for name in list {
        let seen = told(&parsed(&mia(name, "Other", 0, ""))).unwrap();
        // A name that two products share is judged by the one that the record is of.
        let on_device = told(&parsed(&mia(name, "Endpoint", 63, ""))).unwrap();
        let done = [&seen, &on_device].map(|seen| seen[0].outcome == Outcome::Done);
        assert!(done.contains(&true), "{name}");
    }
}

#[test]
fn hunting_rows_say_how_they_ended_or_nobody_knows() {
    let row = |table: &str, properties: Value| {
        let record = json!({"time": "2026-03-30T16:02:11Z", "category": format!("AdvancedHunting-{table}"), "properties": properties});
        outcome(&told(&record).unwrap()[0])
    };
    let mail = |action: &str| {
        row(
            "EmailEvents",
            json!({"EmailDirection": "Outbound", "SenderFromAddress": "mia@corp.test", "DeliveryAction": action}),
        )
    };
    assert_eq!(mail("Delivered").0, Outcome::Done);
    assert_eq!(mail("Blocked").0, Outcome::Blocked);
    assert_eq!(mail(""), (Outcome::Unknown, "DeliveryAction".to_owned()));
    let device = |action: &str| {
        row(
            "DeviceFileEvents",
            json!({"ActionType": action, "FileName": "a.txt"}),
        )
        .0
    };
    assert_eq!(device("FileRenamed"), Outcome::Done);
    assert_eq!(device("AppControlExecutableBlocked"), Outcome::Blocked);
    let cloud = row(
        "CloudAppEvents",
        json!({"ActionType": "FileDownloaded", "AccountUpn": "mia@corp.test"}),
    );
    assert_eq!(cloud, (Outcome::Done, "RawEventData".to_owned()));
}

#[test]
fn what_is_missing_is_named() {
    let lacks = |record: &Value| told(record).unwrap()[0].incomplete.to_string();
    let of = |operation: &str, more: &str| {
        let more = format!(r#","ResultStatus":"Succeeded"{more}"#);
        lacks(&parsed(&mia(operation, "Exchange", 2, &more)))
    };
    for (operation, more, missing) in [
        ("Send", MAIL, ""),
        ("Send", "", "Item"),
        ("Send", r#","Item":null"#, "Item"),
        (
            "Set-Mailbox",
            r#","Parameters":["ForwardTo"]"#,
            "Parameters",
        ),
        (
            "Update user.",
            r#","ModifiedProperties":["Role"]"#,
            "ModifiedProperties",
        ),
        (
            "AlertTriggered",
            r#","Data":"{\"f3u\":\"mia@corp.te""#,
            "Data",
        ),
        (
            "MemberAdded",
            r#","Members":["{\"UPN\":\"a@far.test\"}"]"#,
            "Members",
        ),
    ] {
        assert_eq!(of(operation, more), missing, "{operation} {more}");
    }
    // Two things, each once.
    assert_eq!(
        lacks(&parsed(&mia("Send", "Exchange", 2, ""))),
        "ResultStatus; Item"
    );
    let around = json!({"id": "1", "createdDateTime": "2026-03-30T16:02:11Z", "operation": "FileDownloaded", "userId": "mia@corp.test",
        "objectId": "https://corp.sharepoint.test/a.txt", "auditLogRecordType": "x", "auditData": {}});
    assert_eq!(lacks(&around), "AuditData");
    let nobody = mia("FileDownloaded", "SharePoint", 6, FILE).replace("Mia.K@corp.test", "");
    assert_eq!(lacks(&parsed(&nobody)), "UserId");
}

#[test]
fn reported_names_without_values_are_marked() {
    let Some(bytes) = case("27-modifiedproperties-as-texts/mod.ndjson") else {
        return;
    };
    let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (3, 0), "{rejected:?}");
    assert!(seen.iter().any(|one| !one.incomplete.is_empty()));
}

/// All facts, the mark left out.
fn facts(seen: &[Activity<'static>]) -> String {
    let mut seen = seen.to_vec();
    for one in &mut seen {
        one.incomplete = "".into();
        // The record itself stands in for an id that is lost.
        one.key = 0;
    }
    format!("{seen:?}")
}

/// The known records, and others of which the facts lie deep.
fn known() -> Vec<Value> {
    let deep = [
        mia(
            "Add member to role.",
            "AzureActiveDirectory",
            8,
            r#","ResultStatus":"Success","ModifiedProperties":[{"Name":"Role.DisplayName","NewValue":"\"Admin\"","OldValue":""}],"Target":[{"ID":"bob@corp.test","Type":5}]"#,
        ),
        mia(
            "DlpRuleMatch",
            "Exchange",
            13,
            r#","PolicyDetails":[{"PolicyName":"p","Rules":[{"RuleName":"r","Severity":"High"}]}],"ExchangeMetaData":{"From":"mia@corp.test","To":["a@far.test"],"Subject":"x"}"#,
        ),
        mia(
            "AlertTriggered",
            "SecurityComplianceCenter",
            40,
            r#","Name":"n","Category":"c","Severity":"High","Data":"{\"f3u\":\"bob@corp.test\"}""#,
        ),
        mia(
            "MemberAdded",
            "MicrosoftTeams",
            25,
            r#","TeamName":"t","Members":[{"UPN":"a@far.test","Role":1}]"#,
        ),
        mia(
            "MoveToDeletedItems",
            "Exchange",
            3,
            r#","ResultStatus":"Succeeded","Folder":{"Path":"\\Inbox"},"AffectedItems":[{"Subject":"s"}]"#,
        ),
    ];
    records()
        .iter()
        .chain(&deep)
        .map(|text| parsed(text))
        .collect()
}

/// Paths to everything in the value that is an object, a list, or JSON text.
fn places(value: &Value, path: &str, into: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (format!("{path}/{name}"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (format!("{path}/{at}"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (path, value) in inner {
        if value.is_object()
            || value.is_array()
            || value.as_str().is_some_and(|text| text.starts_with("{\""))
        {
            into.push(path.clone());
        }
        places(value, &path, into);
    }
}

/// What programs leave of a nested value.
fn spoilt(value: &Value, how: u8, cut: usize) -> Value {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let at = (0..=cut % text.len())
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    match how {
        0 => json!("System.Object[]"),
        1 => json!("@{Name=x; Other=System.Object[]}"),
        2 => json!("System.Collections.Hashtable"),
        3 => json!(text),
        4 if at > 2 && value.is_object() => json!(text[..at]),
        _ => json!("System.Collections.Generic.Dictionary`2[System.String,System.Object]"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Whatever a program cut off or flattened: the facts are those of the plain record, or it is rejected or marked.
    #[test]
    fn what_is_cut_or_flattened_is_rejected_or_marked(which in 0usize..10, wrappers in proptest::collection::vec(0u8..6, 0..3), place in any::<usize>(), how in 0u8..6, cut in any::<usize>()) {
        let plain = known()[which].clone();
        let expected = facts(&told(&plain).unwrap());
        let mut found = Vec::new();
        places(&plain, "", &mut found);
        prop_assume!(!found.is_empty());
        let mut record = plain.clone();
        let path = &found[place % found.len()];
        let slot = record.pointer_mut(path).unwrap();
        *slot = spoilt(slot, how, cut);
        for how in &wrappers {
            record = wrapped(record, *how);
        }
        if let Ok(seen) = told(&record) {
            let marked = seen.iter().all(|one| !one.incomplete.is_empty());
            prop_assert!(marked || facts(&seen) == expected, "{path}: {record}\n{seen:?}\n{expected}");
        }
    }

    /// A record whose text is cut anywhere is rejected, in a wrapper too.
    #[test]
    fn a_record_that_is_cut_off_is_rejected(which in 0usize..10, cut in any::<usize>(), inside in any::<bool>()) {
        let text = known()[which].to_string();
        let at = (0..cut % text.len()).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let cut = &text[..at];
        let whole = if inside { json!({"AuditData": cut, "ResultIndex": 1}).to_string() } else { cut.to_owned() };
        prop_assert!(told_text(&whole).is_empty(), "{whole}");
    }

    /// An unknown outcome is marked, and nothing else is unknown.
    #[test]
    fn what_is_unknown_is_marked(which in 0usize..10, status in proptest::option::of("[A-Za-z]{0,9}"), mode in proptest::option::of(0u8..6)) {
        let mut record = known()[which].clone();
        if let Some(status) = status {
            record["ResultStatus"] = json!(status);
        }
        match mode {
            Some(mode) => record["EnforcementMode"] = json!(mode),
            None => { record.as_object_mut().unwrap().remove("EnforcementMode"); }
        }
        for seen in told(&record).unwrap() {
            let marked = ["ResultStatus", "EnforcementMode"].iter().any(|field| seen.incomplete.contains(field));
            prop_assert_eq!(seen.outcome == Outcome::Unknown, marked, "{:?}", seen);
            if seen.kind == Kind::CopiedToRemovableMedia && matches!(mode, Some(2 | 4)) {
                prop_assert_eq!(seen.outcome, Outcome::Blocked);
            }
        }
    }
}

/// The activities of a text that may be no JSON.
fn told_text(text: &str) -> Vec<Activity<'static>> {
    let settings = ombud_model::settings::Settings::default();
    crate::m365::normalise(&ombud_connect::Record::Json(text.as_bytes()), &settings)
        .unwrap_or_default()
}
