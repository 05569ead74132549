//! An organisation whose people are named in every field of every source.

use serde_json::{Value, json};

use crate::common::{Counts, World};
use crate::fixture;

/// Names that occur in every field of every source; nobody's name is part of another's.
pub(super) fn name(person: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "do", "fe", "gu", "ki", "lo", "mu", "ra"];
    let syllable = |place: u32| SYLLABLES[person / 8usize.pow(place) % 8];
    format!("zq{}{}{}vx", syllable(2), syllable(1), syllable(0))
}

pub(crate) fn mail(person: usize) -> String {
    format!("{}@contoso.test", name(person))
}

pub(crate) const PERSONS: usize = 50;

/// Days on which each of them copies files; the last is the day before they resign.
const COPIES: usize = 40;
/// Records of each in the largest source.
pub(super) const OWN: u64 = 2 + COPIES as u64;

/// What a person does: files, a mail, a device, each naming them where the source can.
pub(super) fn records(person: usize) -> Vec<Value> {
    let (mail, name) = (mail(person), name(person));
    let mut file = fixture::file(
        &format!("f{person}"),
        "2026-06-01T09:00:00",
        &mail,
        "FileDownloaded",
        &format!("plan {mail}.docx"),
    );
    file["SourceFileName"] = format!("letter to {mail}.docx").into();
    let send = json!({
        "CreationTime": "2026-06-03T09:00:00", "Id": format!("m{person}"), "Operation": "Send", "RecordType": 2, "Workload": "Exchange",
        "UserId": mail, "UserKey": mail, "UserType": 0, "Version": 1, "OrganizationId": "0", "MailboxOwnerUPN": mail, "MailboxGuid": "1",
        "Item": {"Subject": format!("from {mail}"), "To": ["partner@partner.test"], "Attachments": "a.pdf (100b)"},
    });
    let mut records = vec![file, send];
    records.extend((0..COPIES).map(|copy| {
        let time = format!("2026-06-19T14:{copy:02}:00");
        let mut usb = fixture::usb(&format!("u{person}-{copy}"), &time, &mail, "");
        usb["ObjectId"] = format!("C:\\Users\\{name}\\Documents\\only{person}of{copy}.docx").into();
        usb["DeviceName"] = format!("{name}-laptop.contoso.test").into();
        usb
    }));
    records
}

/// Rows of history about one person: what they did, that they resign and leave, an alert about them, and what another system says.
pub(super) const ROWS: usize = 2 + COPIES + 4;

pub(super) fn log() -> String {
    fixture::lines(&(0..PERSONS).flat_map(records).collect::<Vec<_>>())
}

fn endpoint_alert(person: usize) -> Value {
    let (mail, name) = (mail(person), name(person));
    json!({
        "id": format!("a{person}"), "title": format!("Odd behaviour of {mail}"), "description": format!("by {mail}"),
        "category": "DefenseEvasion", "severity": "high", "status": "new", "serviceSource": "microsoftDefenderForEndpoint",
        "createdDateTime": "2026-06-04T10:00:00Z",
        "evidence": [
            {"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"accountName": name, "domainName": "CONTOSO",
             "userPrincipalName": mail, "displayName": name}},
            {"@odata.type": "#microsoft.graph.security.deviceEvidence", "deviceDnsName": format!("{name}-laptop.contoso.test")},
        ],
    })
}

const MAPPING: &str = "time: at\nperson: who\noperation: did\npath: file\ndevice: host\n";

/// Everybody in, from every source, with rejected records that name them, and alerts.
pub(crate) fn full() -> World {
    let world = World::with_policies();
    let mut log = log();
    for person in 0..PERSONS {
        log.push_str(&format!("{} was here\n", mail(person)));
    }
    let all = PERSONS as u64;
    assert_eq!(
        world.ingest("m365", &world.write("log.ndjson", log)),
        Counts::new(OWN * all, 0, all)
    );
    let mut hr = "EmailAddress,ResignationDate,LastWorkingDate\n".to_owned();
    let mut other = String::new();
    for person in 0..PERSONS {
        let (mail, name) = (mail(person), name(person));
        hr.push_str(&format!(
            "{mail},2026-06-20T00:00:00Z,2026-07-10T00:00:00Z\n"
        ));
        let pull = json!({"at": "2026-06-05T10:00:00Z", "who": mail, "did": "pull", "file": format!("/home/{name}/x.zip"), "host": name});
        other.push_str(&format!("{pull}\n"));
    }
    assert_eq!(
        world.ingest("hr", &world.write("hr.csv", hr)),
        Counts::new(all, 0, 0)
    );
    let alerts = json!({"value": (0..PERSONS).map(endpoint_alert).collect::<Vec<_>>()});
    assert_eq!(
        world.ingest(
            "graph-alerts",
            &world.write("alerts.json", alerts.to_string())
        ),
        Counts::new(all, 0, 0)
    );
    let (other, mapping) = (
        world.write("other.ndjson", other),
        world.write("mapping.yaml", MAPPING),
    );
    assert_eq!(
        Counts::of(&world.json(&["ingest", "generic", &other, "--mapping", &mapping])),
        Counts::new(all, 0, 0)
    );
    world
}
