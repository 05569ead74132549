//! Redaction from outside: what names a person does not come through, and all of it comes back with the fragments.

use ombud_identity::{BadFragments, Redactor, RevealedTexts, restore};
use ombud_model::batch::RedactedTexts;
use ombud_model::{Activity, Actor, Kind, Timestamp};
use proptest::prelude::*;

fn activity<'a>(
    actor: Actor<'a>,
    texts: [&'a str; 4],
    device: &'a str,
    ip: &'a str,
) -> Activity<'a> {
    let at = Timestamp::from_millis(1_774_886_531_000).unwrap();
    let mut activity = Activity::new(at, 7, actor, Kind::FileDownloaded, "FileDownloaded");
    let [container, object, target, detail] = texts;
    activity.container = container.into();
    activity.object = object.into();
    activity.target = target.into();
    activity.detail = detail.into();
    activity.device = device.into();
    activity.ip = ip.into();
    activity
}

fn mia<'a>(texts: [&'a str; 4]) -> Activity<'a> {
    activity(
        Actor::Person("Mia.Kowalski@corp.test".into()),
        texts,
        "PC-10482.corp.test",
        "203.0.113.9",
    )
}

/// Redacts `text` as container, with Mia as actor, and checks that it comes back.
fn redacted(text: &str) -> String {
    let activity = mia([text, "", "", ""]);
    let mut redactor = Redactor::new();
    let texts = redactor.redact(&activity);
    assert_eq!(restore(&texts).unwrap().container, text);
    texts.container.to_owned()
}

/// Texts, and what is left of each.
const NAMING_PEOPLE: [(&str, &str); 27] = [
    (r"C:\Users\jdoe\Documents\", r"C:\Users\‹user›\Documents\"),
    (
        r"c:\users\J Doe\AppData\Local\",
        r"c:\users\‹user›\AppData\Local\",
    ),
    (r"C:\Users\jdoe", r"C:\Users\‹user›"),
    (
        r"C:\Documents and Settings\jdoe\Desktop\",
        r"C:\Documents and Settings\‹user›\Desktop\",
    ),
    (r"\\files\home$\jdoe\", r"\\files\home$\‹user›\"),
    ("/home/jdoe/src/", "/home/‹user›/src/"),
    ("/Users/jdoe/Desktop/", "/Users/‹user›/Desktop/"),
    ("file:///home/jdoe/x", "file:///home/‹user›/x"),
    (
        "https://corp-my.test/personal/j_doe_corp_test/Documents/",
        "https://corp-my.test/personal/‹user›/Documents/",
    ),
    (r"CORP\jdoe", r"CORP\‹user›"),
    (
        r"granted to CORP\jdoe, CORP\asmith",
        r"granted to CORP\‹user›, CORP\‹user›",
    ),
    (
        "j.doe@other.test; a+b@x.test",
        "‹address›@other.test; ‹address›@x.test",
    ),
    ("<\"j doe\"@other.test>", "<‹address›@other.test>"),
    ("mailto=j.doe%40other.test", "mailto=‹address›%40other.test"),
    (
        "j.doe_gmail.test#EXT#@corp.test",
        "‹address›#EXT#@corp.test",
    ),
    (
        "i:0#.f|membership|j.doe@corp.test",
        "i:0#.f|membership|‹address›@corp.test",
    ),
    ("MIA.KOWALSKI@CORP.TEST", "‹person›"),
    ("mia.kowalski@home.test", "‹person›@home.test"),
    ("CV Mia Kowalski.docx", "CV ‹person›.docx"),
    ("Kowalski, Mia.pdf", "‹person›.pdf"),
    ("Mia%20Kowalski.pdf", "‹person›.pdf"),
    ("MiaKowalskiPlans.pdf", "‹person›Plans.pdf"),
    (
        "https://corp-my.test/personal/mia_kowalski_corp_test/",
        "https://corp-my.test/personal/‹user›/",
    ),
    (
        "x.test/Microsoft Exchange Hosted Organizations/corp.test/JDoe",
        "x.test/Microsoft Exchange Hosted Organizations/corp.test/‹user›",
    ),
    (
        "J Doe shared \"Plans\" with you.",
        "‹person› shared \"Plans\" with you.",
    ),
    (
        "from 203.0.113.9:443, 2001:db8::1 and [::1].",
        "from ‹ip›:443, ‹ip› and [‹ip›].",
    ),
    (
        r"\\pc-10482\share\ and PC-10482.",
        r"\\‹device›\share\ and ‹device›.",
    ),
];

#[test]
fn what_names_people_is_replaced() {
    for (text, expected) in NAMING_PEOPLE {
        assert_eq!(redacted(text), expected);
    }
}

#[test]
fn what_names_nobody_stays() {
    for text in [
        "",
        "https://corp.sharepoint.test/sites/rd/Shared Documents/",
        "https://intranet.test/sites/home/plans/",
        r"C:\Users\Public\Documents\",
        r"C:\Program Files\Vendor\App 10.0.19041.1\",
        r"\\server\share\folder\",
        r"NT AUTHORITY\SYSTEM",
        r"SHAREPOINT\system",
        "release 1.2.3 at 12:30:59",
        "costs @ noon, see #12",
        "kowalskiego mia-lista",
        "‹unknown› ‹",
        r"E:\",
    ] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn short_names_need_their_borders() {
    let mut redactor = Redactor::new();
    let by = |redactor: &mut Redactor, actor: &str, text: &str| {
        redactor
            .redact(&activity(
                Actor::Person(actor.into()),
                ["", text, "", ""],
                "",
                "",
            ))
            .object
            .to_owned()
    };
    assert_eq!(
        by(&mut redactor, "anna@corp.test", "anna_list, annals, ANNA"),
        "‹person›_list, annals, ‹person›"
    );
    assert_eq!(
        by(&mut redactor, "mia@corp.test", "mia, mia@corp.test"),
        "mia, ‹person›"
    );
    assert_eq!(
        by(&mut redactor, r"CORP\jdoe", "jdoe's list"),
        "‹person›'s list"
    );
    assert_eq!(
        by(&mut redactor, "JOSÉ.Ñandú@corp.test", "josé ñandú"),
        "‹person›"
    );
    assert_eq!(by(&mut redactor, "x", "x"), "x");
}

#[test]
fn an_object_that_is_a_users_folder_is_taken_out() {
    for (container, object, expected) in [
        (
            "https://corp-my.test/personal/",
            "j_doe_corp_test",
            "‹user›",
        ),
        (r"C:\Users\", "jdoe", "‹user›"),
        (r"C:\Users\", "Public", "Public"),
        ("/home/", "jdoe", "‹user›"),
        ("https://corp.test/sites/home/", "plan.docx", "plan.docx"),
        (r"D:\personal\", "plan.docx", "plan.docx"),
    ] {
        let activity = mia([container, object, "", ""]);
        let mut redactor = Redactor::new();
        let shown = redactor.redact(&activity);
        assert_eq!(shown.object, expected, "{container}");
        assert_eq!(restore(&shown).unwrap(), revealed(&activity));
    }
}

#[test]
fn an_activity_without_people_gives_no_fragments_and_borrows_its_texts() {
    let activity = activity(
        Actor::Service("app@sharepoint".into()),
        ["https://corp.test/sites/rd/", "plan.docx", "", ""],
        "",
        "",
    );
    let mut redactor = Redactor::new();
    let texts = redactor.redact(&activity);
    assert!(texts.fragments.is_empty());
    assert_eq!(texts.object.as_ptr(), activity.object.as_ptr());
}

#[test]
fn device_and_address_go_into_the_fragments() {
    let activity = mia(["", "", "", ""]);
    let mut redactor = Redactor::new();
    let revealed = restore(&redactor.redact(&activity)).unwrap();
    assert_eq!(
        (revealed.device.as_str(), revealed.ip.as_str()),
        ("PC-10482.corp.test", "203.0.113.9")
    );
}

#[test]
fn fragments_of_another_activity_are_refused() {
    let (one, other) = (
        mia([r"C:\Users\jdoe\", "a", "", ""]),
        mia(["x", "j@corp.test", "k@corp.test", ""]),
    );
    let (mut first, mut second) = (Redactor::new(), Redactor::new());
    let (one, other) = (first.redact(&one), second.redact(&other));
    for fragments in [
        other.fragments,
        &[],
        &[2],
        &[1],
        &one.fragments[..one.fragments.len() - 1],
    ] {
        assert_eq!(
            restore(&RedactedTexts { fragments, ..one }),
            Err(BadFragments)
        );
    }
    let longer = [one.fragments, &[0]].concat();
    assert_eq!(
        restore(&RedactedTexts {
            fragments: &longer,
            ..one
        }),
        Err(BadFragments)
    );
}

/// Every way in which a source writes a name, in every field: nothing of it is left.
#[test]
fn seeded_names_never_come_through() {
    let (first, last) = ("Zebulon", "Quartermaine");
    let lower = format!("{}.{}", first.to_lowercase(), last.to_lowercase());
    let actors = [
        format!("{first}.{last}@corp.test"),
        lower.clone(),
        format!(r"CORP\{lower}"),
        format!("{lower}_x.test#EXT#@corp.test"),
    ];
    let forms = [
        format!("{first} {last}"),
        format!("{last}, {first}"),
        format!("Plans of {first}_{last} v2.docx"),
        format!("{lower}@corp.test"),
        format!("me <{lower}@home.test>; boss@corp.test"),
        format!(r"C:\Users\{lower}\Desktop\notes\"),
        format!(r"D:\Data\{last}{first}\"),
        format!("https://corp-my.test/personal/{first}_{last}_corp_test/Documents/"),
        format!(r"CORP\{lower}"),
        format!("/home/{lower}/"),
        format!("copied to ZEBULON-PC ({first}.{last}) from 198.51.100.7"),
        format!("‹person› {lower} ‹user›"),
        format!("{lower}_x.test#EXT#@corp.test"),
    ];
    let mut redactor = Redactor::new();
    for actor in &actors {
        for form in &forms {
            for field in 0..4 {
                let mut texts = [""; 4];
                texts[field] = form;
                let activity = activity(
                    Actor::Person(actor.as_str().into()),
                    texts,
                    "ZEBULON-PC",
                    "198.51.100.7",
                );
                let shown = redactor.redact(&activity);
                let all = [shown.container, shown.object, shown.target, shown.detail]
                    .concat()
                    .to_lowercase();
                for canary in ["zebulon", "quartermaine", "198.51"] {
                    assert!(
                        !all.contains(canary),
                        "{canary} in {all} of {form} by {actor}"
                    );
                }
                assert_eq!(restore(&shown).unwrap(), revealed(&activity));
            }
        }
    }
}

/// Texts made to be slow: each is done in time that grows with its length only.
#[test]
fn hostile_texts_are_taken() {
    for piece in [
        "%40",
        "/home/",
        r"\users\",
        "@",
        "\"@",
        "a@",
        "1.",
        "::",
        "‹user›",
        "#ext#",
        r"a\",
        "mia.",
        "kowalski ",
    ] {
        let long = piece.repeat(40_000);
        let activity = mia([&long, "", "", ""]);
        let mut redactor = Redactor::new();
        let texts = redactor.redact(&activity);
        assert_eq!(restore(&texts).unwrap().container, long);
    }
}

fn revealed(activity: &Activity<'_>) -> RevealedTexts {
    RevealedTexts {
        container: activity.container.clone().into_owned(),
        object: activity.object.clone().into_owned(),
        target: activity.target.clone().into_owned(),
        detail: activity.detail.clone().into_owned(),
        device: activity.device.clone().into_owned(),
        ip: activity.ip.clone().into_owned(),
    }
}

/// Text that is rich in what redaction looks for, markers included.
fn rich_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "‹user›",
        "‹person›",
        "‹address›",
        "‹ip›",
        "‹device›",
        "‹",
        "›",
        "‹us",
        "er›",
        "user",
        "mia",
        "kowalski",
        "MIA",
        ".",
        "_",
        " ",
        "@",
        "%40",
        "#EXT#",
        r"\",
        "/",
        r"\Users\",
        "/home/",
        "/personal/",
        "://",
        "corp.test",
        "1.2.3.4",
        "::1",
        "2001:db8::",
        "\"",
        ";",
        "é",
        "ß",
        "İ",
        "日本",
        "pc-10482",
        "PC-10482",
        "CORP",
        "a",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_taken_out_comes_back(
        texts in prop::array::uniform4(rich_text()),
        actor in prop_oneof![
            Just("mia.kowalski@corp.test".to_owned()), Just("user".to_owned()), Just("person@a".to_owned()), Just("r› ‹".to_owned()),
            rich_text(),
        ],
        device in rich_text(),
        ip in rich_text(),
    ) {
        let fields = [texts[0].as_str(), &texts[1], &texts[2], &texts[3]];
        let activity = activity(Actor::Person(actor.as_str().into()), fields, &device, &ip);
        let mut redactor = Redactor::new();
        let shown = redactor.redact(&activity);
        prop_assert_eq!(restore(&shown).unwrap(), revealed(&activity));
        if shown.fragments.is_empty() {
            prop_assert_eq!(fields, [shown.container, shown.object, shown.target, shown.detail]);
        }
    }

    #[test]
    fn restoring_takes_any_bytes(text in rich_text(), fragments in prop::collection::vec(any::<u8>(), 0..40)) {
        let texts = RedactedTexts { container: &text, fragments: &fragments, ..RedactedTexts::default() };
        let _ = restore(&texts).is_ok();
    }
}

#[test]
fn words_of_the_source_stay_unless_they_name_somebody() {
    let mut redactor = Redactor::new();
    let plain = activity(
        Actor::Person("mia@corp.test".into()),
        ["", "", "", ""],
        "",
        "",
    );
    for word in [
        "FileDownloaded",
        "Add member to role.",
        "docx",
        "1.0.2",
        "Confidential / Contoso only",
        "50842eb7-edc8-4019",
    ] {
        let worded = Activity {
            operation: word.into(),
            label_after: word.into(),
            ..plain.clone()
        };
        assert!(redactor.worded(&worded).is_none(), "{word}");
    }
    let named = Activity {
        operation: "Mail to tom.baker@corp.test".into(),
        extension: "tom@corp.test".into(),
        label_before: r"C:\Users\tbaker\secret".into(),
        label_after: "General".into(),
        sensitive_types: "Cards; tom@corp.test".into(),
        ..plain.clone()
    };
    let clean = redactor.worded(&named).unwrap();
    assert_eq!(clean.operation, "Mail to ‹address›@corp.test");
    assert_eq!(
        (&*clean.extension, &*clean.label_before),
        ("‹address›@corp.test", r"C:\Users\‹user›\secret")
    );
    assert_eq!(
        (&*clean.label_after, &*clean.sensitive_types),
        ("General", "Cards; ‹address›@corp.test")
    );
}
