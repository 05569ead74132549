//! The `m365` source over the forms that records come in: wrappers, rows, other spellings, and what is no record at all.

use std::borrow::Cow;

use ombud_connect::record::Header;
use ombud_connect::{Context, Record, Row, source};
use ombud_model::Activity;
use ombud_model::settings::Settings;

use crate::m365::{FILE, KEYS, mia, normalise, person, read};
use crate::m365_devices::DEVICE;

fn rejection(json: &[u8]) -> String {
    normalise(&Record::Json(json), &Settings::default()).unwrap_err()
}

#[test]
fn wrappers_and_other_spellings_mean_the_same() {
    let direct = mia("FileDownloaded", "SharePoint", 6, FILE);
    let expected = format!("{:?}", read(&direct));
    let value: serde_json::Value = serde_json::from_str(&direct).unwrap();
    let lower: serde_json::Map<_, _> = value
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| (k.to_lowercase(), v.clone()))
        .collect();
    let camel: serde_json::Map<_, _> = value
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| (k[..1].to_lowercase() + &k[1..], v.clone()))
        .collect();
    for wrapped in [
        serde_json::json!({"id": "q", "createdDateTime": "2026-01-01T00:00:00Z", "operation": "x", "auditData": value}),
        serde_json::json!({"AuditData": direct, "ResultIndex": 1}),
        serde_json::Value::Object(lower),
        serde_json::json!({"auditData": camel}),
        serde_json::json!({"time": "2026-03-30T17:00:00Z", "category": "AdvancedHunting-CloudAppEvents",
            "properties": {"ActionType": "FileDownloaded", "RawEventData": value}}),
    ] {
        assert_eq!(
            format!("{:?}", read(&wrapped.to_string())),
            expected,
            "{wrapped}"
        );
    }
    assert_eq!(
        format!("{:?}", read(&format!("\u{feff} {direct}\r\n"))),
        expected
    );
}

/// Columns of the portal's export and of the cmdlet's.
const PORTAL: [&str; 6] = [
    "RecordId",
    "CreationDate",
    "RecordType",
    "Operation",
    "UserId",
    "AuditData",
];
const CMDLET: [&str; 6] = [
    "RecordType",
    "CreationDate",
    "UserIds",
    "Operations",
    "AuditData",
    "ResultIndex",
];

/// What the row of a table becomes.
fn row(names: &[&str], cells: &[&str]) -> Result<Vec<Activity<'static>>, String> {
    let header = Header::new(names);
    let cells: Vec<Cow<'_, str>> = cells.iter().map(|&cell| cell.into()).collect();
    normalise(
        &Record::Row(Row {
            header: &header,
            cells: &cells,
        }),
        &Settings::default(),
    )
}

#[test]
fn rows_hold_records_in_a_column() {
    let json = mia("FileDownloaded", "SharePoint", 6, FILE);
    let of_portal = row(
        &PORTAL,
        &[
            "r",
            "3/30/2026 4:02:11 PM",
            "6",
            "FileDownloaded",
            "x",
            &json,
        ],
    )
    .unwrap();
    let of_cmdlet = row(
        &CMDLET,
        &[
            "SharePointFileOperation",
            "3/30/2026 4:02:11 PM",
            "x",
            "FileDownloaded",
            &json,
            "1",
        ],
    )
    .unwrap();
    assert_eq!(format!("{of_portal:?}"), format!("{of_cmdlet:?}"));
    assert_eq!(format!("{:?}", of_portal[0]), format!("{:?}", read(&json)));
}

#[test]
fn a_row_whose_column_holds_no_whole_record_is_rejected() {
    let json = mia("FileDownloaded", "SharePoint", 6, FILE);
    assert_eq!(
        row(&CMDLET, &["a", "b", "c", "d", " "]).unwrap_err(),
        "the column AuditData is empty"
    );
    assert_eq!(
        row(&CMDLET, &["a"]).unwrap_err(),
        "the column AuditData is empty"
    );
    let cut = format!(r#"{},"x":"{}"#, &json[..json.len() - 1], "y".repeat(40_000));
    let error = row(&CMDLET, &["a", "b", "c", "d", &cut[..32_767]]).unwrap_err();
    assert!(error.contains("32,767"), "{error}");
    assert_eq!(
        row(&CMDLET, &["a", "b", "c", "d", "{\"Id\":"]).unwrap_err(),
        "the record is cut off: its JSON ends too early"
    );
}

#[test]
fn what_a_record_lacks_its_row_may_have() {
    let seen = row(
        &CMDLET,
        &[
            "t",
            "3/30/2026 4:02:11 PM",
            "mia@corp.test",
            "FileDownloaded",
            r#"{"Id":"7","ObjectId":"https://x.test/a.txt"}"#,
        ],
    )
    .unwrap();
    assert_eq!(
        (seen[0].time.to_string(), person(&seen[0])),
        (
            "2026-03-30T16:02:11Z".to_owned(),
            "mia@corp.test".to_owned()
        )
    );
    let flat = row(
        &["TimeGenerated", "Operation", "UserId", "OfficeObjectId"],
        &[
            "2026-03-30T16:02:11Z",
            "FileDownloaded",
            "mia@corp.test",
            "https://x.test/a.txt",
        ],
    );
    assert_eq!((flat.unwrap()[0].object.as_ref()), "a.txt");
}

#[test]
fn what_cannot_be_a_record_is_rejected_with_a_reason() {
    for (json, reason) in [
        (&b""[..], "the record is not a JSON object"),
        (b"[1]", "the record is not a JSON object"),
        (b"{", "the record is cut off: its JSON ends too early"),
        (b"{]", "the record is not valid JSON"),
        (b"{} {}", "the record is not valid JSON"),
        (b"{}", "the record has neither CreationTime nor Operation: it is not an audit record"),
        (br#"{"CreationTime":"2026-03-30T16:02:11"}"#, "the record has no Operation"),
        (br#"{"Operation":"Send"}"#, "the record has no CreationTime"),
        (br#"{"Operation":"Send","CreationTime":"0001-01-01T00:00:00"}"#, "time is outside of 1990 to 2100"),
        (br#"{"Operation":"Send","CreationTime":"9999-12-31T23:59:59"}"#, "time is outside of 1990 to 2100"),
        (br#"{"Operation":"Send","CreationTime":"soon"}"#, "time is not readable: expected a form like 2026-03-30T16:02:11Z"),
        (
            b"{\"Operation\":\"Send\",\"CreationTime\":\"2026-03-30T16:02:11\",\"UserId\":\"\xff\"}",
            "UserId holds a character that is not readable",
        ),
    ] {
        assert_eq!(rejection(json), reason, "{}", String::from_utf8_lossy(json));
    }
}

#[test]
fn depth_bombs_are_harmless() {
    let deep =
        |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for bomb in [
        deep("[", "]"),
        deep(r#"{"a":"#, "}"),
        "[".repeat(100_000),
        r#"{"a":"#.repeat(100_000),
    ] {
        assert!(!rejection(bomb.as_bytes()).is_empty());
        for field in [
            "Item",
            "Unknown",
            "UserId",
            "FileSize",
            "PolicyDetails",
            "AuditData",
        ] {
            for operation in [
                "Send",
                "FileAccessed",
                "DlpRuleMatch",
                "Set-Mailbox",
                "AddFolderPermissions",
            ] {
                let json = format!(
                    r#"{{"CreationTime":"2026-03-30T16:02:11","Operation":"{operation}","{field}":{bomb}}}"#
                );
                let outcome = normalise(&Record::Json(json.as_bytes()), &Settings::default());
                assert!(outcome.map_or_else(|error| !error.is_empty(), |seen| seen.len() == 1));
            }
        }
    }
}

#[test]
fn a_key_is_of_the_id_and_the_operation() {
    let record = |id: &str, operation: &str| {
        read(&format!(
            r#"{{"CreationTime":"2026-03-30T16:02:11","Operation":"{operation}","Id":"{id}"}}"#
        ))
        .key
    };
    assert_eq!(record("AB", "Send"), record(" ab ", "Send"));
    assert_ne!(record("ab", "Send"), record("ab", "SendAs"));
    assert_ne!(record("ab", "Send"), record("ac", "Send"));
    assert_eq!(record("", "Send"), record("", "Send"));
    assert_ne!(record("", "Send"), record("", "SendAs"));
}

#[test]
fn other_inputs_are_told_apart() {
    let settings = Settings::default();
    let context = Context {
        settings: &settings,
        mapping: None,
        hash_keys: KEYS,
    };
    let source = source("m365").unwrap();
    let recognise = |json: &str| source.recognise(&Record::Json(json.as_bytes()), &context);
    assert!(recognise(&mia("Send", "Exchange", 2, "")).is_ok());
    assert!(recognise(r#"{"auditData":{"CreationTime":"x","Operation":"y"}}"#).is_ok());
    assert!(
        recognise(r#"{"CreationTime":"2026-03-30T16:02:11","Oper"#).is_ok(),
        "one broken record is not another format"
    );
    let graph =
        recognise(r#"{"id":"1","title":"t","serviceSource":"x","severity":"low"}"#).unwrap_err();
    assert!(graph.to_string().contains("graph-alerts"), "{graph}");
    assert!(recognise("{}").is_err() && recognise("nonsense").is_err());
    let header = Header::new(["EmailAddress", "ResignationDate", "LastWorkingDate"]);
    let hr = source
        .recognise(
            &Record::Row(Row {
                header: &header,
                cells: &[],
            }),
            &context,
        )
        .unwrap_err();
    assert!(hr.to_string().contains("hr"), "{hr}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Records with bytes changed, dropped or doubled are accepted or rejected with a reason, never anything else.
    #[test]
    fn damaged_records_do_no_harm(which in 0usize..8, edits in proptest::collection::vec((0usize..2000, 0u8..=255, 0u8..3), 1..6)) {
        let rules = r#","PolicyDetails":[{"Rules":[{"Severity":"High","ConditionsMatched":{"SensitiveInformation":[{"SensitiveType":"a"}]}}]}]"#;
        let (operation, workload, record_type, more) = [
            ("FileDownloaded", "SharePoint", 6, FILE),
            ("SharingSet", "OneDrive", 14, FILE),
            ("FileUploadedToCloud", "Endpoint", 63, DEVICE),
            ("SensitivityLabelUpdated", "Endpoint", 83, DEVICE),
            ("Send", "Exchange", 2, r#","Item":{"Subject":"é","Attachments":"a (1b); b","To":["a@b.test"]}"#),
            ("Set-Mailbox", "Exchange", 1, r#","Parameters":[{"Name":"ForwardingSmtpAddress","Value":"smtp:a@b.test"}]"#),
            ("DlpRuleMatch", "SharePoint", 11, rules),
            ("AlertTriggered", "SecurityComplianceCenter", 40, r#","Data":"{\"f3u\":\"a@b.test\"}""#),
        ][which];
        let mut json = mia(operation, workload, record_type, more).into_bytes();
        for (at, byte, how) in edits {
            let at = at % json.len();
            match how {
                0 => json[at] = byte,
                1 => { json.remove(at); }
                _ => json.insert(at, byte),
            }
        }
        if let Err(reason) = normalise(&Record::Json(&json), &Settings::default()) {
            proptest::prop_assert!(!reason.is_empty());
        }
    }
}
