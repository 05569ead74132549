//! The `m365` source over records that nobody here wrote. Skipped where the shared data is absent.

use std::collections::BTreeMap;

use ombud_connect::Record;
use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, LabelChange, Outcome, Reach, Severity, Workload};
use serde_json::Value;

use crate::common;
use crate::m365::normalise;

/// Records of a file by their id: the input as JSON text, and what another parser makes of it.
fn records(file: &str) -> Option<Vec<(String, String, Value)>> {
    let text = String::from_utf8(common::shared(file)?).unwrap();
    let record = |line: &str| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        let input = record["input"].take();
        let input = if input.get("message").is_some_and(Value::is_string) {
            input["message"].clone()
        } else {
            input
        };
        let json = input
            .as_str()
            .map_or_else(|| input.to_string(), str::to_owned);
        (
            record["id"].as_str().unwrap().to_owned(),
            json,
            record["expected"].take(),
        )
    };
    Some(text.lines().map(record).collect())
}

/// The one activity of a record.
fn one(json: &str) -> Result<Activity<'static>, String> {
    let mut seen = normalise(&Record::Json(json.as_bytes()), &Settings::default())?;
    assert_eq!(seen.len(), 1, "{json}");
    Ok(seen.remove(0))
}

fn all(file: &str) -> Option<BTreeMap<String, Result<Activity<'static>, String>>> {
    Some(
        records(file)?
            .into_iter()
            .map(|(id, json, _)| (id, one(&json)))
            .collect(),
    )
}

pub(crate) fn is_person(activity: &Activity<'_>) -> bool {
    matches!(activity.actor, Actor::Person(_))
}

#[test]
fn another_parser_agrees_on_who_what_when_and_where() {
    let Some(records) = records("sekoia-intake/o365.jsonl") else {
        return;
    };
    assert_eq!(records.len(), 37);
    let mut compared = [0; 6];
    for (id, json, expected) in records {
        let seen = one(&json).unwrap_or_else(|error| panic!("{id}: {error}"));
        let text = |pointer: &str| {
            expected
                .pointer(pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let mut check = |what: usize, seen: String, expected: Option<String>| {
            if let Some(expected) = expected {
                assert_eq!(seen, expected, "{id}");
                compared[what] += 1;
            }
        };
        check(0, seen.time.to_string(), text("/@timestamp"));
        // Records of system accounts and of compliance scores name an account that did not act.
        if id != "compliancemanager-scorechange" {
            check(
                1,
                seen.actor.identifier().to_owned(),
                text("/user/email").or_else(|| text("/user/name")),
            );
        }
        // The other parser takes these from a nested verdict of the mail filter.
        if id != "microsoft_defender_threatintelligence_mail" {
            check(
                2,
                seen.operation.trim_end_matches('.').to_owned(),
                text("/event/action"),
            );
            check(3, seen.ip.to_string(), text("/source/ip"));
        }
        if matches!(seen.workload, Workload::SharePoint | Workload::OneDrive) {
            check(4, seen.object.to_string(), text("/file/name"));
            check(5, seen.extension.to_string(), text("/file/extension"));
            assert_eq!(
                seen.size,
                expected.pointer("/file/size").and_then(Value::as_u64),
                "{id}"
            );
            if let Some(folder) = text("/file/directory")
                .filter(|_| id != "source_log" && id != "file_malware_detected")
            {
                assert!(
                    seen.container.ends_with(&format!("{folder}/")),
                    "{id}: {}",
                    seen.container
                );
            }
        }
    }
    assert_eq!(compared, [37, 35, 36, 18, 5, 5]);
}

#[test]
fn sekoia_records_mean_what_they_say() {
    let Some(seen) = all("sekoia-intake/o365.jsonl") else {
        return;
    };
    let kinds: Vec<_> = seen
        .iter()
        .map(|(id, seen)| (id.as_str(), seen.as_ref().unwrap().kind))
        .collect();
    for (id, kind) in [
        ("exchange_item_group_7", Kind::MailRead),
        ("ad_1", Kind::SignedIn),
        ("user_login_failed", Kind::SignInFailed),
        ("operation_properties_01", Kind::MailForwardingSet),
        ("operation_properties_03", Kind::MailChanged),
        ("exchange_item_group", Kind::MailDeleted),
        ("source_log", Kind::AccessRequested),
        ("file_malware_detected", Kind::MalwareDetected),
        ("file_size", Kind::FileModified),
        ("file_previewed", Kind::Other),
        ("file_sync_download_full", Kind::FileSynced),
        ("add_member_to_role", Kind::RoleGranted),
        ("ad_2", Kind::AppConsented),
        ("remove_member_from_role", Kind::DirectoryChanged),
        ("security_compliance_alert_4", Kind::AlertUpdated),
        ("extra_fields_1", Kind::AlertRaised),
        ("teams_with_foreign_tenant_users_2", Kind::Other),
        ("power_bi", Kind::Other),
    ] {
        assert!(kinds.contains(&(id, kind)), "{id}");
    }
}

#[test]
fn sekoia_records_tell_what_matters_beside_the_kind() {
    let Some(seen) = all("sekoia-intake/o365.jsonl") else {
        return;
    };
    let get = |id: &str| seen[id].as_ref().unwrap();
    assert_eq!(
        (
            &*get("add_member_to_role").detail,
            &*get("remove_member_from_role").detail
        ),
        ("Global Administrator", "Global Administrator")
    );
    let rule = get("operation_properties_01");
    assert_eq!(
        (&*rule.target_domain, rule.reach),
        ("email.fr", Reach::Outside),
        "the mailbox is of mail.fr"
    );
    assert_eq!(
        (
            get("exchange_item_group_5").items,
            get("user_login_failed").outcome
        ),
        (5, Outcome::Failed)
    );
    assert_eq!(get("mass_download").severity, Severity::High);
    assert_eq!(
        get("teams_with_foreign_tenant_users_2").reach,
        Reach::Outside
    );
    // System accounts and alerts that name nobody.
    for id in [
        "automated_investigation_and_response",
        "microsoft_defender_threatintelligence_mail",
        "security_compliance_alert_2",
    ] {
        assert!(!is_person(get(id)), "{id}");
    }
}

/// Records of hunting tables: who did it, of which kind, and what the source calls it.
const HUNTED: [(&str, &str, Kind, &str); 9] = [
    (
        "test_identity_logon_4",
        "test.user@test-test.test",
        Kind::SignInFailed,
        "LogonFailed",
    ),
    (
        "test_identity_logon_3",
        "john.doe@example.com",
        Kind::SignedIn,
        "LogonSuccess",
    ),
    (
        "test_device_file_event",
        "user@example.org",
        Kind::FileDeleted,
        "FileDeleted",
    ),
    (
        "test_rdp_screenshot",
        "j.doe@acme-internal.net",
        Kind::Other,
        "ScreenshotTaken",
    ),
    (
        "test_cloud_app4",
        "john.doe@company.fr",
        Kind::Other,
        "MessageReadReceiptReceived",
    ),
    (
        "test_alert_evidence_user_remediation",
        "john.doe@example.com",
        Kind::AlertRaised,
        "AlertEvidence",
    ),
    (
        "test_alert_evidence_user_suspicious_behavior",
        "john.doe@example.com",
        Kind::AlertRaised,
        "AlertEvidence",
    ),
    (
        "test_url_click_events",
        "john.doe@example.com",
        Kind::Other,
        "ClickAllowed",
    ),
    (
        "test_device_events_pnp_device_connected",
        "example.com\\user1",
        Kind::Other,
        "PnpDeviceConnected",
    ),
];

#[test]
fn streamed_hunting_tables_are_read() {
    let Some(records) = records("sekoia-intake/m365-defender.jsonl") else {
        return;
    };
    let mut seen = BTreeMap::new();
    for (id, json, expected) in records {
        let activity = one(&json).unwrap_or_else(|error| panic!("{id}: {error}"));
        let at: jiff::Timestamp = expected["@timestamp"].as_str().unwrap().parse().unwrap();
        assert_eq!(activity.time.millis(), at.as_millisecond(), "{id}");
        if let Some(name) = expected.pointer("/file/name").and_then(Value::as_str) {
            assert_eq!(
                (&*activity.object, activity.size),
                (name, expected.pointer("/file/size").and_then(Value::as_u64)),
                "{id}"
            );
        }
        seen.insert(id, activity);
    }
    assert_eq!(seen.len(), 21);
    for (id, person, kind, operation) in HUNTED {
        let activity = seen.remove(id).unwrap();
        assert_eq!(
            (&activity.actor, activity.kind, &*activity.operation),
            (&Actor::Person(person.into()), kind, operation),
            "{id}"
        );
    }
    // Inbound mail, system processes, alerts about files and links: nobody of the organisation did them.
    assert!(
        seen.values().all(|activity| !is_person(activity)),
        "{seen:?}"
    );
    assert_eq!(seen.len(), 12);
}

#[test]
fn records_of_the_documentation_are_read() {
    let Some(seen) = all("ms-management-api-docs/records.jsonl") else {
        return;
    };
    assert_eq!(seen.len(), 7);
    let get = |id: &str| seen[id].as_ref().unwrap();
    assert!(
        seen.values()
            .all(|activity| is_person(activity.as_ref().unwrap()))
    );
    let copilot = get("copilot-schema.md#1");
    assert_eq!(
        (copilot.kind, copilot.items, &*copilot.object),
        (Kind::AiInteraction, 1, "Document1.docx")
    );
    assert_eq!(
        (&*copilot.label_after, &*copilot.detail),
        ("f41ab342-8706-4188-bd11-ebb85995028c", "Bing")
    );
    let logon = get("office-365-management-activity-api-reference.md#json14.1");
    assert_eq!(
        (logon.kind, &*logon.ip, logon.time.to_string()),
        (
            Kind::SignedIn,
            "134.170.188.221",
            "2015-06-29T20:03:34Z".to_owned()
        )
    );
    let label = get("AipDiscover.md#1");
    assert_eq!(
        (
            label.kind,
            &*label.operation,
            &*label.object,
            &*label.device
        ),
        (Kind::Other, "Access", "dest.docx", "chmp365-avance")
    );
    assert_eq!(
        (&*label.label_after, label.label_change),
        ("e14c1275-fa87-4421-8a59-5e3c3c214d61", LabelChange::None)
    );
    assert_eq!(get("OMEPortal.md#1").outcome, Outcome::Failed);
}

#[test]
fn rule_matches_are_about_the_sender() {
    let Some(seen) = all("elastic-o365/records.jsonl") else {
        return;
    };
    assert_eq!(seen.len(), 5);
    let get = |id: &str| seen[id].as_ref().unwrap();
    assert_eq!(get("dlp-sharepoint-0").outcome, Outcome::Done);
    assert_eq!(get("dlp-exchange-0").outcome, Outcome::Blocked);
    let share = get("dlp-sharepoint-1");
    assert_eq!(share.outcome, Outcome::Blocked);
    assert_eq!(
        (share.kind, &share.actor),
        (
            Kind::DlpMatched,
            &Actor::Person("ASR@TESTSIEM2.ONMICROSOFT.COM".into())
        )
    );
    assert_eq!(
        (share.severity, share.workload, &*share.extension),
        (Severity::High, Workload::OneDrive, "docx")
    );
    assert_eq!(
        &*share.detail,
        "U.S. Financial Data; High volume of content detected U.S. Financial"
    );
    assert!(
        share
            .sensitive_types
            .starts_with("50842eb7-edc8-4019-85dd-5a5c1f2bb085; ")
    );
    let mail = get("dlp-exchange-0");
    assert_eq!(
        (&*mail.target, mail.reach, mail.severity),
        (
            "asr@example.org; asr@example.net",
            Reach::Outside,
            Severity::High
        )
    );
    assert_eq!(
        get("ai-interaction-1").kind,
        Kind::FileAccessed,
        "numbers come as text"
    );
    assert_eq!(get("stringly-0").operation, "CreateArtifact");
}

#[test]
fn rules_of_others_see_the_same() {
    let Some(seen) = all("panther/microsoft365.jsonl") else {
        return;
    };
    assert_eq!(seen.len(), 13);
    let get = |id: &str| seen[id].as_ref().unwrap();
    for (id, domain) in [
        ("External user", "external.io"),
        ("Allowed Domain", "alloweddomain.com"),
    ] {
        let shared = get(&format!("Microsoft365.External.Document.Sharing::{id}"));
        assert_eq!(
            (shared.kind, shared.reach, &*shared.target_domain),
            (Kind::FileShared, Reach::Outside, domain)
        );
        assert_eq!(
            shared.container,
            "https://yourorg.sharepoint.com/personal/user_yourorg/Documents/"
        );
    }
    for (id, reach) in [
        ("Invalid Identity Format", Reach::Outside),
        ("Multiple Forwarding Addresses", Reach::Outside),
        ("Similar Domain Forwarding (External)", Reach::Outside),
        ("Non-Com TLD Organization", Reach::Inside),
    ] {
        let rule = get(&format!("Microsoft365.Exchange.External.Forwarding::{id}"));
        assert_eq!(
            (rule.kind, rule.reach),
            (Kind::MailForwardingSet, reach),
            "{id}"
        );
    }
    let failed = get("Microsoft365.Brute.Force.Login.by.User::Failed Login event");
    assert_eq!(
        (failed.kind, &*failed.detail),
        (Kind::SignInFailed, "InvalidUserNameOrPassword")
    );
    let factors = get("Microsoft365.MFA.Disabled::MFA Add Event");
    assert_eq!(
        (factors.kind, is_person(factors)),
        (Kind::CredentialChanged, false)
    );
    let rejected: Vec<_> = seen
        .iter()
        .filter_map(|(id, seen)| Some((id.as_str(), seen.as_ref().err()?.as_str())))
        .collect();
    assert_eq!(rejected.len(), 3, "{rejected:?}");
    assert!(
        rejected
            .iter()
            .all(|(id, error)| id.starts_with("Microsoft.Graph.")
                && *error == "the record has no Operation")
    );
}
