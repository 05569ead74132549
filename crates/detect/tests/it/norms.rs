//! What is usual: earlier days of being present, how uneven they are, and facets by themselves.

use ombud_detect::{Accumulator, Observed, assess, why_person};
use ombud_model::assessment::LineKind;
use ombud_model::insight::{Insight, normalise};
use ombud_model::{PersonId, Severity, Timestamp};
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::world::{START, assessed, baselines, content, insight, policy};

/// Presence on these days.
pub(crate) fn there(days: impl Iterator<Item = i32>) -> Vec<Insight> {
    days.map(|at| {
        let mut one = Insight::of_presence(START.plus(at));
        one.add_hours(0b11 << 9);
        one
    })
    .collect()
}

#[test]
fn what_comes_later_never_changes_what_stood() {
    let policy = policy(THEFT, &[]);
    let mut insights = [leaver(60), there(0..62)].concat();
    insights.extend((58..62).map(|at| insight(at, "files.copied.removable-media", 40)));
    let before = assessed(&policy, insights.clone()).unwrap();
    // The theft goes on for a month: the first days weigh what they weighed, and the score does not fall.
    insights.extend(there(62..90));
    insights.extend((62..90).map(|at| insight(at, "files.copied.removable-media", 40)));
    let after = assessed(&policy, insights).unwrap();
    assert!(before.alert && after.score >= before.score, "{after:#?}");
}

#[test]
fn a_part_timer_is_judged_by_days_of_being_present() {
    let policy = policy(THEFT, &[]);
    let work = |at: &i32| at % 5 == 0;
    let mut insights = leaver(60);
    let uneven = |at: i32| 10 + u64::from(at.unsigned_abs()) * 7 % 30;
    insights.extend(
        (0..90)
            .filter(work)
            .map(|at| insight(at, "files.printed", uneven(at))),
    );
    let unknown = assessed(&policy, insights.clone()).unwrap();
    insights.extend(there((0..90).filter(work)));
    let known = assessed(&policy, insights).unwrap();
    assert!(
        !known.alert && known.evidence <= unknown.evidence,
        "{known:#?}"
    );
}

#[test]
fn the_same_volume_counts_once_it_is_sensitive() {
    let policy = policy(THEFT, &[]);
    let day = |at| insight(at, "files.downloaded.sharepoint", 60);
    let mut insights = [leaver(60), there(0..62)].concat();
    insights.extend((0..62).map(day));
    let plain = assessed(&policy, insights.clone()).unwrap();
    assert!(plain.score.0 < 20, "{plain:#?}");
    for one in &mut insights {
        if one.day >= START.plus(59) && one.facets.total > 1 {
            one.facets.sensitive = 60;
        }
    }
    let sensitive = assessed(&policy, insights).unwrap();
    let line = sensitive
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::Sensitive)
        .unwrap();
    assert!(
        sensitive.alert && line.title.contains("unusual in itself"),
        "{sensitive:#?}"
    );
}

#[test]
fn a_newcomer_who_takes_many_times_what_others_do_is_found() {
    let policy = policy(THEFT, &[]);
    // The organisation was observed for two months; the person came three days ago.
    let first = START.plus(60);
    let quiet = [leaver(63), there(60..64)].concat();
    let mut copied = insight(62, "files.copied.removable-media", 30);
    copied.facets.sensitive = 30;
    let downloaded = insight(62, "files.downloaded.sharepoint", 60);
    let all = normalise([quiet, vec![copied, downloaded]].concat());
    let found = assess(
        content(),
        &policy,
        PersonId(1),
        &Observed::new(first, &all),
        baselines(),
    )
    .unwrap();
    assert!(found.score.severity() >= Severity::Medium, "{found:#?}");
}

#[test]
fn presence_is_no_insight_that_anybody_sees() {
    let policy = policy(THEFT, &[]);
    let present = there(0..62);
    assert!(assessed(&policy, present.clone()).is_none());
    let conditions = why_person(
        content(),
        &policy,
        &Observed::new(START, &normalise(present)),
        baselines(),
    );
    assert!(
        conditions
            .iter()
            .any(|one| !one.met && one.text.contains("none of the person's"))
    );
}

#[test]
fn habit_takes_the_score_away() {
    let policy = policy(THEFT, &[]);
    let day = |at| {
        [
            insight(at, "files.downloaded.sharepoint", 70),
            insight(at, "files.copied.removable-media", 25),
        ]
    };
    let mut busy = leaver(60);
    busy.extend((0..90).flat_map(day));
    let mut burst = leaver(60);
    burst.extend((57..60).flat_map(day));
    let (busy, burst) = (
        assessed(&policy, busy).unwrap(),
        assessed(&policy, burst).unwrap(),
    );
    assert!(busy.score.0 < 20, "{busy:#?}");
    assert!(burst.score.0 > 50, "{burst:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn presence_does_not_depend_on_order(steps in proptest::collection::vec(0i64..200, 0..100), cut in 0usize..100) {
        let fold = |steps: &[i64]| {
            let mut accumulator = Accumulator::default();
            for step in steps {
                accumulator.add_presence(Timestamp::from_millis(START.start_millis() + step * 1_700_000).unwrap());
            }
            accumulator.finish()
        };
        let (left, right) = steps.split_at(cut.min(steps.len()));
        let mut sorted = steps.clone();
        sorted.sort_unstable();
        let whole = fold(&steps);
        prop_assert_eq!(&whole, &fold(&sorted));
        prop_assert_eq!(&whole, &normalise([fold(right), fold(left)].concat()));
        prop_assert!(whole.iter().all(|one| one.is_presence() && one.facets.total == 0));
    }
}

/// Presence on working days and weekends, and what is done on one day by somebody who leaves a few days later.
fn on_one_day(
    at: i32,
    id: &str,
    count: u64,
    unallowed: u64,
) -> ombud_model::assessment::Assessment {
    let policy = policy(THEFT, &[]);
    let usual = (0..70).map(|day| insight(day, id, 2 + u64::from(day.unsigned_abs()) % 3));
    let mut one = insight(at, id, count);
    one.facets.unallowed = unallowed;
    let before = usual.filter(|usual| usual.day < one.day);
    let insights = [leaver(60), there(0..70), before.collect(), vec![one]].concat();
    assessed(&policy, insights).unwrap()
}

#[test]
fn the_first_busy_end_of_a_month_is_no_theft_and_a_large_theft_is() {
    // 30 September is day 29, and no end of a month is known before it.
    let printed = |at, count| on_one_day(at, "files.printed", count, 0).evidence;
    assert!(
        4 * printed(29, 24) < printed(24, 24),
        "{} {}",
        printed(29, 24),
        printed(24, 24)
    );
    assert!(on_one_day(29, "files.printed", 2_000, 0).alert);
    let counts = [3, 8, 24, 60, 200, 2_000].map(|count| printed(29, count));
    assert!(counts.is_sorted(), "more is never less: {counts:?}");
}

#[test]
fn an_end_of_a_month_does_not_explain_an_unallowed_domain() {
    let line = |at| {
        let uploaded = on_one_day(at, "files.uploaded.web", 4, 4);
        let of =
            |line: &&ombud_model::assessment::LedgerLine| line.kind == LineKind::UnallowedDomain;
        uploaded.ledger.iter().find(of).map(|line| line.points)
    };
    let (end, middle) = (line(29), line(24));
    assert!(end.is_some() && end >= middle, "{end:?} {middle:?}");
}

#[test]
fn a_match_of_data_loss_prevention_is_sensitive_by_itself() {
    let policy = policy(THEFT, &[]);
    let matched = |sensitive| {
        let mut one = insight(59, "dlp.matched", 2);
        one.facets.sensitive = sensitive;
        assessed(&policy, [leaver(60), there(0..62), vec![one]].concat()).unwrap()
    };
    assert_eq!(matched(2).ledger, matched(0).ledger);
    assert!(matched(2).evidence > 0);
}
