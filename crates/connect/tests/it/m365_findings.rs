//! The `m365` source over what other programs have found: rule matches, alerts, labels and answers of assistants.

use ombud_connect::Record;
use ombud_model::settings::Settings;
use ombud_model::{Actor, Kind, LabelChange, Outcome, Reach, Severity, Workload};

use crate::m365::{FILE, mia, normalise, person, read, read_with};
use crate::m365_devices::DEVICE;

#[test]
fn the_person_of_a_rule_match_is_in_the_metadata() {
    let rules = r#","PolicyDetails":[{"PolicyName":"Finance","Rules":[{"RuleName":"few","Severity":"Low","ConditionsMatched":{"SensitiveInformation":[{"SensitiveType":"50842eb7","SensitiveInformationTypeName":"Credit card","SensitiveInformationDetections":{"DetectedValues":[{"Name":"4111"}]}}]}},{"RuleName":"many","Severity":"High","ConditionsMatched":{"OtherConditions":[{"Name":"AccessScope","Value":"IncludeExternalUsers"}]}}]}]"#;
    let share = r#","sharePointMetadata":{"FROM":"MIA.K@CORP.TEST","FileName":"a.XLSX","FilePathUrl":"https://corp.test/s/a.XLSX","UniqueID":"B0C1"}"#;
    let as_agent = |operation, more: &str| {
        mia(operation, "SharePoint", 11, &format!("{rules}{more}"))
            .replace("Mia.K@corp.test", "DlpAgent")
            .replace(r#""UserType":0"#, r#""UserType":4"#)
    };
    let json = as_agent("DLPRuleMatch", share);
    let seen = read(&json);
    assert_eq!(
        (seen.kind, person(&seen), seen.severity),
        (
            Kind::DlpMatched,
            "MIA.K@CORP.TEST".to_owned(),
            Severity::High
        )
    );
    assert_eq!(
        (&*seen.detail, &*seen.sensitive_types),
        ("Finance; few; many", "Credit card")
    );
    assert_eq!(
        (
            &*seen.container,
            &*seen.object,
            &*seen.extension,
            seen.reach
        ),
        ("https://corp.test/s/", "a.XLSX", "xlsx", Reach::Outside)
    );
    assert!(!format!("{seen:?}").contains("4111"));

    let undo = read(&as_agent("DlpRuleUndo", share));
    assert_eq!(undo.kind, Kind::DlpUndone);
    assert_ne!(undo.key, seen.key, "an undo may reuse the id of its match");
    assert_eq!(read(&json.to_string()).key, seen.key);

    let mail = r#","ExchangeMetaData":{"From":"mia.k@corp.test","To":["out@evil.test"],"CC":[],"Subject":"numbers","FileSize":13405}"#;
    let seen = read(&as_agent("DlpRuleMatch", mail));
    assert_eq!(
        (person(&seen), &*seen.object, &*seen.target),
        ("mia.k@corp.test".to_owned(), "numbers", "out@evil.test")
    );
    assert_eq!((seen.reach, seen.size), (Reach::Outside, Some(13_405)));

    let own = Settings {
        own_domains: vec!["corp.test".into()],
        ..Settings::default()
    };
    let inbound = as_agent(
        "DlpRuleMatch",
        &mail.replace("mia.k@corp.test", "somebody@evil.test"),
    );
    assert!(
        matches!(read_with(&inbound, &own).actor, Actor::Service(_)),
        "an outside sender is nobody's employee"
    );
}

/// In the published form of a match: `Actions` and `RuleMode` of each rule, `ExceptionInfo`, and the metadata of a device.
#[test]
fn a_match_whose_rule_blocks_is_blocked_and_not_done() {
    let outcome = |operation: &str, rules: &str, more: &str| {
        let policies =
            format!(r#","PolicyDetails":[{{"PolicyName":"Finance","Rules":[{rules}]}}]{more}"#);
        read(&mia(operation, "Exchange", 13, &policies)).outcome
    };
    let of = |actions: &str, mode: &str| {
        format!(r#"{{"RuleName":"r","Severity":"High","Actions":{actions},"RuleMode":"{mode}"}}"#)
    };
    let (blocks, tells) = (
        of(r#"["BlockAccess","NotifyUser"]"#, "Enable"),
        of(r#"["NotifyUser"]"#, "Enable"),
    );
    for (rules, expected) in [
        (blocks.clone(), Outcome::Blocked),
        (tells.clone(), Outcome::Done),
        (format!("{tells},{blocks}"), Outcome::Blocked),
        (
            of(r#""NotifyUser, blockaccess""#, "Enable"),
            Outcome::Blocked,
        ),
        (of(r#"["BlockAccess"]"#, "AuditAndNotify"), Outcome::Done),
        (
            of(r#"["BlockAccess"]"#, "TestWithoutNotifications"),
            Outcome::Done,
        ),
        (
            r#"{"RuleName":"r","Actions":["BlockAccess"]}"#.to_owned(),
            Outcome::Blocked,
        ),
        (of("[]", "Enable"), Outcome::Done),
    ] {
        assert_eq!(outcome("DlpRuleMatch", &rules, ""), expected, "{rules}");
    }
    assert_eq!(outcome("DlpRuleUndo", &blocks, ""), Outcome::Done);
    for (more, expected) in [
        (
            r#","ExceptionInfo":{"Reason":"Override","Justification":"x"}"#,
            Outcome::Done,
        ),
        (r#","ExceptionInfo":{"Reason":"None"}"#, Outcome::Blocked),
        (
            r#","EndpointMetaData":{"EnforcementMode":1}"#,
            Outcome::Done,
        ),
    ] {
        assert_eq!(outcome("DlpRuleMatch", &blocks, more), expected, "{more}");
    }
    let device = r#","EndpointMetaData":{"EnforcementMode":4}"#;
    assert_eq!(outcome("DlpRuleMatch", &tells, device), Outcome::Blocked);
    let unknown = mia(
        "DlpRuleMatch",
        "Endpoint",
        63,
        r#","EndpointMetaData":{"EnforcementMode":9}"#,
    );
    let reason = normalise(&Record::Json(unknown.as_bytes()), &Settings::default()).unwrap_err();
    assert!(reason.contains("EnforcementMode"), "{reason}");
}

#[test]
fn alerts_are_about_the_people_in_their_data() {
    let alert = |operation, data: &str| {
        let more = format!(
            r#","AlertId":"A1","Category":"DataLossPrevention","Name":"Mass download","Severity":"Medium","Data":"{data}""#
        );
        mia(operation, "SecurityComplianceCenter", 40, &more)
            .replace("Mia.K@corp.test", "SecurityComplianceAlerts")
            .replace(r#""UserType":0"#, r#""UserType":4"#)
    };
    let seen = read(&alert("AlertTriggered", r#"{\"f3u\":\"mia.k@corp.test\"}"#));
    assert_eq!(
        (seen.kind, person(&seen), seen.severity),
        (
            Kind::AlertRaised,
            "mia.k@corp.test".to_owned(),
            Severity::Medium
        )
    );
    assert_eq!(
        (&*seen.detail, seen.workload),
        ("DataLossPrevention: Mass download", Workload::Security)
    );
    let seen = read(&alert(
        "AlertEntityGenerated",
        r#"{\"eid\":\"mia.k@corp.test\"}"#,
    ));
    assert_eq!(
        (seen.kind, person(&seen)),
        (Kind::AlertUpdated, "mia.k@corp.test".to_owned())
    );
    for nobody in [r#"{\"eid\":\"48aa73f6\"}"#, "not json", ""] {
        assert!(
            matches!(
                read(&alert("AlertUpdated", nobody)).actor,
                Actor::Service(_)
            ),
            "{nobody}"
        );
    }
    let several = alert(
        "AlertTriggered",
        r#"{\"f3u\":\"mia@corp.test;max@corp.test;MIA@corp.test\"}"#,
    );
    let seen = normalise(&Record::Json(several.as_bytes()), &Settings::default()).unwrap();
    assert_eq!(
        seen.iter().map(person).collect::<Vec<_>>(),
        ["mia@corp.test", "max@corp.test"]
    );
    assert_ne!(seen[0].key, seen[1].key);
}

#[test]
fn labels_are_lowered_raised_and_removed() {
    let event = |kind: u32| {
        format!(
            r#"{DEVICE},"SensitivityLabelEventData":{{"SensitivityLabelId":"general","OldSensitivityLabelId":"secret","LabelEventType":{kind}}}"#
        )
    };
    for (kind, change) in [
        (1, LabelChange::Raised),
        (2, LabelChange::Lowered),
        (3, LabelChange::Removed),
        (4, LabelChange::Changed),
    ] {
        let seen = read(&mia(
            "SensitivityLabelUpdated",
            "PublicEndpoint",
            83,
            &event(kind),
        ));
        assert_eq!((seen.kind, seen.label_change), (Kind::LabelChanged, change));
        assert_eq!(
            (&*seen.label_before, &*seen.label_after, &*seen.object),
            ("secret", "general", "plan.DOCX")
        );
    }
    let order = Settings {
        label_order: vec!["general".into(), "secret".into()],
        ..Settings::default()
    };
    let browser = |operation: &str, from: &str, to: &str| {
        let more = format!(r#"{FILE},"SourceLabel":"{from}","DestinationLabel":"{to}""#);
        read_with(&mia(operation, "SharePoint", 6, &more), &order).label_change
    };
    assert_eq!(
        browser("FileSensitivityLabelChanged", "secret", "general"),
        LabelChange::Lowered
    );
    assert_eq!(
        browser("FileSensitivityLabelChanged", "general", "SECRET"),
        LabelChange::Raised
    );
    assert_eq!(
        browser("FileSensitivityLabelChanged", "other", "general"),
        LabelChange::Changed
    );
    assert_eq!(
        browser("FileSensitivityLabelApplied", "", "general"),
        LabelChange::Applied
    );
    assert_eq!(
        browser("FileSensitivityLabelRemoved", "general", ""),
        LabelChange::Removed
    );
}

#[test]
fn copilot_tells_the_labels_it_reached() {
    let data = r#","CopilotEventData":{"AppHost":"Word","AccessedResources":[{"Name":"a.docx","SiteUrl":"https://corp.test/s/a.docx","SensitivityLabelId":"general"},{"Name":"b","SensitivityLabelId":"secret"}]}"#;
    let order = Settings {
        label_order: vec!["general".into(), "secret".into()],
        ..Settings::default()
    };
    let seen = read_with(&mia("CopilotInteraction", "Copilot", 261, data), &order);
    assert_eq!(
        (seen.kind, seen.workload, seen.items),
        (Kind::AiInteraction, Workload::Ai, 2)
    );
    assert_eq!(
        (&*seen.object, &*seen.label_after, &*seen.detail),
        ("a.docx", "secret", "Word")
    );
}
