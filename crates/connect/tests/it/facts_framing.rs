//! Every record is read by itself: what comes first does not decide how the rest is read.

use ombud_connect::reader::open_with_block;
use ombud_model::Activity;
use proptest::prelude::*;
use serde_json::json;

use crate::common::{case, input, take_in};
use crate::m365::{FILE, mia};

fn objects(seen: &[Activity<'_>]) -> Vec<String> {
    seen.iter().map(|one| one.object.to_string()).collect()
}

#[test]
fn a_reported_broken_page_costs_its_record_alone() {
    let Some(page) = case("05-graph-page-broken-by-error-object/page.json") else {
        return;
    };
    let (seen, rejected) = take_in("m365", &page, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 1), "{rejected:?}");
    let page = case("05-graph-page-broken-by-error-object/page2.json").unwrap();
    let (seen, rejected) = take_in("m365", &page, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (1, 1), "{rejected:?}");
    let pages = case("05-graph-page-broken-by-error-object/two-pages.ndjson").unwrap();
    let (seen, rejected) = take_in("m365", &pages, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (2, 1), "{rejected:?}");
    assert!(rejected[0].contains("broken off"), "{rejected:?}");
}

#[test]
fn reported_tables_that_were_put_together_are_read_whole() {
    let Some(bytes) = case("07-merged-csv-header-repeated/hr.csv") else {
        return;
    };
    let (seen, rejected) = take_in("hr", &bytes, None).unwrap();
    assert_eq!((seen.len(), rejected.len()), (4, 0), "{rejected:?}");
    for (name, count) in [("same-header.csv", 4), ("other-header.csv", 4)] {
        let bytes = case(&format!("07-merged-csv-header-repeated/{name}")).unwrap();
        let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
        assert_eq!(
            (seen.len(), rejected.len()),
            (count, 0),
            "{name}: {rejected:?}"
        );
    }
}

#[test]
fn a_later_header_counts_for_its_rows() {
    let text = "sep=,\nEmailAddress,ResignationDate,LastWorkingDate\na@b.test,2026-03-01,2026-03-31\n\
        \u{feff}SEP=,\r\n#TYPE X\r\nLastWorkingDate,EmailAddress,ResignationDate\r\n2026-04-30,c@d.test,2026-04-01\r\n2026-04-30,,2026-04-01\r\n";
    let (seen, rejected) = take_in("hr", text.as_bytes(), None).unwrap();
    let times: Vec<_> = seen
        .iter()
        .map(|one| one.time.to_string()[..10].to_owned())
        .collect();
    assert_eq!(
        times,
        ["2026-03-01", "2026-03-31", "2026-04-01", "2026-04-30"]
    );
    assert_eq!(rejected, ["row has no EmailAddress"]);
    // A rejected row is read again with its own header.
    let reader = open_with_block(input(text.as_bytes()), 64).unwrap();
    let format = reader.format().clone();
    let mut rows = Vec::new();
    for chunk in reader {
        chunk
            .unwrap()
            .for_each(&mut |_, place, raw| rows.push((place.record, format.standalone(raw))));
    }
    assert_eq!(
        rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    let again = take_in("hr", &rows[2].1, None).unwrap();
    assert_eq!(
        (again.0.len(), again.1),
        (0, vec!["row has no EmailAddress".to_owned()])
    );
    let again = take_in("hr", &rows[1].1, None).unwrap().0;
    assert_eq!(format!("{again:?}"), format!("{:?}", &seen[2..]));
    // Cells that happen to be called like columns make no header.
    let cells = "Note,EmailAddress,ResignationDate,LastWorkingDate,Other\nNote,a@b.test,2026-03-01,2026-03-31,x\n";
    assert_eq!(take_in("hr", cells.as_bytes(), None).unwrap().0.len(), 2);
}

#[test]
fn parts_prove_their_dates_each_for_itself() {
    let header = "EmailAddress,ResignationDate,LastWorkingDate\n";
    let british = format!("{header}a@b.test,03/04/2026,30/04/2026\n");
    let american = format!("{header}a@b.test,03/04/2026,04/30/2026\n");
    let of = |text: &str| take_in("hr", text.as_bytes(), None).unwrap().0;
    let together = of(&format!("{british}{american}"));
    let apart = [of(&british), of(&american)].concat();
    assert_eq!(format!("{together:?}"), format!("{apart:?}"));
    assert_ne!(apart[0].time, apart[2].time);
}

#[test]
fn an_error_before_a_page_hides_no_record() {
    let page = format!(
        "{{\"value\":[{}]}}",
        mia("FileDownloaded", "SharePoint", 6, FILE)
    );
    let text = format!("{{\"error\":{{\"code\":\"UnknownError\"}}}}\n{page}\n");
    let reader = ombud_connect::open(input(text.as_bytes())).unwrap();
    assert_eq!(reader.format().to_string(), "JSON pages");
    let mut count = 0;
    for chunk in reader {
        chunk
            .unwrap()
            .for_each(&mut |record, _, _| count += usize::from(record.is_ok()));
    }
    assert_eq!(count, 2);
}

/// A whole page of records, whose last one may be broken off.
fn page(first: usize, count: usize, is_broken: bool, is_spread: bool) -> String {
    let record = |number: usize| {
        json!({"Id": format!("r{number}"), "CreationTime": "2026-03-30T16:02:11", "Operation": "FileDownloaded",
            "UserId": "mia@corp.test", "Workload": "SharePoint", "ObjectId": format!("https://x.test/{number}.txt")})
    };
    let records: Vec<_> = (first..first + count).map(record).collect();
    let page = json!({"@odata.count": count, "value": records});
    let mut text = if is_spread {
        serde_json::to_string_pretty(&page).unwrap()
    } else {
        page.to_string()
    };
    if is_broken {
        text.truncate(text.rfind("]").unwrap());
        text.push_str(",{\"Id\":\"broken\",\"Units\":{\"error\":{\"code\":\"x\"}}}");
        text.truncate(text.len() - 1);
    }
    text.push('\n');
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Any concatenation of pages, whole or broken off, gives what they give alone.
    #[test]
    fn pages_put_together_give_the_union(pages in proptest::collection::vec((1usize..4, any::<bool>(), any::<bool>()), 1..6), block in 20usize..400) {
        let (mut text, mut expected, mut broken) = (String::new(), Vec::new(), 0);
        for (count, is_broken, is_spread) in pages {
            text.push_str(&page(expected.len(), count, is_broken, is_spread));
            expected.extend((expected.len()..expected.len() + count).map(|number| format!("{number}.txt")));
            broken += usize::from(is_broken);
        }
        let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
        prop_assert_eq!((objects(&seen), rejected.len()), (expected.clone(), broken), "{:?}\n{}", rejected, text);
        let mut records = 0;
        for chunk in open_with_block(input(text.as_bytes()), block).unwrap() {
            chunk.unwrap().for_each(&mut |record, _, _| records += usize::from(record.is_ok()));
        }
        prop_assert_eq!(records, expected.len());
    }
}
