//! Lists are lists: every attachment, recipient and file counts.

use ombud_model::{Actor, Kind, Reach};
use serde_json::json;

use crate::common::{case, take_in};
use crate::m365::{mia, read};

#[test]
fn reported_attachments_all_count() {
    let Some(bytes) = case("31-mail-attachments-with-brackets/mail.ndjson") else {
        return;
    };
    let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 0));
    let mail = seen.iter().find(|one| one.kind == Kind::MailSent).unwrap();
    assert_eq!(
        (mail.items, mail.size, &*mail.extension),
        (5, Some(284_672), "png; jpg; xlsx; docx")
    );
    assert_eq!(
        (mail.reach, &*mail.target_domain),
        (Reach::Outside, "outside.example")
    );
    let created = seen
        .iter()
        .find(|one| one.kind == Kind::MailChanged)
        .unwrap();
    assert_eq!(created.actor, Actor::Service("S-1-5-18".into()));
}

#[test]
fn recipients_of_every_list_count() {
    let both = r#","recipientList":["a@corp.test"],"RecipientDetails":["b@far.test"],"Item":{"To":["A@corp.test"],"Bcc":"c@corp.test"}"#;
    let seen = read(&mia("Send", "Exchange", 2, both));
    assert_eq!(
        (&*seen.target, seen.reach, &*seen.target_domain),
        (
            "a@corp.test; b@far.test; c@corp.test",
            Reach::Outside,
            "far.test"
        )
    );
    let text = r#","recipientList":"a@corp.test; b@far.test""#;
    assert_eq!(
        read(&mia("Send", "Exchange", 2, text)).target,
        "a@corp.test; b@far.test"
    );
    let nested = r#","recipientList":[{"EmailAddress":{"Address":"b@far.test"}}]"#;
    assert_eq!(
        read(&mia("Send", "Exchange", 2, nested)).target,
        "b@far.test"
    );
}

#[test]
fn files_of_alerts_and_of_any_log_are_all_told() {
    let file = |name: &str| json!({"@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": {"fileName": name}});
    let alert = json!({"id": "da1", "title": "Tool", "createdDateTime": "2026-03-30T18:00:00Z",
        "evidence": [file("a.png"), file("b.EXE"), file("a.png")]});
    let (seen, _) = take_in("graph-alerts", alert.to_string().as_bytes(), None).unwrap();
    assert_eq!(
        (&*seen[0].object, &*seen[0].extension),
        ("a.png", "png; exe")
    );

    let mapping = "{time: t, person: p, operation: o, object: f.n, size: f.s}";
    let log = |sizes: [serde_json::Value; 2]| {
        let [a, b] = sizes;
        let record = json!({"t": "2026-03-30T16:02:11Z", "p": "mia@corp.test", "o": "x",
            "f": [{"n": "a.png", "s": a}, {"n": "b.docx", "s": b}]});
        take_in("generic", record.to_string().as_bytes(), Some(mapping))
            .unwrap()
            .0
            .remove(0)
    };
    let seen = log([json!(3), json!("4")]);
    assert_eq!(
        (&*seen.object, &*seen.extension, seen.size),
        ("a.png; b.docx", "png; docx", Some(7))
    );
    assert_eq!(log([json!(3), json!("many")]).size, None);

    let copilot =
        r#","CopilotEventData":{"AccessedResources":[{"Name":"a.docx"},{"Name":"b.xlsx"}]}"#;
    let seen = read(&mia("CopilotInteraction", "Copilot", 261, copilot));
    assert_eq!((seen.items, &*seen.extension), (2, "docx; xlsx"));
}
