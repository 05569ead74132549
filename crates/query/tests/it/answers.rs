//! What predicates select.

use ombud_query::{COLUMNS, Holds, Limits, QueryError};

use crate::history::Fixture;

const ALL: &[&str] = &[
    "it's done",
    "100%_done.pdf",
    "sync.log",
    "prices.xlsx",
    "notes.txt",
    "plan.docx",
];

#[tokio::test]
async fn everything_comes_newest_first_and_only_so_many() {
    let fixture = Fixture::new().await;
    assert_eq!(fixture.objects("true").await, ALL);
    let newest: Vec<String> = fixture
        .ask("true", 2)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.object)
        .collect();
    assert_eq!(newest, &ALL[..2]);
    assert!(fixture.ask("true", 0).await.unwrap().is_empty());
    assert!(fixture.ask("false", 10).await.unwrap().is_empty());
    assert!(fixture.ask("null", 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_says_what_was_stored_under_a_pseudonym() {
    let fixture = Fixture::new().await;
    let rows = fixture.ask("kind = 'mail-sent'", 10).await.unwrap();
    let json = serde_json::to_value(&rows).unwrap();
    let expected = serde_json::json!([{
        "time": "2026-03-04T10:00:00.25Z", "person": "coral-heron-117", "source": "generic", "kind": "mail-sent", "operation": "Send",
        "workload": "exchange", "outcome": "blocked", "container": "", "object": "it's done", "extension": "", "size": null,
        "target": "⟨address⟩@rival.test", "target_domain": "rival.test", "reach": "outside", "label_change": "lowered",
        "label_before": "Secret", "label_after": "", "sensitive_types": "", "severity": "none", "detail": "", "items": 3,
        "incomplete": "",
    }]);
    assert_eq!(json, expected);
}

#[tokio::test]
async fn persons_are_asked_for_by_pseudonym() {
    let fixture = Fixture::new().await;
    for (predicate, expected) in [
        (
            "person = 'amber-otter-482'",
            &["prices.xlsx", "plan.docx"][..],
        ),
        (
            "'amber-otter-482' = person and size is not null",
            &["plan.docx"],
        ),
        (
            "person <> 'amber-otter-482'",
            &["it's done", "100%_done.pdf", "notes.txt"],
        ),
        (
            "person in ('amber-otter-482', 'nobody-here-1')",
            &["prices.xlsx", "plan.docx"],
        ),
        (
            "person not in ('amber-otter-482')",
            &["it's done", "100%_done.pdf", "notes.txt"],
        ),
        ("person is null", &["sync.log"]),
        (
            "not (person = 'nobody-here-1') and kind = 'file-downloaded'",
            &["100%_done.pdf", "prices.xlsx", "notes.txt", "plan.docx"],
        ),
        ("person like 'coral-%'", &["it's done", "100%_done.pdf"]),
        ("person = 'unknown'", &[]),
        ("upper(person) = 'UNKNOWN'", &["notes.txt"]),
        (
            "split_part(person, '-', 2) = 'otter'",
            &["prices.xlsx", "plan.docx"],
        ),
        ("person = '7'", &[]),
    ] {
        assert_eq!(fixture.objects(predicate).await, expected, "{predicate}");
    }
    let gone = fixture.ask("object = 'notes.txt'", 1).await.unwrap();
    assert_eq!(gone[0].person.as_deref(), Some("unknown"));
}

#[tokio::test]
async fn columns_mean_what_they_say() {
    let fixture = Fixture::new().await;
    for (predicate, expected) in [
        (
            "time >= '2026-03-03'",
            &["it's done", "100%_done.pdf", "sync.log"][..],
        ),
        (
            "time between '2026-03-02T00:00:00Z' and '2026-03-02T23:59:59.999Z'",
            &["prices.xlsx", "notes.txt"],
        ),
        ("time < '2026-03-02T10:00:00+02:00'", &["plan.docx"]),
        ("date_part('hour', time) >= 22", &["100%_done.pdf"]),
        ("extract(hour from time) = 10", &["it's done"]),
        ("date_trunc('day', time) = '2026-03-01'", &["plan.docx"]),
        (
            "path = 'https://corp.test/sites/rd/plan.docx'",
            &["plan.docx"],
        ),
        ("path like '%it''s%'", &["it's done"]),
        ("object like '100\\%\\_%'", &["100%_done.pdf"]),
        ("object ilike 'PLAN%'", &["plan.docx"]),
        (
            "object ~ '^(plan|prices)[.]'",
            &["prices.xlsx", "plan.docx"],
        ),
        ("regexp_like(object, '[.]log$')", &["sync.log"]),
        (
            "reach = 'outside' and target_domain = 'rival.test'",
            &["it's done"],
        ),
        (
            "reach = 'none' and outcome = 'done' and label_change = 'none' and severity = 'none' and person is null",
            &["sync.log"],
        ),
        ("label_before = 'Secret'", &["it's done"]),
        ("size > 4 and size < 2000", &["notes.txt", "plan.docx"]),
        ("size > 9000000000000000000", &["100%_done.pdf"]),
        ("items > 1", &["it's done"]),
        ("source in ('generic')", &["it's done"]),
        (
            "case when source = 'm365' then size = 5 else items = 3 end",
            &["it's done", "notes.txt"],
        ),
        (
            "coalesce(size, 0) = 0",
            &["it's done", "sync.log", "prices.xlsx"],
        ),
        ("KIND = 'file-downloaded' AND Size = 5", &["notes.txt"]),
        ("container || object = path and size = 5", &["notes.txt"]),
    ] {
        assert_eq!(fixture.objects(predicate).await, expected, "{predicate}");
    }
}

#[tokio::test]
async fn every_documented_column_can_be_asked_for() {
    let fixture = Fixture::new().await;
    for column in COLUMNS {
        let literal = match column.holds {
            Holds::Time => "'2026-03-01'",
            Holds::Number => "1",
            Holds::Text => "'x'",
        };
        let predicate = format!(
            "{0} = {literal} or {0} is null or {0} is not null",
            column.name
        );
        assert_eq!(fixture.objects(&predicate).await, ALL, "{}", column.name);
    }
}

#[tokio::test]
async fn only_the_given_segments_are_read() {
    let mut fixture = Fixture::new().await;
    fixture.segments.remove(0);
    assert_eq!(fixture.objects("true").await, ["it's done"]);
    fixture.segments.clear();
    assert!(fixture.objects("true").await.is_empty());
}

#[tokio::test]
async fn a_segment_that_is_gone_is_an_error() {
    let mut fixture = Fixture::new().await;
    fixture.segments[1].path = "history/2026-03/absent.parquet".to_owned();
    let error = fixture.ask("true", 10).await.unwrap_err();
    assert!(matches!(error, QueryError::History(_)), "{error:?}");
    assert_eq!(error.to_string(), "history cannot be read");
}

#[tokio::test]
async fn the_limits_hold() {
    let fixture = Fixture::new().await;
    let time = Limits {
        time: std::time::Duration::ZERO,
        ..Limits::default()
    };
    let error = fixture.ask_with("true", 10, time).await.unwrap_err();
    assert!(
        matches!(error, QueryError::TooCostly { what: "time" }),
        "{error:?}"
    );
    let memory = Limits {
        memory: 1,
        ..Limits::default()
    };
    let error = fixture.ask_with("true", 10, memory).await.unwrap_err();
    assert!(
        matches!(error, QueryError::TooCostly { what: "memory" }),
        "{error:?}"
    );
}
