//! What every source promises. A source that is registered is tested here without further ado; it only needs a sample below.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ombud_connect::mapping::Mapping;
use ombud_connect::record::Header;
use ombud_connect::{Context, Record, Row, SOURCES, Source};
use ombud_model::settings::Settings;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{import, line};

/// Personal data in every sample and in what is made from them: a rejection must not quote it.
const PERSONAL: &str = "mia.k@corp.test";

const MAPPING: &str = "{time: CreationTime, person: UserId, operation: Operation, kinds: {FileDownloaded: file-downloaded}, path: ObjectId}";

/// A good input for the source with that id.
fn sample(id: &str) -> String {
    match id {
        "m365" | "generic" => json!({"Id": "6f1c2b3d-0000-4000-8000-00000000000a", "RecordType": 6, "CreationTime": "2026-03-30T16:02:11",
            "Operation": "FileDownloaded", "Workload": "SharePoint", "UserType": 0, "UserKey": "k", "UserId": PERSONAL,
            "ObjectId": "https://corp.sharepoint.test/sites/rd/Shared Documents/roadmap.docx"})
        .to_string(),
        "hr" => format!("EmailAddress,ResignationDate,LastWorkingDate\n{PERSONAL},2026-03-02,2026-03-31\n"),
        "cert" => format!("id,date,user,pc,activity\n{{6f1c2b3d-G0BG91SZ-1111ZKPB}},01/31/2010 06:49:00,{PERSONAL},PC-6056,Connect\n"),
        "graph-alerts" => json!({"id": "da1", "title": "Tool", "severity": "medium", "serviceSource": "microsoftDefenderForEndpoint",
            "category": "DefenseEvasion", "createdDateTime": "2026-03-30T18:00:00Z",
            "evidence": [{"@odata.type": "#microsoft.graph.security.userEvidence", "userAccount": {"userPrincipalName": PERSONAL}}]})
        .to_string(),
        _ => panic!("source `{id}` has no sample in the contract test: add one"),
    }
}

fn with_context<T>(f: impl FnOnce(&Context<'_>) -> T) -> T {
    let settings = Settings::default();
    let mapping = Mapping::parse(MAPPING).unwrap();
    f(&Context {
        settings: &settings,
        mapping: Some(&mapping),
        hash_keys: (3, 4),
    })
}

/// Everything a source makes of a record, with the keys.
fn outcome(source: &dyn Source, record: &Record<'_>) -> Result<Vec<String>, String> {
    with_context(|context| {
        let mut lines = Vec::new();
        let result = source.normalise(record, context, &mut |activity| {
            lines.push(format!("{} {}", activity.key, line(activity)))
        });
        match result {
            Ok(()) => Ok(lines),
            Err(rejection) => {
                assert_eq!(
                    lines,
                    Vec::<String>::new(),
                    "{} emitted before it rejected",
                    source.meta().id
                );
                Err(rejection.to_string())
            }
        }
    })
}

/// Normalises and checks what holds whatever the record.
fn check(record: &Record<'_>) {
    for source in SOURCES {
        let id = source.meta().id;
        let first = outcome(*source, record);
        assert_eq!(first, outcome(*source, record), "{id} is not deterministic");
        if let Err(reason) = first {
            assert!(
                !reason.trim().is_empty() && !reason.ends_with('.') && !reason.contains('\n'),
                "{id}: {reason:?}"
            );
            assert!(
                !reason.contains(PERSONAL),
                "{id} quotes personal data: {reason}"
            );
        }
        if let Err(mismatch) = with_context(|context| source.recognise(record, context)) {
            assert!(
                !mismatch.expected.is_empty() && !mismatch.found.is_empty(),
                "{id}: {mismatch}"
            );
            assert!(
                !mismatch.to_string().contains(PERSONAL),
                "{id} quotes personal data: {mismatch}"
            );
        }
    }
}

#[test]
fn sources_say_who_they_are() {
    let mut ids = BTreeSet::new();
    for source in SOURCES {
        let meta = source.meta();
        assert!(ids.insert(meta.id), "two sources are called {}", meta.id);
        assert!(meta.id.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        }));
        assert!(
            !meta.title.is_empty() && meta.summary.ends_with('.') && !meta.formats.is_empty(),
            "{}",
            meta.id
        );
        assert_eq!(ombud_connect::source(meta.id).unwrap().meta().id, meta.id);
    }
    assert!(ombud_connect::source("nobody").is_none());
}

#[test]
fn samples_become_activities() {
    let mapping = Mapping::parse(MAPPING).unwrap();
    for source in SOURCES {
        let id = source.meta().id;
        let mapping = source.meta().needs_mapping.then_some(&mapping);
        let lines = import(
            *source,
            sample(id).as_bytes(),
            &Settings::default(),
            mapping,
        );
        assert!(
            !lines.is_empty() && lines.iter().all(|line| line.contains(PERSONAL)),
            "{id}: {lines:?}"
        );
    }
}

#[test]
fn a_sample_is_refused_by_the_sources_it_is_not_for() {
    for (given, fits) in [
        ("hr", "m365"),
        ("m365", "hr"),
        ("graph-alerts", "hr"),
        ("m365", "graph-alerts"),
        ("graph-alerts", "m365"),
        ("hr", "graph-alerts"),
    ] {
        let Some(source) = ombud_connect::source(given) else {
            continue;
        };
        let reader = ombud_connect::open(crate::common::input(sample(fits).as_bytes())).unwrap();
        let first = reader.first().unwrap();
        let mismatch = with_context(|context| source.recognise(&first.record(), context))
            .unwrap_err()
            .to_string();
        assert!(
            mismatch.contains(fits),
            "{fits} given to {given}: {mismatch}"
        );
    }
}

#[test]
fn keys_depend_on_the_secret_and_on_the_record() {
    let settings = Settings::default();
    let mapping = Mapping::parse(MAPPING).unwrap();
    for source in SOURCES {
        let keys = |hash_keys: (u64, u64), text: &str| {
            let context = Context {
                settings: &settings,
                mapping: Some(&mapping),
                hash_keys,
            };
            let context = Context {
                mapping: source.meta().needs_mapping.then_some(&mapping),
                ..context
            };
            let mut keys = Vec::new();
            for chunk in ombud_connect::open(crate::common::input(text.as_bytes())).unwrap() {
                chunk.unwrap().for_each(&mut |record, _, _| {
                    source
                        .normalise(&record.unwrap(), &context, &mut |activity| {
                            keys.push(activity.key)
                        })
                        .unwrap();
                });
            }
            keys
        };
        let text = sample(source.meta().id);
        let other = text
            .replace(PERSONAL, "ben@corp.test")
            .replace("6f1c2b3d", "7f1c2b3d")
            .replace("da1", "da2");
        let original = keys((1, 2), &text);
        assert_eq!(original, keys((1, 2), &text));
        assert_ne!(original, keys((1, 3), &text));
        assert_ne!(original, keys((1, 2), &other));
    }
}

/// Nested ten thousand times and a million times, on a thread with the usual small stack.
#[test]
fn depth_is_no_danger() {
    let deep = |levels: usize, open: &str, close: &str| {
        format!(
            "{{\"CreationTime\":\"2026-03-30T16:02:11\",\"evidence\":{}1{}}}",
            open.repeat(levels),
            close.repeat(levels)
        )
    };
    let texts = [
        deep(10_000, "[", "]"),
        deep(10_000, "{\"a\":", "}"),
        deep(1_000_000, "[", "]"),
        deep(1_000_000, "{\"a\":", ""),
        "[".repeat(1_000_000),
    ];
    let worker = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        for text in &texts {
            check(&Record::Json(text.as_bytes()));
            let nested = json!({"AuditData": text, "Id": "x", "CreationTime": "2026-03-30T16:02:11", "Operation": "x", "UserId": "x", "RecordType": 4}).to_string();
            check(&Record::Json(nested.as_bytes()));
        }
    });
    worker.unwrap().join().unwrap();
}

/// Names that sources look for.
const NAMES: [&str; 40] = [
    "id",
    "Id",
    "title",
    "CreationTime",
    "Operation",
    "UserId",
    "UserKey",
    "RecordType",
    "Workload",
    "ObjectId",
    "ClientIP",
    "AuditData",
    "evidence",
    "userAccount",
    "userPrincipalName",
    "accountName",
    "loggedOnUsers",
    "fileDetails",
    "createdDateTime",
    "serviceSource",
    "category",
    "status",
    "classification",
    "Parameters",
    "Name",
    "Value",
    "ModifiedProperties",
    "Item",
    "AffectedItems",
    "Folders",
    "TargetUserOrGroupName",
    "EventData",
    "PolicyDetails",
    "ExceptionInfo",
    "SharePointMetaData",
    "ExtendedProperties",
    "OldValue",
    "NewValue",
    "Target",
    "properties",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(PERSONAL.to_owned()),
        Just(format!("[{{\"Name\":\"x\",\"Value\":\"{PERSONAL}\"}}]")),
        proptest::sample::select(vec![
            "2026-03-30T16:02:11",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59Z",
            "",
            "FileDownloaded",
            "Send",
            "Delete user.",
            "SharingSet",
            "DlpRuleMatch",
            "SharePoint",
            "Exchange",
            "AzureActiveDirectory",
            "resolved",
            "é\u{0}\u{feff}",
            "a\\b\\",
            "{",
            "[\"a\"]",
            "-1"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(
                proptest::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
                inner,
                0..8
            )
            .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check(&Record::Json(&bytes));
    }

    #[test]
    fn arbitrary_json_is_answered(value in value()) {
        check(&Record::Json(value.to_string().as_bytes()));
    }

    /// A good record in which something was changed, cut or put in.
    #[test]
    fn damaged_samples_are_answered(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4), cut in any::<Option<proptest::sample::Index>>(),
                                    field in proptest::sample::select(NAMES.to_vec()), value in value()) {
        for source in SOURCES {
            let sample = sample(source.meta().id);
            if let Ok(mut record) = serde_json::from_str::<Value>(&sample) {
                record.as_object_mut().unwrap().insert(field.to_owned(), value.clone());
                check(&Record::Json(record.to_string().as_bytes()));
            }
            let mut bytes = sample.into_bytes();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
            check(&Record::Json(&bytes));
        }
    }

    #[test]
    fn arbitrary_rows_are_answered(columns in proptest::collection::vec(proptest::sample::select(vec!["EmailAddress", "ResignationDate", "LastWorkingDate", "EffectiveDate", "Rating", "OldLevel",
                                       "HRScenario", "TerminationDate", "AuditData", "CreationDate", "Operations", "UserIds", "CreationTime", "Operation", "UserId", "x", ""]), 0..8),
                                   cells in proptest::collection::vec(text(), 0..10)) {
        let header = Header::new(columns);
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
        check(&Record::Row(Row { header: &header, cells: &cells }));
    }
}
