//! Security alerts of Microsoft Graph.

use ombud_connect::{Source, open, source};
use ombud_model::settings::Settings;
use serde_json::{Value, json};

use crate::common::{context, import, input, shared};

fn alerts() -> &'static dyn Source {
    source("graph-alerts").unwrap()
}

fn read(value: &Value) -> Vec<String> {
    import(
        alerts(),
        value.to_string().as_bytes(),
        &Settings::default(),
        None,
    )
}

fn user(upn: &str) -> Value {
    json!({"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"userPrincipalName": upn, "accountName": "x"}})
}

fn alert(evidence: &[Value]) -> Value {
    json!({"id": "da1", "title": "Suspicious tool", "severity": "medium", "status": "new", "category": "DefenseEvasion",
           "serviceSource": "microsoftDefenderForEndpoint", "createdDateTime": "2026-03-30T18:00:00.1234567Z",
           "firstActivityDateTime": "2026-03-30T17:00:00Z", "lastUpdateDateTime": "2026-03-30T18:05:00Z", "evidence": evidence})
}

#[test]
fn every_user_gets_an_activity() {
    let evidence = [
        user("mia.k@corp.test"),
        user("MIA.K@corp.test"),
        json!({"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "ben", "domainName": "CORP"}}),
        json!({"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": "pc-114.corp.test", "loggedOnUsers": [{"accountName": "zoe", "domainName": "CORP"}]}),
        json!({"@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": {"fileName": "rclone.EXE", "filePath": "C:\\Users\\mia\\tools", "fileSize": 481, "sha256": "ab"}}),
        json!({"@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "203.0.113.9"}),
    ];
    let rest = "alert-raised operation=\"microsoftDefenderForEndpoint\" container=\"C:\\\\Users\\\\mia\\\\tools\\\\\" object=\"rclone.EXE\" \
                extension=\"exe\" detail=\"defense-evasion: Suspicious tool\" device=\"pc-114.corp.test\" ip=\"203.0.113.9\" medium security";
    let expected = ["mia.k@corp.test", "CORP\\\\ben"]
        .map(|user| format!("2026-03-30T18:00:00.123Z Person(\"{user}\") {rest}"));
    assert_eq!(read(&alert(&evidence)), expected);
    assert_eq!(
        read(&json!({"@odata.context": "x", "value": [alert(&evidence)]})),
        expected
    );
}

#[test]
fn signed_in_users_count_only_when_no_other_is_named() {
    let device = json!({"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": "pc", "loggedOnUsers": [{"accountName": "zoe", "domainName": "CORP"}]});
    let system = json!({"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": "SYSTEM", "domainName": "NT AUTHORITY"}});
    let users = |evidence: &[Value]| -> Vec<String> {
        read(&alert(evidence))
            .iter()
            .map(|line| {
                line.split(' ')
                    .skip(1)
                    .take_while(|word| !word.starts_with("alert-"))
                    .collect()
            })
            .collect()
    };
    assert_eq!(
        users(std::slice::from_ref(&device)),
        ["Person(\"CORP\\\\zoe\")"]
    );
    assert_eq!(
        users(&[device, user("mia@corp.test")]),
        ["Person(\"mia@corp.test\")"]
    );
    assert_eq!(users(&[system]), ["Service(\"NTAUTHORITY\\\\SYSTEM\")"]);
    assert_eq!(users(&[]), ["Service(\"microsoftDefenderForEndpoint\")"]);
}

/// Time, key, kind and detail of everything that an alert becomes.
fn told(alert: &Value) -> Vec<(String, u64, &'static str, String)> {
    let settings = Settings::default();
    let mut seen = Vec::new();
    for chunk in open(input(alert.to_string().as_bytes())).unwrap() {
        chunk.unwrap().for_each(&mut |record, _, _| {
            let emit = &mut |activity: &ombud_model::Activity<'_>| {
                seen.push((
                    activity.time.to_string(),
                    activity.key,
                    activity.kind.name(),
                    activity.detail.to_string(),
                ));
            };
            alerts()
                .normalise(&record.unwrap(), &context(&settings, None), emit)
                .unwrap();
        });
    }
    seen
}

#[test]
fn a_later_state_is_a_duplicate_and_a_verdict_takes_back() {
    let changed = |fields: Value| {
        let mut alert = alert(&[user("mia@corp.test")]);
        alert
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        alert
    };
    let first = told(&changed(json!({})));
    let grown = told(&changed(
        json!({"status": "inProgress", "severity": "high", "lastActivityDateTime": "2026-03-31T00:00:00Z", "lastUpdateDateTime": "2026-03-31T00:00:00Z"}),
    ));
    assert_eq!(first, grown);
    let other_user = told(&alert(&[user("ben@corp.test")]));
    assert_ne!(first[0].1, other_user[0].1);
    for (fields, headline) in [
        (
            json!({"classification": "falsePositive", "resolvedDateTime": "2026-04-01T00:00:00Z"}),
            "false-positive: defense-evasion: Suspicious tool",
        ),
        (
            json!({"status": "resolved", "resolvedDateTime": "2026-04-01T00:00:00Z"}),
            "resolved: defense-evasion: Suspicious tool",
        ),
        (
            json!({"classification": "informationalExpectedActivity", "lastUpdateDateTime": "2026-04-01T00:00:00Z"}),
            "expected-activity: defense-evasion: Suspicious tool",
        ),
    ] {
        let resolved = told(&changed(fields));
        assert_eq!(resolved.len(), 2);
        assert_eq!(resolved[0], first[0]);
        assert_eq!(
            (
                resolved[1].0.as_str(),
                resolved[1].2,
                resolved[1].3.as_str()
            ),
            ("2026-04-01T00:00:00Z", "alert-updated", headline)
        );
    }
    assert_eq!(
        told(&changed(
            json!({"status": "resolved", "classification": "truePositive"})
        )),
        first
    );
}

#[test]
fn the_category_leads_the_detail_and_dlp_is_its_own_kind() {
    for (service, category, expected) in [
        (
            "microsoftDefenderForEndpoint",
            "UnwantedSoftware",
            "alert-raised operation=\"microsoftDefenderForEndpoint\" detail=\"unwanted-software: T\"",
        ),
        (
            "microsoftDefenderForEndpoint",
            "Malware",
            "alert-raised operation=\"microsoftDefenderForEndpoint\" detail=\"unwanted-software: T\"",
        ),
        (
            "microsoftDefenderForCloudApps",
            "Malware",
            "alert-raised operation=\"microsoftDefenderForCloudApps\" detail=\"malware: T\"",
        ),
        (
            "microsoftDefenderForCloudApps",
            "",
            "alert-raised operation=\"microsoftDefenderForCloudApps\" detail=\"uncategorised: T\"",
        ),
        (
            "dataLossPrevention",
            "Exfiltration",
            "dlp-matched operation=\"dataLossPrevention\" detail=\"exfiltration: T\"",
        ),
    ] {
        let alert = json!({"id": "1", "title": "T", "severity": "High", "category": category, "serviceSource": service,
                           "firstActivityDateTime": "2026-03-30T10:00:00Z", "lastActivityDateTime": "2026-03-30T17:00:00Z", "evidence": [user("m@x.test")]});
        assert_eq!(
            read(&alert),
            [format!(
                "2026-03-30T17:00:00Z Person(\"m@x.test\") {expected} high security"
            )]
        );
    }
}

#[test]
fn a_real_sample_is_read() {
    let Some(bytes) = shared("panther/microsoft365.jsonl") else {
        return;
    };
    let samples = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice::<Value>(line).unwrap());
    let alerts: Vec<Value> = samples
        .filter(|sample| sample["log_type"] == "MicrosoftGraph.SecurityAlertV2")
        .map(|sample| sample["input"].clone())
        .collect();
    let lines: Vec<String> = alerts.iter().flat_map(read).collect();
    assert!(lines.len() >= alerts.len() && !alerts.is_empty());
    let expected = "2026-04-01T14:31:48.438Z Person(\"homer.simpson@corporation.onmicrosoft.com\") alert-raised \
                    operation=\"microsoftDefenderForIdentity\" detail=\"anonymous-login: Anonymous IP address\" ip=\"185.220.103.6\" medium security";
    assert!(lines.iter().any(|line| line == expected), "{lines:#?}");
}

#[test]
fn damaged_alerts_are_rejected_and_others_not_mistaken() {
    for (text, reason) in [
        ("{\"id\":1,\"title\":\"x\"}", "alert has no id"),
        ("{\"id\":\"1\"}", "alert has no createdDateTime"),
        (
            "{\"id\":\"1\",\"createdDateTime\":\"0001-01-01T00:00:00Z\"}",
            "createdDateTime: time is outside of 1990 to 2100",
        ),
        (
            "{\"id\":}",
            "record is not valid JSON: a character is out of place at line 1, column 7 of the record",
        ),
    ] {
        let settings = Settings::default();
        let result = alerts().normalise(
            &ombud_connect::Record::Json(text.as_bytes()),
            &context(&settings, None),
            &mut |_| panic!("emitted"),
        );
        assert_eq!(result.unwrap_err().to_string(), reason);
    }
    let settings = Settings::default();
    let audit = ombud_connect::Record::Json(
        br#"{"Id":"1","CreationTime":"2026-03-30T18:00:00","Operation":"FileDownloaded"}"#,
    );
    let error = alerts()
        .recognise(&audit, &context(&settings, None))
        .unwrap_err()
        .to_string();
    assert!(error.ends_with("it looks like source `m365`"), "{error}");
}
