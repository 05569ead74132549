//! The same export in another spelling, and reasons that help with what is none.

use ombud_model::{Actor, Reach};

use crate::common::{case, take_in};
use crate::m365::{FILE, mia};

#[test]
fn reported_separator_lines_are_passed_over() {
    for (source, name, count) in [
        ("m365", "upper.csv", 2),
        ("m365", "quoted.csv", 2),
        ("hr", "hr-upper.csv", 2),
    ] {
        let Some(bytes) = case(&format!("01-sep-line-upper-case/{name}")) else {
            return;
        };
        let (seen, rejected) = take_in(source, &bytes, None).unwrap();
        assert_eq!(
            (seen.len(), rejected.len()),
            (count, 0),
            "{name}: {rejected:?}"
        );
    }
}

#[test]
fn reported_hunting_tables_give_their_records_or_say_how() {
    for (name, count) in [("hunt-us.csv", 2), ("hunt-au.csv", 1)] {
        let Some(bytes) = case(&format!("02-defender-hunting-portal-csv/{name}")) else {
            return;
        };
        let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
        assert_eq!(
            (seen.len(), rejected.len()),
            (count, 0),
            "{name}: {rejected:?}"
        );
        assert!(
            seen.iter()
                .all(|one| one.actor == Actor::Person("nora.lind@fabrik.example".into()))
        );
    }
    let bytes = case("02-defender-hunting-portal-csv/hunt-columns-only.csv").unwrap();
    let error = take_in("m365", &bytes, None).unwrap_err();
    assert!(
        error.contains("Advanced Hunting") && error.contains("`RawEventData`"),
        "{error}"
    );
}

#[test]
fn a_zone_behind_a_name_changes_no_name() {
    let text = "TimeGenerated [UTC],Operation,UserId,OfficeObjectId\n2026-03-30T16:02:11Z,FileDownloaded,mia@corp.test,https://x.test/a.txt\n";
    let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
    assert_eq!((seen.len(), &*seen[0].object), (1, "a.txt"), "{rejected:?}");
    let mapping = "{time: 'When [UTC]', person: Who, operation: {value: x}}";
    let (seen, _) = take_in(
        "generic",
        b"When [UTC];Who\n1774886531.5;mia\n",
        Some(mapping),
    )
    .unwrap();
    assert_eq!(seen[0].time.to_string(), "2026-03-30T16:02:11.5Z");
}

#[test]
fn reported_object_text_in_a_column_is_named() {
    let Some(bytes) = case("09-auditdata-is-a-powershell-object-name/UALGraph.csv") else {
        return;
    };
    let (seen, rejected) = take_in("m365", &bytes, None).unwrap();
    assert!(seen.is_empty() && rejected.len() == 3);
    for reason in &rejected {
        assert!(
            reason.starts_with("AuditData") && reason.contains("ConvertTo-Json"),
            "{reason}"
        );
    }
}

#[test]
fn a_column_that_holds_no_record_is_named() {
    let record = mia("FileDownloaded", "SharePoint", 6, FILE).replace('"', "\"\"");
    for column in ["AuditData", "rawEVENTdata"] {
        let text = format!(
            "CreationDate,{column}\n2026-03-30,\"{record}\"\n2026-03-30,text\n2026-03-30,\n"
        );
        let (seen, rejected) = take_in("m365", text.as_bytes(), None).unwrap();
        assert_eq!((seen.len(), rejected.len()), (1, 2), "{rejected:?}");
        assert!(
            rejected[0].contains("no JSON object") && rejected[1].ends_with("is empty"),
            "{rejected:?}"
        );
    }
}

#[test]
fn reported_placeholders_and_services_are_no_persons() {
    let Some(bytes) = case("21-kibana-csv-with-mapping/discover.csv") else {
        return;
    };
    let mapping = |name: &str| {
        String::from_utf8(case(&format!("21-kibana-csv-with-mapping/{name}")).unwrap()).unwrap()
    };
    let (seen, rejected) = take_in("generic", &bytes, Some(&mapping("map.yaml"))).unwrap();
    assert_eq!((seen.len(), rejected.len()), (5, 0), "{rejected:?}");
    assert_eq!(
        seen.iter()
            .filter(|one| matches!(one.actor, Actor::Person(_)))
            .count(),
        3
    );
    assert!(seen.iter().all(|one| one.target != "-" && one.ip != "-"));
    assert_eq!(
        seen.iter()
            .filter(|one| one.reach == Reach::Outside)
            .count(),
        1
    );
    let (none, rejected) =
        take_in("generic", &bytes, Some(&mapping("map-no-format.yaml"))).unwrap();
    assert!(none.is_empty() && rejected.len() == 5);
    assert!(
        rejected[0].contains("`@timestamp`") && rejected[0].contains("`format`"),
        "{rejected:?}"
    );
}

#[test]
fn the_reported_table_of_a_german_spreadsheet_is_read() {
    let Some(bytes) = case("29-german-excel-semicolon/excel-de.csv") else {
        return;
    };
    assert!(!take_in("m365", &bytes, None).unwrap().0.is_empty());
}
