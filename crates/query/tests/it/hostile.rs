//! What predicates may not do, and how they are told.

use crate::history::Fixture;

#[tokio::test]
async fn hidden_columns_do_not_exist() {
    let fixture = Fixture::new().await;
    for name in [
        "sealed",
        "key",
        "object_id",
        "user",
        "rowid",
        "__placeholder",
    ] {
        let refusal = fixture.refusal(&format!("{name} is not null")).await;
        let expected = format!(
            "the predicate cannot be used: there is no column `{name}`; the columns are time, person, source,"
        );
        assert!(refusal.starts_with(&expected), "{refusal}");
    }
    assert!(
        fixture
            .refusal("object = \"plan.docx\"")
            .await
            .contains("text stands in single quotes")
    );
}

#[tokio::test]
async fn anything_but_one_expression_is_refused() {
    let fixture = Fixture::new().await;
    for predicate in [
        "",
        "  ",
        "-- nothing",
        "select * from activities",
        "true; drop table activities",
        "true) or (1 = 1",
        "true limit 5",
        "true union select 1",
        "true order by time",
        "true as yes",
        "create external table t stored as parquet location '/etc'",
        "copy activities to '/tmp/x'",
        "set datafusion.execution.target_partitions = 1",
        "kind = 'x",
        "kind = ",
        "kind = 'x' and",
        "\u{0}",
        "kind = 'a' kind = 'b'",
    ] {
        let refusal = fixture.refusal(predicate).await;
        assert!(
            !refusal.contains("DataFusion") && !refusal.contains('\n'),
            "{predicate}: {refusal}"
        );
    }
}

#[tokio::test]
async fn nothing_but_one_activity_can_be_asked_about() {
    let fixture = Fixture::new().await;
    for predicate in [
        "exists (select 1)",
        "kind in (select kind from activities)",
        "kind = (select 'x')",
        "1 = any (select 1)",
        "kind in (select * from '/etc/passwd')",
        "kind in (select table_name from information_schema.tables)",
        "count(*) > 1",
        "row_number() over () = 1",
        "size = $1",
        "size = @@version",
        "activities.size = 1",
        "size[1] = 2",
        "object['x'] = 2",
        "{'a': 1} is null",
        "(size, items) = (1, 2)",
        "array[1] = array[1]",
        "unnest(size) = 1",
        "* = 1",
    ] {
        fixture.refusal(predicate).await;
    }
}

#[tokio::test]
async fn only_the_listed_functions_can_be_called() {
    let fixture = Fixture::new().await;
    for (name, call) in [
        ("now", "time < now()"),
        ("random", "random() < 0.5"),
        ("uuid", "uuid() = ''"),
        ("version", "version() = ''"),
        ("repeat", "repeat('x', 2000000000) = ''"),
        ("lpad", "lpad('x', 2000000000) = ''"),
        ("replace", "replace(object, '', object) = ''"),
        ("arrow_cast", "arrow_cast(size, 'Utf8') = ''"),
        ("read_csv", "read_csv('/etc/passwd') is null"),
        ("pseudonym", "pseudonym(7) = 'amber-otter-482'"),
        ("current_date", "time < current_date()"),
    ] {
        let refusal = fixture.refusal(call).await;
        let expected = format!(
            "the predicate cannot be used: there is no function `{name}`; the functions are lower, upper,"
        );
        assert!(refusal.starts_with(&expected), "{refusal}");
    }
    fixture
        .refusal("overlay(object placing 'x' from 1) = 'x'")
        .await;
}

#[tokio::test]
async fn a_predicate_is_true_or_false_and_its_types_fit() {
    let fixture = Fixture::new().await;
    for predicate in ["1", "size", "'true'", "size + 1", "person"] {
        assert_eq!(
            fixture.refusal(predicate).await,
            "the predicate cannot be used: it is not true or false for an activity: compare it with something",
            "{predicate}"
        );
    }
    for (predicate, told) in [
        (
            "time > 'yesterday'",
            "a value cannot be read as the time or number that it asks for",
        ),
        ("size / 0 = 1", "it divides by zero"),
        (
            "cast('many' as int) = 1",
            "a value cannot be turned into the type that it asks for: use `try_cast`, which gives null instead",
        ),
        (
            "object ~ '('",
            "a pattern in it is not a regular expression, or too large a one",
        ),
        (
            "regexp_like(object, '(')",
            "a pattern in it is not a regular expression, or too large a one",
        ),
    ] {
        assert_eq!(
            fixture.refusal(predicate).await,
            format!("the predicate cannot be used: {told}"),
            "{predicate}"
        );
    }
    for predicate in [
        "size > 'many'",
        "not object",
        "object + 1 = 2",
        "lower(size, size) = 'x'",
        "object between 1 and time",
    ] {
        let refusal = fixture.refusal(predicate).await;
        assert!(
            !["Utf8", "Int64", "Boolean", "DataFusion", "Timestamp"]
                .iter()
                .any(|word| refusal.contains(word)),
            "{refusal}"
        );
    }
}

/// No value makes a predicate fail: the row gives null, or does not match, and the others are answered.
#[tokio::test]
async fn predicates_are_total() {
    let fixture = Fixture::new().await;
    let all = fixture.objects("true").await.len();
    for (predicate, matching) in [
        ("try_cast(object as int) = 1", 0),
        ("cast(object as int) = 1", 0),
        ("cast(object as int) is null", all),
        ("object::bigint::text = object", 0),
        ("time >= coalesce(detail, object)", 0),
        ("5 / (items - items) is null", all),
        ("coalesce(size, 1) % (size - size) is null", all),
        ("5 / (items - items) = 1", 0),
        ("substr(object, 1, -1) = ''", 0),
        ("split_part(object, '.', 0) = ''", 0),
        ("split_part(object, '.', 0) = '' or true", all),
        ("not (split_part(object, '.', 0) = '')", 0),
        ("substr(object, 1, octet_length(object) - 10) = 'p'", 1),
        ("regexp_like(object, '.*' || left(object, 1))", all),
    ] {
        assert_eq!(
            fixture.objects(predicate).await.len(),
            matching,
            "{predicate}"
        );
    }
}

#[tokio::test]
async fn size_and_depth_are_bounded() {
    let fixture = Fixture::new().await;
    let long = format!("kind in ({})", vec!["'x'"; 5_000].join(", "));
    assert_eq!(
        fixture.refusal(&long).await,
        "the predicate cannot be used: it is longer than 16384 bytes"
    );
    let chain = vec!["size=1"; 400].join(" or ");
    assert_eq!(
        fixture.refusal(&chain).await,
        "the predicate cannot be used: it has more than 1000 words and signs"
    );
    let nested = format!("{}true{}", "(".repeat(400), ")".repeat(400));
    assert_eq!(
        fixture.refusal(&nested).await,
        "the predicate cannot be used: it is nested too deeply"
    );
    for deep in [
        format!("{}true", "not ".repeat(900)),
        format!("{}1 = 1", "- ".repeat(900)),
        format!("1{} = 1", "::int".repeat(300)),
    ] {
        // Refused or answered: what counts is that it ends.
        let _ = fixture
            .ask(&deep, 10)
            .await
            .map_err(|error| error.to_string());
    }
}

#[tokio::test]
async fn the_longest_allowed_chain_and_list_are_answered() {
    let fixture = Fixture::new().await;
    let chain = vec!["size=5"; 240].join(" or ");
    assert_eq!(fixture.objects(&chain).await, ["notes.txt"]);
    let sum = format!("size{} = 404", "+1".repeat(399));
    assert_eq!(fixture.objects(&sum).await, ["notes.txt"]);
    let list = format!(
        "person in ('amber-otter-482', {})",
        vec!["'coral-otter-100'"; 700].join(",")
    );
    assert_eq!(fixture.objects(&list).await, ["prices.xlsx", "plan.docx"]);
}

#[tokio::test]
async fn heavy_patterns_are_refused_or_end() {
    let fixture = Fixture::new().await;
    let refusal = fixture.refusal("object ~ '((a{1000}){1000}){1000}'").await;
    assert!(!refusal.contains("Rust"), "{refusal}");
    assert!(
        fixture
            .objects("object ~ '(a|a)*(a|a)*(a|a)*b'")
            .await
            .is_empty()
    );
    assert!(
        fixture
            .objects("object like '%%%%%%%%%%%%%%%%%%%%%%%%z%%%%%%%%'")
            .await
            .is_empty()
    );
}
