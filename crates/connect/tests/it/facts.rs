//! Facts are right or are said not to be: bug reports of others, and made-up records of the same kinds.
//!
//! The reports lie outside of the repository; what needs them is skipped where they are absent.

use ombud_connect::Record;
use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, Outcome, Reach};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{case, take_in};
use crate::m365::{FILE, mia, normalise, person, read};
use crate::m365_devices::DEVICE;

/// Activities and reasons of a report's file; the file is one of the source at all.
fn reported(source: &str, name: &str) -> Option<(Vec<Activity<'static>>, Vec<String>)> {
    Some(take_in(source, &case(name)?, None).unwrap())
}

#[test]
fn reported_wrappers_are_read_through() {
    let Some((seen, rejected)) = reported("m365", "13-graph-sdk-additionalproperties/sdk.json")
    else {
        return;
    };
    assert_eq!((seen.len(), rejected.len()), (4, 0), "{rejected:?}");
    assert_eq!(
        (&*seen[0].object, &*seen[0].extension),
        ("plan-b.docx", "docx")
    );
    assert_eq!(
        (&*seen[1].target, &*seen[1].target_domain, seen[1].reach),
        ("oscar@outside.example", "outside.example", Reach::Outside)
    );
    assert_eq!(
        (
            seen[2].outcome,
            seen[2].size,
            &*seen[2].target,
            &*seen[2].device
        ),
        (Outcome::Blocked, Some(481_233), "E:\\plan-b.docx", "pc-14")
    );
    assert_eq!(seen[3].actor, Actor::Service("app@sharepoint".into()));

    let (seen, rejected) = reported(
        "m365",
        "13-graph-sdk-additionalproperties/empty-auditdata.ndjson",
    )
    .unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 0), "{rejected:?}");
    for activity in &seen {
        assert_eq!(
            (&*activity.object, &*activity.container),
            ("plan-b.docx", "https://fabrik.sharepoint.example/sites/rd/")
        );
    }
    let (seen, _) = reported("m365", "13-graph-sdk-additionalproperties/guid-user.ndjson").unwrap();
    assert_eq!(person(&seen[0]), "nora.lind@fabrik.example");
    let (seen, _) = reported("m365", "13-graph-sdk-additionalproperties/plain.json").unwrap();
    assert_eq!((seen.len(), &*seen[0].object), (1, "plan-b.docx"));
}

#[test]
fn reported_incidents_give_the_alerts_in_them() {
    let Some((seen, rejected)) = reported(
        "graph-alerts",
        "15-graph-incidents-with-expanded-alerts/incidents.json",
    ) else {
        return;
    };
    let alone = reported(
        "graph-alerts",
        "15-graph-incidents-with-expanded-alerts/alerts.json",
    )
    .unwrap()
    .0;
    assert_eq!(format!("{seen:?}"), format!("{alone:?}"));
    let people: Vec<_> = seen.iter().map(person).collect();
    assert_eq!(
        people,
        ["nora.lind@fabrik.example", "paul.ek@fabrik.example"]
    );
    assert_eq!(rejected.len(), 1);
    assert!(
        rejected[0].contains("incident without its alerts"),
        "{rejected:?}"
    );
}

#[test]
fn reported_flattened_records_keep_their_target_or_are_rejected() {
    let Some((seen, rejected)) = reported("m365", "26-powershell-depth-two/depth.ndjson") else {
        return;
    };
    assert_eq!(seen.len(), 3);
    for rule in &seen {
        assert_eq!(
            (rule.kind, &*rule.target, rule.reach, &*rule.detail),
            (
                Kind::MailForwardingSet,
                "oscar@outside.example",
                Reach::Outside,
                "fwd"
            )
        );
    }
    assert_eq!(rejected.len(), 1);
    assert!(
        rejected[0].contains("PowerShell") && rejected[0].contains("-Depth"),
        "{rejected:?}"
    );
}

/// What a record becomes, or why it is rejected.
pub(crate) fn told(record: &Value) -> Result<Vec<Activity<'static>>, String> {
    normalise(
        &Record::Json(record.to_string().as_bytes()),
        &Settings::default(),
    )
}

pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const STICK: &str = r#","TargetFilePath":"E:\\plan.docx""#;

#[test]
fn a_wrapper_without_its_record_is_kept_only_when_it_says_all() {
    let around = |operation: &str, inside: Value| {
        json!({"id": "1", "createdDateTime": "2026-03-30T16:02:11Z", "operation": operation, "userId": "mia@corp.test",
            "objectId": "https://corp.sharepoint.test/a.txt", "auditLogRecordType": "x", "auditData": inside})
    };
    let nothing = [
        Value::Null,
        json!({}),
        json!(""),
        json!([]),
        json!({"AdditionalProperties": {}}),
    ];
    for inside in nothing {
        let seen = told(&around("FileDownloaded", inside.clone())).unwrap();
        assert_eq!(
            (&*seen[0].object, seen[0].outcome),
            ("a.txt", Outcome::Done)
        );
        for operation in [
            "FileCopiedToRemovableMedia",
            "SharingSet",
            "Send",
            "FileMoved",
            "Unheard",
        ] {
            let reason = told(&around(operation, inside.clone())).unwrap_err();
            assert!(
                reason.starts_with("AuditData is empty or lacks its Operation"),
                "{operation}: {reason}"
            );
        }
    }
    let unreadable = [
        json!("Microsoft.Graph.Beta.PowerShell.Models.MicrosoftGraphSecurityAuditData"),
        json!("@{CreationTime=2026-03-30; Operation=FileDownloaded}"),
        json!("text"),
        json!({"Unheard": 1}),
        json!([1]),
        json!(true),
        json!("{\"Operation\":"),
    ];
    for inside in unreadable {
        let reason = told(&around("FileDownloaded", inside.clone())).unwrap_err();
        assert!(reason.starts_with("AuditData"), "{inside}: {reason}");
    }
    let without = json!({"id": "1", "createdDateTime": "2026-03-30T16:02:11Z", "operation": "FileCopiedToRemovableMedia",
        "userId": "mia@corp.test", "service": "Endpoint", "auditLogRecordType": "DlpEndpoint", "objectId": "C:\\a.txt"});
    assert!(told(&without).is_err());
    // The names of the outside do not make a record of it.
    let outside = parsed(&mia("FileCopiedToRemovableMedia", "Endpoint", 63, ""));
    let mut wrapper = outside.clone();
    wrapper["AuditData"] = parsed(&mia(
        "FileCopiedToRemovableMedia",
        "Endpoint",
        63,
        r#","EnforcementMode":4"#,
    ));
    assert_eq!(told(&wrapper).unwrap()[0].outcome, Outcome::Blocked);
}

#[test]
fn what_was_stopped_is_never_done() {
    let copied = |mode: &str| {
        let more = DEVICE.replace(
            r#""EnforcementMode":1"#,
            &format!(r#""EnforcementMode":{mode}"#),
        );
        told(&parsed(&mia(
            "FileCopiedToRemovableMedia",
            "Endpoint",
            63,
            &format!("{more}{STICK}"),
        )))
    };
    for mode in [
        "4",
        "\"4\"",
        "\"Block\"",
        "\"block\"",
        "2",
        "\"Warn\"",
        "\"BlockWithOverride\"",
    ] {
        assert_eq!(copied(mode).unwrap()[0].outcome, Outcome::Blocked, "{mode}");
    }
    for mode in ["0", "1", "3", "5", "\"Audit\""] {
        assert_eq!(copied(mode).unwrap()[0].outcome, Outcome::Done, "{mode}");
    }
    let silent = copied("null").unwrap().remove(0);
    assert_eq!(
        (silent.outcome, &*silent.incomplete),
        (Outcome::Unknown, "EnforcementMode")
    );
    for mode in ["6", "\"Perhaps\""] {
        assert!(
            copied(mode).unwrap_err().starts_with("EnforcementMode"),
            "{mode}"
        );
    }
    for operation in [
        "SharingInvitationBlocked",
        "sharinginvitationblocked",
        "UnmanagedSyncClientBlocked",
        "Blocked sharing invitation",
    ] {
        assert_eq!(
            read(&mia(operation, "SharePoint", 14, FILE)).outcome,
            Outcome::Blocked,
            "{operation}"
        );
    }
    // A row of Activity Explorer.
    let row = json!({"Activity": "File copied to removable media", "Happened": "2026-03-30T16:02:11Z", "User": "mia@corp.test",
        "Workload": "Endpoint", "FilePath": "C:\\plan.docx", "EnforcementMode": "Block", "RecordIdentity": "7"});
    let seen = told(&row).unwrap();
    assert_eq!(
        (seen[0].kind, seen[0].outcome, &*seen[0].object),
        (Kind::CopiedToRemovableMedia, Outcome::Blocked, "plan.docx")
    );
}

#[test]
fn flattened_values_cost_their_record() {
    for (operation, workload, record_type, more) in [
        (
            "Send",
            "Exchange",
            2,
            r#","Item":{"Subject":"x","To":["@{Address=a@b.test; Name=A}"]}"#,
        ),
        (
            "Send",
            "Exchange",
            2,
            r#","recipientList":["System.Collections.Hashtable"]"#,
        ),
        (
            "New-InboxRule",
            "Exchange",
            1,
            r#","Parameters":["@{Name=ForwardTo; Value=System.Object[]}"]"#,
        ),
        (
            "New-InboxRule",
            "Exchange",
            1,
            r#","Parameters":"System.Object[]""#,
        ),
        (
            "Add member to role.",
            "AzureActiveDirectory",
            8,
            r#","ModifiedProperties":["@{Name=Role.DisplayName; NewValue=x}"]"#,
        ),
        (
            "DlpRuleMatch",
            "SharePoint",
            11,
            r#","PolicyDetails":[{"Rules":"@{Severity=High}"}]"#,
        ),
        (
            "MemberAdded",
            "MicrosoftTeams",
            25,
            r#","Members":"@{UPN=a@b.test; Role=1}""#,
        ),
        (
            "FileUploadedToCloud",
            "Endpoint",
            63,
            r#","SensitiveInfoTypeData":"System.Object[]""#,
        ),
    ] {
        let reason = told(&parsed(&mia(operation, workload, record_type, more))).unwrap_err();
        assert!(reason.contains("PowerShell"), "{operation}: {reason}");
    }
}

#[test]
fn a_parameter_that_is_a_list_is_all_of_it() {
    let rule = read(&mia(
        "New-InboxRule",
        "Exchange",
        1,
        r#","Parameters":[{"Name":"ForwardTo","Value":["a@corp.test","b@far.test"]}]"#,
    ));
    assert_eq!(
        (&*rule.target, rule.reach),
        ("a@corp.test; b@far.test", Reach::Outside)
    );
}

#[test]
fn alerts_are_about_somebody_or_rejected() {
    let user = json!({"userPrincipalName": "mia@corp.test"});
    let alert = |evidence: Value| {
        json!({"id": "da1", "title": "Tool", "serviceSource": "microsoftDefenderForEndpoint",
            "createdDateTime": "2026-03-30T18:00:00Z", "evidence": evidence})
    };
    let kind = "#microsoft.graph.security.userEvidence";
    let plain = alert(json!([{"@odata.type": kind, "userAccount": user}]));
    let expected = take_in("graph-alerts", plain.to_string().as_bytes(), None).unwrap();
    assert_eq!(person(&expected.0[0]), "mia@corp.test");
    let of_module = json!({"Id": "da1", "Title": "Tool", "ServiceSource": "microsoftDefenderForEndpoint",
        "CreatedDateTime": "2026-03-30T18:00:00Z",
        "Evidence": [{"CreatedDateTime": null, "AdditionalProperties": {"@odata.type": kind, "userAccount": user}}]});
    let incident = json!({"id": "8", "incidentWebUrl": "x", "displayName": "y", "createdDateTime": "2026-03-30T18:00:00Z",
        "lastUpdateDateTime": "2026-03-30T18:00:00Z", "alerts": [plain]});
    for record in [of_module, incident.clone()] {
        let seen = take_in("graph-alerts", record.to_string().as_bytes(), None).unwrap();
        assert_eq!(format!("{seen:?}"), format!("{expected:?}"), "{record}");
    }
    let broken = [
        alert(json!("System.Object[]")),
        alert(json!(["@{userAccount=}"])),
        alert(json!([{"@odata.type": kind, "userAccount": "@{userPrincipalName=mia@corp.test}"}])),
        alert(json!([{"@odata.type": kind, "loggedOnUsers": "@{accountName=mia}"}])),
        json!({"id": "da1", "createdDateTime": "2026-03-30T18:00:00Z", "lastUpdateDateTime": "2026-03-30T18:00:00Z"}),
    ];
    for inside in broken {
        let mut incident = incident.clone();
        incident["alerts"] = json!([plain, inside]);
        for record in [inside, incident] {
            let (seen, rejected) =
                take_in("graph-alerts", record.to_string().as_bytes(), None).unwrap();
            assert_eq!((seen.len(), rejected.len()), (0, 1), "{record}");
        }
    }
    for alerts in [json!([]), json!(null), json!("System.Object[]")] {
        let mut incident = incident.clone();
        incident["alerts"] = alerts;
        let (seen, rejected) =
            take_in("graph-alerts", incident.to_string().as_bytes(), None).unwrap();
        assert!(seen.is_empty() && rejected[0].contains("incident without its alerts"));
    }
}

#[test]
fn a_word_for_an_outcome_is_known_or_rejected() {
    let mapping = "{time: t, person: p, operation: o, outcome: r, outcomes: {Halted: blocked}}";
    let seen = |word: &str| {
        let record =
            json!({"t": "2026-03-30T16:02:11Z", "p": "mia@corp.test", "o": "x", "r": word});
        take_in("generic", record.to_string().as_bytes(), Some(mapping)).unwrap()
    };
    for (word, outcome) in [
        ("", Outcome::Unknown),
        ("Success", Outcome::Done),
        ("halted", Outcome::Blocked),
        ("PREVENTED", Outcome::Blocked),
        ("false", Outcome::Failed),
    ] {
        assert_eq!(seen(word).0[0].outcome, outcome, "{word}");
    }
    let (none, reasons) = seen("quarantined");
    assert!(
        none.is_empty() && reasons[0].contains("outcomes") && !reasons[0].contains("quarantined")
    );
}

/// Records of which every kind of fact is one that a wrapper does not repeat.
pub(crate) fn records() -> [String; 5] {
    [
        mia("FileDownloaded", "SharePoint", 6, FILE),
        mia(
            "SharingSet",
            "OneDrive",
            14,
            &format!(r#"{FILE},"TargetUserOrGroupName":"a@far.test""#),
        ),
        mia(
            "FileCopiedToRemovableMedia",
            "Endpoint",
            63,
            &DEVICE.replace("Mode\":1", "Mode\":4"),
        ),
        mia(
            "Send",
            "Exchange",
            2,
            r#","Item":{"Subject":"é","Attachments":"a.txt (1b)"},"recipientList":["a@far.test"]"#,
        ),
        mia(
            "New-InboxRule",
            "Exchange",
            1,
            r#","Parameters":[{"Name":"ForwardTo","Value":"a@far.test"}]"#,
        ),
    ]
}

/// Puts a value into one of the wrappers that people have sent.
pub(crate) fn wrapped(value: Value, how: u8) -> Value {
    let around = |name: &str, inside: Value| {
        let mut outside = json!({"id": "q", "createdDateTime": "2026-01-01T00:00:00Z", "auditLogRecordType": "x", "userId": "someone"});
        outside[name] = inside;
        outside
    };
    match how {
        0 => around("auditData", value),
        1 => json!({"AuditData": value.to_string(), "ResultIndex": 1}),
        2 => json!({"AdditionalProperties": value}),
        3 => around("audit_data", json!({"additional_data": value})),
        4 => around("AuditData", json!([value])),
        _ => {
            let pairs: Vec<_> = value.as_object().into_iter().flatten().collect();
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(name, value)| json!({"Key": name, "Value": value}))
                .collect();
            around("AuditData", Value::Array(pairs))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Around every record: the facts are those of the plain record, or it is rejected.
    #[test]
    fn wrappers_change_no_fact(which in 0usize..5, wrappers in proptest::collection::vec(0u8..6, 1..4), lost in 0u8..4, repeats in any::<bool>()) {
        let plain = parsed(&records()[which]);
        let expected = told(&plain).unwrap();
        let mut record = plain.clone();
        for how in &wrappers {
            record = wrapped(record, *how);
        }
        prop_assert_eq!(format!("{:?}", told(&record).unwrap()), format!("{:?}", expected), "{}", record);
        // The outermost wrapper repeats what happened and its inside is lost.
        let inside = [Value::Null, json!({}), json!("@{Operation=x}"), json!({"Other": {"Operation": 1}})][usize::from(lost)].clone();
        let mut outside = wrapped(inside, 0);
        outside["operation"] = plain["Operation"].clone();
        if repeats {
            outside["objectId"] = plain["ObjectId"].clone();
        }
        match told(&outside) {
            Err(reason) => prop_assert!(!reason.is_empty()),
            Ok(seen) => prop_assert_eq!((seen[0].kind, &seen[0].object), (Kind::FileDownloaded, &expected[0].object)),
        }
    }
}
