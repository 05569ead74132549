//! Dates and ratings are not guessed: the order of day and month is proven by the whole file or asked for.

use ombud_connect::reader::open_with_block;
use ombud_model::{Activity, Kind, Severity};
use proptest::prelude::*;

use crate::common::{case, context, input, take_in};
use crate::m365::person;

const HEADER: &str = "EmailAddress,ResignationDate,LastWorkingDate\n";

fn times(seen: &[Activity<'_>]) -> Vec<String> {
    seen.iter()
        .map(|one| one.time.to_string()[..10].to_owned())
        .collect()
}

#[test]
fn the_reported_file_proves_its_order() {
    let Some(bytes) = case("18-hr-day-first-dates/leavers.csv") else {
        return;
    };
    let (seen, rejected) = take_in("hr", &bytes, None).unwrap();
    assert_eq!(rejected, Vec::<String>::new());
    let expected = [
        "2026-04-03",
        "2026-04-30",
        "2026-04-13",
        "2026-05-08",
        "2026-04-05",
        "2026-05-06",
    ];
    assert_eq!(times(&seen), expected);
    let map = String::from_utf8(case("18-hr-day-first-dates/map.yaml").unwrap()).unwrap();
    assert_eq!(take_in("hr", &bytes, Some(&map)).unwrap().0.len(), 6);
    let short = case("18-hr-day-first-dates/leavers-2digit.csv").unwrap();
    let (none, reasons) = take_in("hr", &short, None).unwrap();
    assert!(
        none.is_empty() && reasons[0].contains("date_format"),
        "{reasons:?}"
    );
    let map = map.replace("%Y", "%y");
    let (seen, _) = take_in("hr", &short, Some(&map)).unwrap();
    assert_eq!(
        times(&seen),
        ["2026-04-02", "2026-04-29"],
        "London is an hour ahead"
    );
}

#[test]
fn the_reported_ratings_are_judged_by_their_words() {
    let Some(bytes) = case("17-hr-lab-file-hrscenarios/HRConnector.csv") else {
        return;
    };
    let map = String::from_utf8(case("17-hr-lab-file-hrscenarios/map.yaml").unwrap()).unwrap();
    for mapping in [None, Some(map.as_str())] {
        let (seen, rejected) = take_in("hr", &bytes, mapping).unwrap();
        assert_eq!((seen.len(), rejected.len()), (15, 0), "{rejected:?}");
        let of = |kind: Kind, name: &str| {
            let found = seen
                .iter()
                .find(|one| one.kind == kind && person(one).starts_with(name));
            found
                .map(|one| (one.detail.to_string(), one.severity))
                .unwrap()
        };
        let rated = |text: &str, severity| (text.to_owned(), severity);
        assert_eq!(
            of(Kind::PerformanceReviewed, "nora"),
            rated("1 - Exceeded", Severity::Informational)
        );
        assert_eq!(
            of(Kind::PerformanceReviewed, "paul"),
            rated("2 - Achieved", Severity::Informational)
        );
        assert_eq!(
            of(Kind::PerformanceReviewed, "rita"),
            rated("3 - Underperformed", Severity::High)
        );
        assert_eq!(
            of(Kind::ImprovementPlanStarted, "nora"),
            rated("", Severity::None)
        );
        assert_eq!(
            of(Kind::ImprovementPlanStarted, "paul"),
            rated("1 - Exceeded", Severity::Informational)
        );
        assert_eq!(
            of(Kind::ImprovementPlanStarted, "rita"),
            rated("2 - Achieved", Severity::Informational)
        );
    }
}

#[test]
fn a_file_that_proves_no_order_or_both_is_refused_with_the_question() {
    for rows in [
        "a@b.test,03/04/2026,05/06/2026\n",
        "a@b.test,13/04/2026,30/04/2026\nb@b.test,04/13/2026,04/30/2026\n",
        "a@b.test,2026-04-13,30/04/2026\nb@b.test,2026-04-13,04/30/2026\n",
    ] {
        let error = take_in("hr", format!("{HEADER}{rows}").as_bytes(), None).unwrap_err();
        assert!(
            error.contains("date_format") && !error.contains("2026") && !error.contains("a@b"),
            "{error}"
        );
        let stated = "{scenario: resignation, date_format: '%d/%m/%Y'}";
        assert!(take_in("hr", format!("{HEADER}{rows}").as_bytes(), Some(stated)).is_ok());
    }
    // Nothing is asked where nothing is open.
    let same = format!("{HEADER}a@b.test,04/04/2026,2026-05-06\n");
    assert_eq!(
        times(&take_in("hr", same.as_bytes(), None).unwrap().0),
        ["2026-04-04", "2026-05-06"]
    );
    // Another column's dates prove it; what is no date proves nothing.
    for (cell, proves) in [
        ("13/04/2026", true),
        ("13/04/2026 is a guess", false),
        ("", false),
    ] {
        let text = format!("Seen,{HEADER}{cell},a@b.test,03/04/2026,05/06/2026\n");
        assert_eq!(
            take_in("hr", text.as_bytes(), None).is_ok(),
            proves,
            "{cell}"
        );
    }
}

#[test]
fn tables_of_any_log_and_of_audit_records_follow_the_same_rule() {
    let mapping = "{time: When, person: Who, operation: {value: x}}";
    let read = |rows: &str| {
        take_in(
            "generic",
            format!("When;Who\n{rows}").as_bytes(),
            Some(mapping),
        )
    };
    assert_eq!(
        times(&read("3/4/2026 10:00;a\n13/4/2026 10:00;b\n").unwrap().0),
        ["2026-04-03", "2026-04-13"]
    );
    assert_eq!(
        times(&read("3/4/2026 10:00;a\n4/13/2026 10:00;b\n").unwrap().0),
        ["2026-03-04", "2026-04-13"]
    );
    let error = read("3/4/2026 10:00;a\n").unwrap_err();
    assert!(error.contains("`format` of `time`"), "{error}");
    let record = br#"{"When":"3/4/2026","Who":"a"}"#;
    let (none, reasons) = take_in("generic", record, Some(mapping)).unwrap();
    assert!(
        none.is_empty() && reasons[0].contains("`format`"),
        "{reasons:?}"
    );
}

#[test]
fn tables_of_audit_records_ask_for_a_line_above_their_header() {
    let header = "TimeGenerated,Operation,UserId,OfficeObjectId\n";
    let row = |date: &str| {
        format!("\"{date}, 4:02:11.000 PM\",FileDownloaded,mia@corp.test,https://x.test/a.txt\n")
    };
    let flat = |text: String| take_in("m365", text.as_bytes(), None);
    let proven = flat([header, &row("3/4/2026"), &row("3/14/2026")].concat()).unwrap();
    assert_eq!(times(&proven.0), ["2026-03-04", "2026-03-14"]);
    for rows in [row("3/4/2026"), row("13/4/2026") + &row("3/14/2026")] {
        let error = flat([header, &rows].concat()).unwrap_err();
        assert!(
            error.contains("`#DATES day-first`") && !error.contains("2026"),
            "{error}"
        );
    }
    for (stated, expected) in [("day", "2026-04-03"), ("month", "2026-03-04")] {
        let line = format!("#DATES {stated}-first\n");
        let (seen, _) = flat([&line, header, &row("3/4/2026")].concat()).unwrap();
        assert_eq!(times(&seen), [expected]);
    }
    // A record in a column brings a time of its own.
    let record = r#"{""CreationTime"":""2026-03-04T00:00:00"",""Operation"":""FileDownloaded"",""UserId"":""mia@corp.test""}"#;
    let text = format!("CreationDate,AuditData\n3/4/2026,\"{record}\"\n");
    assert_eq!(times(&flat(text).unwrap().0), ["2026-03-04"]);
}

#[test]
fn a_table_longer_than_a_chunk_proves_it_too() {
    let open_rows = "a@b.test,03/04/2026,05/06/2026\n".repeat(300);
    let text = format!("{HEADER}{open_rows}b@b.test,13/04/2026,05/06/2026\n");
    let reader = open_with_block(input(text.as_bytes()), 512).unwrap();
    let settings = ombud_model::settings::Settings::default();
    let hr = ombud_connect::source("hr").unwrap();
    let first = reader.first().unwrap();
    hr.recognise(&first.record(), &context(&settings, None))
        .unwrap();
    let mut seen = Vec::new();
    for chunk in reader {
        chunk.unwrap().for_each(&mut |record, _, _| {
            hr.normalise(&record.unwrap(), &context(&settings, None), &mut |one| {
                seen.push(one.time.to_string())
            })
            .unwrap();
        });
    }
    assert_eq!(
        (seen.len(), seen[0].as_str()),
        (602, "2026-04-03T00:00:00Z")
    );
}

#[test]
fn a_stated_scale_judges_numbers() {
    let text = "EmailAddress,EffectiveDate,Rating\na@b.test,2026-04-03,1\nb@b.test,2026-04-03,5\n";
    let judged = |mapping| -> Vec<Severity> {
        take_in("hr", text.as_bytes(), mapping)
            .unwrap()
            .0
            .iter()
            .map(|one| one.severity)
            .collect()
    };
    assert_eq!(judged(None), [Severity::Low, Severity::Low]);
    assert_eq!(
        judged(Some("poor_ratings: ['5']")),
        [Severity::Informational, Severity::High]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Whatever the dates and their order: each is read as it was meant, or the file is refused.
    #[test]
    fn dates_are_read_as_they_were_meant(day_first in any::<bool>(), padded in any::<bool>(), dates in proptest::collection::vec((1u8..=12, 1u8..=28), 1..12)) {
        let text = |(month, day): &(u8, u8)| {
            let (a, b) = if day_first { (day, month) } else { (month, day) };
            if padded { format!("{a:02}/{b:02}/2026") } else { format!("{a}/{b}/2026") }
        };
        let rows: String = dates.iter().map(|date| format!("a@b.test,{},2026-12-31\n", text(date))).collect();
        let proven = dates.iter().any(|(_, day)| *day > 12) || dates.iter().all(|(month, day)| month == day);
        match take_in("hr", format!("{HEADER}{rows}").as_bytes(), None) {
            Err(reason) => {
                prop_assert!(!proven && reason.contains("date_format"));
            }
            Ok((seen, rejected)) => {
                prop_assert!(proven && rejected.is_empty());
                let meant: Vec<_> = dates.iter().map(|(month, day)| format!("2026-{month:02}-{day:02}")).collect();
                let resigned: Vec<_> = seen.iter().filter(|one| one.kind == Kind::Resigned).cloned().collect();
                prop_assert_eq!(times(&resigned), meant);
            }
        }
    }
}
