//! A broken value costs a value, not a record.

use ombud_model::{Kind, Outcome, Reach};

use crate::common::{case, take_in};
use crate::m365::{FILE, mia, read};

#[test]
fn reported_halves_of_characters_cost_no_record() {
    for name in ["lone.ndjson", "lone.csv"] {
        let Some(bytes) = case(&format!("24-half-an-emoji/{name}")) else {
            return;
        };
        let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
        assert!(rejected.is_empty(), "{name}: {rejected:?}");
        for one in &seen {
            match one.kind {
                Kind::MailSent => {
                    assert!(
                        !one.object.is_empty() && one.reach == Reach::Outside,
                        "{one:?}"
                    );
                    assert!(one.size.is_some() && !one.extension.is_empty(), "{one:?}");
                }
                Kind::CopiedToRemovableMedia => {
                    assert_eq!((&*one.object, &*one.extension), ("\u{fffd}.docx", "docx"));
                    assert_eq!(one.target, "E:\\\u{fffd}.docx");
                }
                _ => assert_eq!(one.extension, "docx", "{one:?}"),
            }
        }
    }
}

#[test]
fn a_broken_value_is_seen_and_the_others_are_kept() {
    let whole = read(&mia("FileDownloaded", "SharePoint", 6, FILE));
    for (from, to) in [
        ("Mozilla/5.0", "\\ud83d"),
        ("Mozilla/5.0", "\u{0}"),
        ("\"481233\"", "NaN"),
        ("\"481233\"", "1e999"),
    ] {
        let seen = read(&mia(
            "FileDownloaded",
            "SharePoint",
            6,
            &FILE.replace(from, to),
        ));
        assert_eq!((&seen.object, seen.key), (&whole.object, whole.key), "{to}");
        assert_eq!(seen.size.is_some(), from != "\"481233\"", "{to}");
    }
    let mail =
        r#","Item":{"Subject":"\ud83d plans","Attachments":"a.txt (5b)","To":["a@far.test"]}"#;
    let seen = read(&mia("Send", "Exchange", 2, mail));
    assert_eq!(
        (&*seen.object, seen.size, &*seen.target),
        ("\u{fffd} plans", Some(5), "a@far.test")
    );
}

#[test]
fn what_decides_is_read_or_the_record_is_rejected() {
    let rejected = |text: &str| take_in("m365", text.as_bytes(), None).unwrap().1;
    let record = mia(
        "FileCopiedToRemovableMedia",
        "Endpoint",
        63,
        r#","EnforcementMode":4"#,
    );
    for (from, to, field) in [
        ("Mia.K@corp.test", "Mia.\\ud83d@corp.test", "UserId"),
        ("FileCopied", "File\\udc00Copied", "Operation"),
        (":4}", ":NaN}", "EnforcementMode"),
        (":4}", ":04}", "EnforcementMode"),
    ] {
        let reasons = rejected(&record.replace('\n', " ").replace(from, to));
        assert!(
            reasons.len() == 1 && reasons[0].starts_with(field),
            "{to}: {reasons:?}"
        );
    }
    assert_eq!(read(&record).outcome, Outcome::Blocked);
    let hr =
        "EmailAddress,ResignationDate,LastWorkingDate\n\u{fffd}@b.test,2026-03-01,2026-03-31\n";
    assert_eq!(
        take_in("hr", hr.as_bytes(), None).unwrap().1,
        ["EmailAddress is not an address"]
    );
}
