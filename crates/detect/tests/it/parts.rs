//! Taking parts away: each changes what rests on it, and nothing else.

use ombud_detect::{Calibration, Content, Observed, Part, assess};
use ombud_model::assessment::Assessment;
use ombud_model::insight::{Insight, normalise};
use ombud_model::{PersonId, Timestamp};

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, baselines, content, insight, policy};

const PARTS: [Part; 3] = [Part::Presence, Part::DayShape, Part::Hours];

fn assessed_with(content: &Content, insights: Vec<Insight>) -> Assessment {
    let (policy, all) = (policy(THEFT, &[]), normalise(insights));
    assess(
        content,
        &policy,
        PersonId(1),
        &Observed::new(START, &all),
        baselines(),
    )
    .unwrap()
}

/// Without which of the parts the assessment is another one.
fn changed_by(insights: Vec<Insight>) -> Vec<Part> {
    let whole = assessed_with(content(), insights.clone());
    let differs = |part: &Part| {
        let without = content().clone().without(*part);
        assessed_with(&without, insights.clone()) != whole
    };
    PARTS.into_iter().filter(differs).collect()
}

/// The same at other hours of the day.
fn at_hours(mut one: Insight, first: i64, last: i64) -> Insight {
    let at = |hour: i64| Timestamp::from_millis(one.day.start_millis() + hour * 3_600_000);
    (one.first, one.last) = (at(first).unwrap(), at(last).unwrap());
    one
}

#[test]
fn presence_matters_to_whoever_is_seldom_there() {
    let seldom = |at: &i32| at % 5 == 0;
    let printed = |at: i32| insight(at, "files.printed", 10 + at.unsigned_abs() as u64 % 7);
    let days = || (0..62).filter(seldom);
    let work = [
        leaver(60),
        days().map(printed).collect(),
        vec![insight(60, "files.printed", 60)],
    ];
    let known = [work.concat(), there(days())].concat();
    assert!(changed_by(known).contains(&Part::Presence));
    // Of whom nobody has recorded presence, nothing is taken away.
    assert!(!changed_by(work.concat()).contains(&Part::Presence));
}

#[test]
fn day_shape_matters_to_whoever_has_uneven_days() {
    let uneven = |at: i32| {
        insight(
            at,
            "files.printed",
            [1, 2, 70, 4, 1, 30, 3][at as usize % 7],
        )
    };
    let days = [leaver(60), there(0..62), (0..61).map(uneven).collect()].concat();
    let burst = [days, vec![insight(61, "files.printed", 140)]].concat();
    assert!(changed_by(burst.clone()).contains(&Part::DayShape));
    let even = content().clone().without(Part::DayShape);
    let (with, without) = (
        assessed_with(content(), burst.clone()),
        assessed_with(&even, burst),
    );
    assert!(without.evidence > with.evidence, "{without:#?}");
}

#[test]
fn hours_matter_at_night_alone() {
    let by_day = |at: i32| at_hours(insight(at, "files.printed", 4), 9, 10);
    let days = [leaver(60), there(0..62), (0..61).map(by_day).collect()].concat();
    let on_the_last = |first, last| {
        // What is far out of the ordinary by its count alone is not more so at night.
        let printed = at_hours(insight(61, "files.printed", 14), first, last);
        [days.clone(), vec![printed]].concat()
    };
    assert!(changed_by(on_the_last(2, 4)).contains(&Part::Hours));
    assert!(!changed_by(on_the_last(9, 10)).contains(&Part::Hours));
}

#[test]
fn what_stands_by_itself_needs_none_of_the_parts() {
    let matched = [leaver(60), vec![insight(60, "dlp.match.high", 1)]].concat();
    for part in PARTS {
        let without = content().clone().without(part);
        assert!(assessed_with(&without, matched.clone()).alert, "{part:?}");
    }
}

#[test]
fn calibration_counts_days_of_being_present_and_what_was_done_before() {
    let policy = policy(THEFT, &[]);
    let mut calibration = Calibration::default();
    let mut add = |insights: Vec<Insight>| {
        let all = normalise(insights);
        calibration.add(content(), &[&policy], START, &all, baselines());
    };
    // There on 60 days: printed on two of them, the second time more than anybody; copied once, while away.
    let printed = [
        insight(20, "files.printed", 1),
        insight(50, "files.printed", 5_000),
    ];
    let copied = insight(61, "files.copied.removable-media", 1);
    add([there(0..60), printed.to_vec(), vec![copied], leaver(60)].concat());
    // There on 10 days, and did nothing that is scored.
    add(there(0..10));
    let all = calibration.all();
    assert_eq!(all.days, 2 * 70 + 1);
    assert_eq!(calibration.done_before().days, 39);
    let above = |bits: u32| {
        let of = |(counted, days)| (counted == bits).then_some(days);
        calibration
            .done_before()
            .at_or_above()
            .find_map(of)
            .unwrap()
    };
    assert_eq!((above(1), above(16)), (1, 1));
    assert_eq!(
        calibration.done_before().times_chance(12),
        Some(4_096.0 / 39.0)
    );
    assert_eq!(all.times_chance(17), None);
    assert_eq!(Calibration::default().all().times_chance(5), None);
}
