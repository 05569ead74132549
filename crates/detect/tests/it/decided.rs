//! What was decided does not count again.

use ombud_detect::{calls_for_another, scored_counts};
use ombud_model::insight::{Insight, normalise};
use ombud_model::review::SeenCount;
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, assessed, baselines, content, insight, policy};

fn all(done: Vec<Insight>) -> Vec<Insight> {
    normalise([leaver(60), there(0..80), done].concat())
}

fn seen(insights: &[Insight]) -> Vec<SeenCount> {
    scored_counts(content(), &policy(THEFT, &[]), insights)
}

fn calls(insights: &[Insight], seen: &[SeenCount]) -> bool {
    let policy = policy(THEFT, &[]);
    calls_for_another(content(), &policy, START, insights, baselines(), seen)
}

fn copied(day: i32, count: u64) -> Insight {
    insight(day, "files.copied.removable-media", count)
}

#[test]
fn what_was_seen_never_calls_again_and_an_excess_does() {
    let before = all(vec![copied(61, 200)]);
    let known = seen(&before);
    assert!(calls(&before, &[]), "it is an alert");
    assert!(!calls(&before, &known));
    // A little more, on the same day or later, is no alert.
    assert!(!calls(&all(vec![copied(61, 201), copied(66, 1)]), &known));
    // As much again is, also where its records came late and lie on a day that was seen.
    assert!(calls(&all(vec![copied(61, 200), copied(66, 200)]), &known));
    assert!(calls(&all(vec![copied(61, 400)]), &known));
    assert!(calls(&all(vec![copied(58, 200), copied(61, 200)]), &known));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_was_seen_calls_for_another(
        days in proptest::collection::vec((40..80i32, 1..300u64), 1..20),
        gone in 0usize..20,
    ) {
        let done: Vec<Insight> = days.iter().map(|&(day, count)| copied(day, count)).collect();
        let whole = all(done.clone());
        prop_assert!(!calls(&whole, &seen(&whole)));
        // Nor does what is left of it, when some of it was corrected away.
        let fewer = all(done.into_iter().skip(gone).collect());
        prop_assert!(!calls(&fewer, &seen(&whole)));
        prop_assert_eq!(calls(&whole, &[]), assessed(&policy(THEFT, &[]), whole.clone()).unwrap().alert);
    }
}
