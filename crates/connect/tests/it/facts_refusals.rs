//! No content in refusals: what a message quotes is Ombud's or the mapping's own.

use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::common::{case, take_in};

const MAPPING: &str = "{time: When, person: Who, operation: What}";

/// Everything that one source says of an input that it does not take.
fn said(source: &str, text: &str) -> Vec<String> {
    let mapping = (source == "generic").then_some(MAPPING);
    match take_in(source, text.as_bytes(), mapping) {
        Ok((_, reasons)) => reasons,
        Err(reason) => vec![reason],
    }
}

const SOURCES: [&str; 4] = ["m365", "hr", "graph-alerts", "generic"];

#[test]
fn reported_files_without_a_header_are_refused_without_their_content() {
    for name in ["second-run.csv", "no-header.csv", "hr-no-header.csv"] {
        let Some(bytes) = case(&format!("23-collector-csv-without-header/{name}")) else {
            return;
        };
        for source in SOURCES {
            let reason = said(source, std::str::from_utf8(&bytes).unwrap()).concat();
            assert!(
                reason.contains("not like a header") && reason.contains("column names first"),
                "{name} as {source}: {reason}"
            );
            for content in ["nora", "paul", "2026", "fabrik", "5e0c7a10"] {
                assert!(!reason.contains(content), "{name} as {source}: {reason}");
            }
        }
    }
    let first = case("23-collector-csv-without-header/first-run.csv").unwrap();
    let (seen, rejected) = take_in("m365", &first, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 0), "{rejected:?}");
}

#[test]
fn reported_records_that_were_made_text_are_read() {
    for (name, count) in [("auditdata.json", 3), ("auditdata.ndjson", 2)] {
        let Some(bytes) = case(&format!("11-array-of-json-strings/{name}")) else {
            return;
        };
        let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
        assert_eq!(
            (seen.len(), rejected.len()),
            (count, 0),
            "{name}: {rejected:?}"
        );
    }
}

#[test]
fn a_string_holds_a_record_or_is_one_reject() {
    let record = r#""{\"CreationTime\":\"2026-03-30T16:02:11\",\"Operation\":\"x\",\"UserId\":\"a@b.test\"}""#;
    for text in [
        format!("[{record},\n \"text\",{record}]"),
        format!("{record}\n\"text\"\n{record}\n"),
    ] {
        let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
        assert_eq!((seen.len(), rejected.len()), (2, 1), "{text}: {rejected:?}");
    }
}

#[test]
fn names_that_are_known_are_still_named() {
    let reason = said("m365", "EmailAddress,Canary,ResignationDate\na,b,c\n").concat();
    assert_eq!(
        reason,
        "this is not Microsoft 365 audit log: a table with the columns `EmailAddress`, `ResignationDate` and 1 other; it looks like source `hr`"
    );
    assert!(
        said("hr", "Canary;Other\na;b\n")
            .concat()
            .contains("2 columns that Ombud does not know")
    );
}

fn canary() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("canary".to_owned()),
        "[a-z]{0,3}canary[0-9@./ ]{0,4}",
        Just("canary@corp.test".to_owned()),
        Just("{canary}".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// A canary in every cell, the first line's included: no message of any source holds one.
    #[test]
    fn tables_are_refused_without_a_canary(columns in 1usize..6, cells in proptest::collection::vec(canary(), 12..40),
                                           known in proptest::sample::select(vec!["", "AuditData", "CreationTime,Operation", "EmailAddress,ResignationDate,LastWorkingDate", "When,Who,What"])) {
        let mut text = String::new();
        for (number, row) in cells.chunks(columns).enumerate() {
            let start = if number == 0 { known } else { "canary,canary,canary" };
            text.push_str(&format!("{start},{}\n", row.join(",")));
        }
        for source in SOURCES {
            for reason in said(source, &text) {
                prop_assert!(!reason.contains("canary"), "{}: {}\n{}", source, reason, text);
            }
        }
    }

    /// The same for the names and values of JSON.
    #[test]
    fn json_is_refused_without_a_canary(members in proptest::collection::vec((canary(), canary()), 1..8),
                                        known in proptest::sample::select(vec!["x", "CreationTime", "Operation", "auditData", "evidence", "id", "When"])) {
        let mut record: Map<String, Value> = members.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
        record.insert(known.to_owned(), Value::String("canary".to_owned()));
        for source in SOURCES {
            for reason in said(source, &Value::Object(record.clone()).to_string()) {
                prop_assert!(!reason.contains("canary"), "{}: {}", source, reason);
            }
        }
    }
}
