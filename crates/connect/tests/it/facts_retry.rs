//! `rejects retry` without a change accepts nothing that reading rejected, whatever stood around the record.

use ombud_connect::reader::{KEPT_OF_LONG, MAX_RECORD};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::take_in;
use crate::facts_union::accepted_again;

fn record(number: usize) -> Value {
    json!({"Id": format!("r{number}"), "CreationTime": "2026-03-30T16:02:11", "Operation": "FileDownloaded",
        "UserId": "mia@corp.test", "Workload": "SharePoint", "ObjectId": "https://x.test/a.txt"})
}

/// Something that may stand in a line or an array, and how many records reading gives.
fn element(form: u8, number: usize) -> (String, usize) {
    let record = record(number);
    let text = record.to_string();
    match form {
        0 => (text, 1),
        1 => (json!({"value": [record, record]}).to_string(), 2),
        2 => (
            format!("{{\"@odata.nextLink\":\"x\",\"value\":[{text}]}}"),
            1,
        ),
        // The cursor comes first: what the object is shows too late.
        3 => (format!("{{\"cursor\":\"x\",\"value\":[{text}]}}"), 0),
        4 => (format!("[{text}, {text}]"), 2),
        5 => (json!(format!("{{\"value\":[{text}]}}")).to_string(), 0),
        6 => (json!({"error": {"value": [record]}}).to_string(), 0),
        _ => (
            json!({"Id": "x", "records": "none", "a": [record]}).to_string(),
            0,
        ),
    }
}

#[test]
fn pages_and_arrays_are_read_wherever_they_stand() {
    let (page, count) = element(2, 1);
    let (array, of_array) = element(4, 2);
    let (plain, _) = element(0, 0);
    for text in [
        format!("[{plain},\n{page},{array}]"),
        format!("{plain}\n{page}\n{array}\n"),
    ] {
        let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
        assert_eq!(
            (seen.len(), rejected.len()),
            (1 + count + of_array, 0),
            "{text}: {rejected:?}"
        );
    }
}

#[test]
fn what_is_kept_of_a_long_record_is_not_read_as_another() {
    let whole = record(1).to_string();
    let long = "x".repeat(MAX_RECORD);
    let row = "2026-03-30 10:00,mia@corp.test,FileDownloaded,";
    let table = format!("TimeGenerated,UserId,Operation,OfficeObjectId\n{row}a\n");
    let wide = format!("{row}{}\n", "abcdefgh,".repeat(10_001));
    assert!(wide.len() > KEPT_OF_LONG);
    for text in [
        format!("{whole}\n{whole} {{\"a\":\"{long}\"}}\n"),
        format!("{whole}\n[{whole}, {{\"a\":\"{long}\"}}]\n"),
        format!("[{whole},{{\"value\":[{whole}],\"a\":\"{long}\"}}]"),
        format!("{table}{row}{long}\n"),
        format!("{table}{row}\"{long}\n"),
        format!("{table}{wide}"),
    ] {
        let (_, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
        assert_eq!(rejected.len(), 1, "{rejected:?}");
        let again = accepted_again("m365", text.as_bytes(), None);
        assert_eq!(again.len(), 0);
    }
}

/// A reject that begins far behind the first block is the same as one at the beginning.
#[test]
fn a_reject_far_down_stays_one() {
    let filler = format!(
        "2026-03-30 10:00,mia@corp.test,FileDownloaded,{}\n",
        "x".repeat(1 << 20)
    );
    let bad = "31/4/2026 10:00,mia@corp.test,FileDownloaded,a\n";
    let text = format!(
        "TimeGenerated,UserId,Operation,OfficeObjectId\n{}{bad}",
        filler.repeat(17)
    );
    let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (17, 1));
    assert_eq!(accepted_again("m365", text.as_bytes(), None).len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Lines, arrays, objects that follow one another, and pages, whole or cut off anywhere.
    #[test]
    fn a_reject_of_any_json_stays_one(frame in 0u8..5, forms in prop::collection::vec(0u8..8, 1..8), cut in prop::option::of(0.0f64..1.0), broken in prop::option::of(0.0f64..1.0)) {
        let elements: Vec<_> = forms.iter().enumerate().map(|(number, form)| element(*form, number).0).collect();
        let mut text = match frame {
            0 => elements.join("\n"),
            1 => format!("[{}]", elements.join(",\n")),
            2 => elements.join(" "),
            3 => format!("{{\"value\":[{}]}}\n{}", elements.join(","), elements.join("\n")),
            // A first record of its own, then two elements on a line.
            _ => format!("{}\n{}\n", record(99), elements.chunks(2).map(|two| two.concat()).collect::<Vec<_>>().join("\n")),
        };
        let at = |part: f64, text: &str| (part * text.len() as f64) as usize;
        if let Some(part) = broken {
            let place = at(part, &text);
            text.replace_range(place..place + 1, "\n");
        }
        if let Some(part) = cut {
            text.truncate(at(part, &text));
        }
        let again = accepted_again("m365", text.as_bytes(), None);
        prop_assert!(again.is_empty(), "{again:?}\n{text}");
    }
}
