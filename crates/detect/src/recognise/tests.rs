//! What activities are recognised as, under which settings.

use ombud_model::settings::{KeywordExclusion, PriorityContent};
use ombud_model::{Kind, Outcome, PersonId, Timestamp, Workload};

use super::*;

fn blank(kind: Kind, workload: Workload) -> ActivityView<'static> {
    ActivityView {
        time: Timestamp::MIN,
        key: 1,
        person: Some(PersonId(1)),
        kind,
        operation: "",
        workload,
        outcome: Outcome::Done,
        container: "",
        object: "",
        extension: "",
        size: Some(10),
        object_id: 0,
        target: "",
        target_domain: "",
        reach: Reach::None,
        label_change: LabelChange::None,
        label_before: "",
        label_after: "",
        sensitive_types: "",
        severity: Severity::None,
        detail: "",
        items: 1,
        incomplete: "",
    }
}

fn hits(settings: &Settings, activity: &ActivityView<'_>) -> Vec<Hit> {
    let recogniser = Recogniser::new(&Content::builtin().unwrap(), settings).unwrap();
    let mut hits = Vec::new();
    recogniser.recognise(activity, &mut |hit| hits.push(hit));
    hits
}

#[test]
fn services_are_not_recognised() {
    let download = blank(Kind::FileDownloaded, Workload::SharePoint);
    assert_eq!(hits(&Settings::default(), &download).len(), 1);
    assert!(
        hits(
            &Settings::default(),
            &ActivityView {
                person: None,
                ..download
            }
        )
        .is_empty()
    );
}

#[test]
fn exclusions_take_activities_out() {
    let file = ActivityView {
        container: r"C:\Users\*\Projects\",
        object: "training plan.docx",
        extension: "docx",
        ..blank(Kind::CopiedToRemovableMedia, Workload::Endpoint)
    };
    assert_eq!(hits(&Settings::default(), &file).len(), 1);
    let mut by_type = Settings::default();
    by_type.exclusions.file_types = vec![".DOCX".into()];
    let mut by_path = Settings::default();
    by_path.exclusions.paths = vec![r"\users\*\projects".into()];
    let mut by_word = Settings::default();
    by_word.exclusions.keywords = vec![KeywordExclusion {
        contains: "training".into(),
        unless: vec!["secret".into()],
    }];
    for settings in [&by_type, &by_path, &by_word] {
        assert!(hits(settings, &file).is_empty(), "{settings:?}");
    }
    let excused = ActivityView {
        object: "secret training plan.docx",
        ..file
    };
    assert_eq!(hits(&by_word, &excused).len(), 1);
}

#[test]
fn default_exclusions_leave_application_data_out() {
    let file = ActivityView {
        container: r"C:\Users\*\AppData\Local\Temp\",
        object: "x.tmp",
        ..blank(Kind::FileArchived, Workload::Endpoint)
    };
    assert!(hits(&Settings::default(), &file).is_empty());
    assert_eq!(
        hits(
            &Settings::default(),
            &ActivityView {
                container: r"C:\Users\*\Documents\",
                ..file
            }
        )
        .len(),
        1
    );
}

#[test]
fn excluded_domains_count_as_inside() {
    let mail = ActivityView {
        reach: Reach::Outside,
        target_domain: "mail.partner.test",
        ..blank(Kind::MailSent, Workload::Exchange)
    };
    assert_eq!(hits(&Settings::default(), &mail).len(), 1);
    let mut settings = Settings::default();
    settings.exclusions.domains = vec!["*.partner.test".into()];
    assert!(hits(&settings, &mail).is_empty());
    let own = Settings {
        own_domains: vec!["mail.partner.test".into()],
        ..Settings::default()
    };
    assert!(hits(&own, &mail).is_empty());
}

#[test]
fn mail_to_oneself_is_told_apart_from_other_mail_outside() {
    let mail = ActivityView {
        reach: Reach::Outside,
        target_domain: "rival.test",
        ..blank(Kind::MailSent, Workload::Exchange)
    };
    let mut excluded = Settings::default();
    excluded.exclusions.domains = vec!["gmail.com".into()];
    for (settings, detail, count) in [
        (&Settings::default(), "to self: gmail.com", 2),
        (
            &Settings::default(),
            "to self: gmail.com; mailbox of ‹address›",
            2,
        ),
        (&Settings::default(), "to self: partner.test", 1),
        (&Settings::default(), "mailbox of to self: gmail.com", 1),
        (&excluded, "to self: gmail.com", 1),
    ] {
        assert_eq!(
            hits(settings, &ActivityView { detail, ..mail }).len(),
            count,
            "{detail}"
        );
    }
}

#[test]
fn several_files_are_excluded_together_and_each_can_be_priority_content() {
    let of = |extension| ActivityView {
        extension,
        ..blank(Kind::CopiedToRemovableMedia, Workload::Endpoint)
    };
    let mut settings = Settings::default();
    settings.exclusions.file_types = vec!["png".into(), ".jpg".into()];
    settings.priority_content.file_types = vec!["dwg".into()];
    for (extension, counts, is_priority) in [
        ("png", false, false),
        ("png; jpg", false, false),
        ("png; docx", true, false),
        ("dwg", true, true),
        ("jpg; dwg; png", true, true),
        ("", true, false),
        ("png; ", false, false),
        ("pngs; xdwg", true, false),
    ] {
        let found = hits(&settings, &of(extension));
        let expected = counts.then_some(is_priority);
        assert_eq!(
            found.first().map(|hit| hit.priority),
            expected,
            "{extension}"
        );
    }
}

#[test]
fn facets_come_from_the_settings() {
    let settings = Settings {
        unallowed_domains: vec!["**.rival.test".into()],
        priority_content: PriorityContent {
            sites: vec!["https://corp.test/sites/Board".into()],
            labels: vec!["Secret".into()],
            sensitive_types: vec!["Patent".into()],
            file_types: vec![".dwg".into()],
        },
        ..Settings::default()
    };
    let upload = ActivityView {
        reach: Reach::Outside,
        target_domain: "eu.files.rival.test",
        ..blank(Kind::UploadedToWeb, Workload::Endpoint)
    };
    let plain = hits(&settings, &upload);
    assert!(
        plain[0].unallowed && !plain[0].priority && !plain[0].sensitive && plain[0].bytes == 10
    );
    let marked = [
        ActivityView {
            container: "https://corp.test/sites/board/Docs/",
            ..upload
        },
        ActivityView {
            label_after: "secret",
            ..upload
        },
        ActivityView {
            sensitive_types: "Address; patent",
            ..upload
        },
        ActivityView {
            extension: "dwg",
            ..upload
        },
    ];
    for activity in marked {
        let found = hits(&settings, &activity);
        assert!(found[0].priority, "{activity:?}");
        assert_eq!(found[0].sensitive, !activity.sensitive_types.is_empty());
    }
}

#[test]
fn orders_in_the_settings_tell_up_from_down() {
    let settings = Settings {
        label_order: vec!["General".into(), "Confidential".into()],
        level_order: vec!["58".into(), "60".into()],
        ..Settings::default()
    };
    let change = |kind, before, after| ActivityView {
        label_change: LabelChange::Changed,
        label_before: before,
        label_after: after,
        ..blank(kind, Workload::SharePoint)
    };
    let count = |activity: ActivityView<'_>| hits(&settings, &activity).len();
    assert_eq!(
        count(change(Kind::LabelChanged, "confidential", "GENERAL")),
        1
    );
    assert_eq!(
        count(change(Kind::LabelChanged, "General", "Confidential")),
        0
    );
    assert_eq!(count(change(Kind::LabelChanged, "General", "Unknown")), 0);
    assert_eq!(count(change(Kind::JobLevelChanged, "60", "58")), 1);
    assert_eq!(count(change(Kind::JobLevelChanged, "58", "60")), 0);
    assert_eq!(count(change(Kind::JobLevelChanged, "60", "99")), 0);
    assert_eq!(
        hits(
            &Settings::default(),
            &change(Kind::JobLevelChanged, "a", "b")
        )
        .len(),
        1
    );
    let told = |severity, detail| ActivityView {
        severity,
        detail,
        ..blank(Kind::JobLevelChanged, Workload::HumanResources)
    };
    assert_eq!(count(told(Severity::Low, "60 -> 58")), 1);
    assert_eq!(count(told(Severity::High, "58 -> 60")), 0);
    assert_eq!(count(told(Severity::High, "a -> b")), 1);
    assert_eq!(count(told(Severity::Low, "a -> b")), 0);
}

#[test]
fn the_object_hash_is_stable() {
    let file = ActivityView {
        container: "a/",
        object: "b",
        ..blank(Kind::Printed, Workload::Endpoint)
    };
    assert_eq!(object_hash(&file), object_hash(&file));
    assert_ne!(
        object_hash(&file),
        object_hash(&ActivityView {
            container: "a/b",
            object: "",
            ..file
        })
    );
    assert_eq!(
        object_hash(&ActivityView {
            object_id: 7,
            ..file
        }),
        object_hash(&ActivityView {
            object_id: 7,
            object: "c",
            ..file
        })
    );
    assert_eq!(object_hash(&file), 0x491a_8c16);
}

#[test]
fn an_unknown_outcome_counts_as_done() {
    let settings = Settings::default();
    let copied = |kind, workload, outcome| {
        let activity = ActivityView {
            outcome,
            ..blank(kind, workload)
        };
        hits(&settings, &activity)
    };
    for (kind, workload) in [
        (Kind::FileDownloaded, Workload::SharePoint),
        (Kind::CopiedToRemovableMedia, Workload::Endpoint),
    ] {
        let done = copied(kind, workload, Outcome::Done);
        assert!(!done.is_empty(), "{kind}");
        assert_eq!(copied(kind, workload, Outcome::Unknown), done, "{kind}");
        assert!(copied(kind, workload, Outcome::Failed).is_empty(), "{kind}");
    }
}
