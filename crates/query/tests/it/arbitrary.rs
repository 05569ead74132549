//! Whatever a predicate says, it is answered or refused: no panic, and no failure is blamed on history. The fuzz target
//! `query_predicate` does the same with arbitrary bytes.

use std::cell::Cell;

use ombud_query::{COLUMNS, FUNCTIONS, Holds, QueryError};
use proptest::prelude::*;
use proptest::sample::select;

use crate::history::Fixture;

/// Values at the edges of what they are, and of what the columns hold.
const LITERALS: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e308",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "340282366920938463463374607431768211456",
    "''",
    "'x'",
    "'('",
    "'%\u{e9}_'",
    "'amber-otter-482'",
    "'2026-03-02'",
    "'2026-03-02T08:00:00Z'",
    "'month'",
    "interval '1 day'",
    "timestamp '0001-01-01'",
    "x'ff'",
];

const OPERATORS: [&str; 22] = [
    "=",
    "<>",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "%",
    "||",
    "and",
    "or",
    "like",
    "not ilike",
    "~",
    "!~*",
    "is distinct from",
    "&",
    "|",
    "<<",
    ">>",
    "^",
];

const TYPES: [&str; 10] = [
    "int",
    "bigint",
    "text",
    "double",
    "boolean",
    "timestamp",
    "date",
    "decimal(38, 10)",
    "tinyint",
    "bytea",
];

/// Expressions, most of them well-formed and few of them of types that fit.
fn expression() -> impl Strategy<Value = String> {
    let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let leaf = prop_oneof![select(columns), select(LITERALS.to_vec())].prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let some = || inner.clone();
        prop_oneof![
            4 => (some(), select(OPERATORS.to_vec()), some())
                .prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
            4 => (select(FUNCTIONS.to_vec()), prop::collection::vec(some(), 0..4))
                .prop_map(|(name, of)| format!("{name}({})", of.join(", "))),
            1 => some().prop_map(|of| format!("not {of}")),
            1 => some().prop_map(|of| format!("- {of}")),
            1 => some().prop_map(|of| format!("({of} is not null)")),
            1 => (some(), select(TYPES.to_vec())).prop_map(|(of, to)| format!("cast({of} as {to})")),
            1 => (some(), select(TYPES.to_vec())).prop_map(|(of, to)| format!("{of}::{to}")),
            1 => (some(), some(), some()).prop_map(|(of, a, b)| format!("{of} in ({a}, {b})")),
            1 => (some(), some(), some()).prop_map(|(of, a, b)| format!("({of} between {a} and {b})")),
            1 => (some(), some(), some())
                .prop_map(|(when, a, b)| format!("case when {when} then {a} else {b} end")),
            1 => some().prop_map(|of| format!("extract(year from {of})")),
        ]
    })
}

/// Columns that hold such values.
fn columns(holds: Holds) -> Vec<&'static str> {
    let such = COLUMNS.iter().filter(|column| column.holds == holds);
    such.map(|column| column.name).collect()
}

fn leaf(holds: Holds, literals: &[&'static str]) -> BoxedStrategy<String> {
    let all = [columns(holds), literals.to_vec()].concat();
    select(all).prop_map(str::to_owned).boxed()
}

fn text(depth: u32) -> BoxedStrategy<String> {
    let leaf = leaf(
        Holds::Text,
        &[
            "''",
            "'x'",
            "'('",
            "'%\u{e9}_'",
            "'amber-otter-482'",
            "null",
        ],
    );
    let Some(depth) = depth.checked_sub(1) else {
        return leaf;
    };
    let one = select(vec!["lower", "upper", "btrim", "ltrim", "rtrim", "reverse"]);
    let two = select(vec!["coalesce", "nullif", "greatest", "least", "btrim"]);
    prop_oneof![
        4 => leaf,
        1 => (one, text(depth)).prop_map(|(name, of)| format!("{name}({of})")),
        1 => (two, text(depth), text(depth)).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        1 => (select(vec!["left", "right", "substr"]), text(depth), number(depth))
            .prop_map(|(name, of, at)| format!("{name}({of}, {at})")),
        1 => (text(depth), text(depth), number(depth))
            .prop_map(|(of, by, at)| format!("split_part({of}, {by}, {at})")),
        1 => (text(depth), text(depth)).prop_map(|(a, b)| format!("({a} || {b})")),
        1 => number(depth).prop_map(|of| format!("cast({of} as text)")),
        1 => (truth(depth), text(depth), text(depth))
            .prop_map(|(when, a, b)| format!("case when {when} then {a} else {b} end")),
    ]
    .boxed()
}

fn number(depth: u32) -> BoxedStrategy<String> {
    let leaf = leaf(
        Holds::Number,
        &["0", "-1", "3", "1.5", "9223372036854775807", "null"],
    );
    let Some(depth) = depth.checked_sub(1) else {
        return leaf;
    };
    let signs = select(vec!["+", "-", "*", "/", "%"]);
    let lengths = select(vec!["octet_length", "character_length"]);
    prop_oneof![
        4 => leaf,
        2 => (number(depth), signs, number(depth)).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        1 => number(depth).prop_map(|of| format!("(- {of})")),
        1 => (lengths, text(depth)).prop_map(|(name, of)| format!("{name}({of})")),
        1 => (text(depth), text(depth)).prop_map(|(of, part)| format!("strpos({of}, {part})")),
        1 => text(depth).prop_map(|of| format!("try_cast({of} as bigint)")),
        1 => text(depth).prop_map(|of| format!("cast({of} as int)")),
        1 => time(depth).prop_map(|of| format!("date_part('year', {of})")),
    ]
    .boxed()
}

fn time(depth: u32) -> BoxedStrategy<String> {
    let leaf = leaf(
        Holds::Time,
        &["timestamp '0001-01-01'", "timestamp '9999-12-31'"],
    );
    let Some(depth) = depth.checked_sub(1) else {
        return leaf;
    };
    let spans = select(vec!["'month'", "'week'", "'hour'", "'millisecond'"]);
    let more = select(vec!["+ interval '1 day'", "- interval '9999 years'"]);
    prop_oneof![
        2 => leaf,
        1 => (spans, time(depth)).prop_map(|(span, of)| format!("date_trunc({span}, {of})")),
        1 => (time(depth), more).prop_map(|(of, more)| format!("({of} {more})")),
    ]
    .boxed()
}

/// What is true or false, its parts being of the types that they have to be.
fn truth(depth: u32) -> BoxedStrategy<String> {
    let depth = depth.saturating_sub(1);
    let signs = || select(vec!["=", "<>", "<", ">=", "is distinct from"]);
    let patterns = select(vec!["like", "not ilike", "~", "!~*", "="]);
    let tests = select(vec!["starts_with", "ends_with", "contains", "regexp_like"]);
    let compared = prop_oneof![
        2 => (text(depth), patterns, text(depth)).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        1 => (tests, text(depth), text(depth)).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        2 => (number(depth), signs(), number(depth)).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        1 => (time(depth), signs(), time(depth)).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        1 => text(depth).prop_map(|of| format!("({of} is not null)")),
        1 => (number(depth), number(depth), number(depth))
            .prop_map(|(of, a, b)| format!("({of} between {a} and {b})")),
        1 => (text(depth), text(depth), text(depth)).prop_map(|(of, a, b)| format!("({of} in ({a}, {b}))")),
    ];
    if depth == 0 {
        return compared.boxed();
    }
    prop_oneof![
        3 => compared,
        1 => (truth(depth), select(vec!["and", "or"]), truth(depth))
            .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        1 => truth(depth).prop_map(|of| format!("(not {of})")),
    ]
    .boxed()
}

/// Whole predicates, parts of predicates, and anything.
fn predicate() -> impl Strategy<Value = String> {
    let compared = (expression(), select(OPERATORS.to_vec()), expression())
        .prop_map(|(left, sign, right)| format!("{left} {sign} {right}"));
    let broken =
        (truth(2), any::<prop::sample::Index>(), any::<char>()).prop_map(|(whole, at, sign)| {
            let mut signs: Vec<char> = whole.chars().collect();
            let at = at.index(signs.len());
            signs[at] = sign;
            signs.into_iter().collect()
        });
    prop_oneof![12 => truth(3), 3 => compared, 1 => expression(), 2 => broken, 1 => any::<String>()]
}

#[test]
fn arbitrary_predicates_are_answered_or_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let fixture = runtime.block_on(Fixture::new());
    let (answered, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 2_000,
        ..ProptestConfig::default()
    };
    proptest!(config, |(predicate in predicate())| {
        match runtime.block_on(fixture.ask(&predicate, 3)) {
            Ok(rows) => {
                prop_assert!(rows.len() <= 3);
                answered.set(answered.get() + 1);
            }
            Err(QueryError::Predicate(told)) => {
                prop_assert!(!told.is_empty() && !told.contains('\n'), "{told}");
                refused.set(refused.get() + 1);
            }
            Err(QueryError::TooCostly { .. }) => {}
            Err(QueryError::History(error)) => {
                return Err(TestCaseError::fail(format!("history is blamed: {error}")));
            }
        }
    });
    // Both happen often enough to mean something.
    assert!(answered.get() >= 100, "{answered:?} answered");
    assert!(refused.get() >= 100, "{refused:?} refused");
}
