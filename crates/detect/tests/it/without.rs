//! What would be left is what assessing gives without it.

use ombud_detect::{Observed, explain};
use ombud_model::assessment::Score;
use ombud_model::insight::{Insight, normalise};
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, assessed, baselines, content, insight, policy};

const INDICATORS: [&str; 5] = [
    "files.printed",
    "files.copied.removable-media",
    "mail.sent.external",
    "mail.sent.free-mail",
    "dlp.matched",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Of each line and of each group: the score of an assessment that never saw it.
    #[test]
    fn without_something_is_the_score_of_never_having_seen_it(
        days in proptest::collection::vec((30..62i32, 0..5usize, 1..300u64), 1..25)
    ) {
        let policy = policy(THEFT, &[]);
        let done = days.iter().map(|&(at, which, count)| insight(at, INDICATORS[which], count));
        let all = normalise([leaver(60), there(0..62), done.collect()].concat());
        let score = |left: Vec<Insight>| assessed(&policy, left).map_or(Score(0), |one| one.score);
        let found = assessed(&policy, all.clone()).unwrap();
        for line in &found.ledger {
            let code = content().indicator(&line.indicator).unwrap().code;
            let mut left = all.clone();
            left.retain(|one| (one.indicator, one.day) != (code, line.day));
            prop_assert_eq!(line.without, score(left), "{}", &line.title);
        }
        let explanation = explain(content(), &policy, &Observed::new(START, &all), baselines()).unwrap();
        let mut peeled = all.clone();
        for (group, after) in explanation.groups.iter().zip(&explanation.peeled) {
            let code = content().indicator(&group.indicator).unwrap().code;
            let mut left = all.clone();
            left.retain(|one| one.indicator != code);
            prop_assert_eq!(group.without.score, score(left), "{}", &group.indicator);
            peeled.retain(|one| one.indicator != code);
            prop_assert_eq!(after.score, score(peeled.clone()));
        }
    }
}

#[test]
fn a_day_that_is_taken_away_no_longer_teaches_what_is_usual() {
    let policy = policy(THEFT, &[]);
    let copied = |day| insight(day, "files.copied.removable-media", 60);
    let all = normalise([leaver(60), there(0..62), vec![copied(44), copied(61)]].concat());
    let found = assessed(&policy, all.clone()).unwrap();
    let first = found
        .ledger
        .iter()
        .find(|line| line.day == START.plus(44))
        .unwrap();
    let lines = u64::from(found.score.0 - first.points);
    let left: Vec<Insight> = all
        .into_iter()
        .filter(|one| one.day != START.plus(44) || one.is_presence())
        .collect();
    let never = assessed(&policy, left).unwrap();
    assert_eq!(first.without, never.score);
    assert!(
        u64::from(never.score.0) > lines,
        "the later day is more unusual then"
    );
}

#[test]
fn without_the_trigger_there_is_nothing() {
    // In this policy what is scored is the trigger too.
    let policy = policy("data-leaks", &[("trigger.files.printed", "50")]);
    let all = [there(0..62), vec![insight(60, "files.printed", 300)]].concat();
    let found = assessed(&policy, all).unwrap();
    assert!(!found.ledger.is_empty());
    assert!(found.ledger.iter().all(|line| line.without == Score(0)));
}
