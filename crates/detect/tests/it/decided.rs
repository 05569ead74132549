//! What was decided does not count again: the score falls to what is beyond.

use ombud_detect::{Observed, explain, scored_counts, why_person};
use ombud_model::assessment::{Assessment, Score};
use ombud_model::insight::{Insight, normalise};
use ombud_model::review::SeenCount;
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::norms::there;
use crate::world::{START, assessed, baselines, content, decided_on, insight, points, policy};

fn all(done: Vec<Insight>) -> Vec<Insight> {
    normalise([leaver(60), there(0..80), done].concat())
}

fn seen(insights: &[Insight]) -> Vec<SeenCount> {
    scored_counts(
        content(),
        &policy(THEFT, &[]),
        &Observed::new(START, insights),
    )
}

fn after(insights: Vec<Insight>, seen: &[SeenCount]) -> Assessment {
    decided_on(&policy(THEFT, &[]), insights, seen).unwrap()
}

fn copied(day: i32, count: u64) -> Insight {
    insight(day, "files.copied.removable-media", count)
}

#[test]
fn what_was_seen_never_calls_again_and_an_excess_does() {
    let before = all(vec![copied(61, 200)]);
    let known = seen(&before);
    let calls = |done: Vec<Insight>| after(all(done), &known).alert;
    assert!(after(before.clone(), &[]).alert);
    let fallen = after(before, &known);
    assert_eq!((fallen.score, fallen.evidence), (Score(0), 0));
    assert!(fallen.ledger.is_empty() && fallen.peak.is_none());
    // A little more, on the same day or later, is no alert.
    assert!(!calls(vec![copied(61, 201), copied(66, 1)]));
    // As much again is, also where its records came late and lie on a day that was seen.
    assert!(calls(vec![copied(61, 200), copied(66, 200)]));
    assert!(calls(vec![copied(61, 400)]));
    assert!(calls(vec![copied(58, 200), copied(61, 200)]));
}

#[test]
fn the_ledger_after_a_decision_is_about_what_is_beyond() {
    let earlier = [copied(58, 30), copied(59, 40)];
    let with = |more: &[Insight]| all([&earlier[..], more].concat());
    let known = seen(&with(&[copied(61, 200)]));
    let now = with(&[copied(61, 400), copied(63, 150)]);
    let found = after(now.clone(), &known);
    assert_eq!(points(&found), u32::from(found.score.0));
    let line = |day| {
        let mut lines = found.ledger.iter();
        lines.find(|line| line.day == START.plus(day)).unwrap()
    };
    assert_eq!((line(61).count, line(63).count), (200, 150));
    let said = "200 more were seen when an alert was decided on";
    assert!(line(61).title.contains(said), "{}", line(61).title);
    assert!(!line(63).title.contains("seen"), "{}", line(63).title);
    let observed = Observed {
        seen: &known,
        ..Observed::new(START, &now)
    };
    let policy = policy(THEFT, &[]);
    let explained = explain(content(), &policy, &observed, baselines()).unwrap();
    assert_eq!(explained.standing.score, found.score);
    let days = explained.groups.iter().flat_map(|group| &group.days);
    let counts: Vec<_> = days.map(|day| (day.day, day.facets.total)).collect();
    assert!(counts.contains(&(START.plus(61), 200)), "{counts:?}");
    let why = why_person(content(), &policy, &observed, baselines());
    let said = |text: &str| why.iter().any(|one| one.text.contains(text));
    // Of the day on which there was more since, some is left.
    let text = "2 of them were seen when an alert was decided on, and count no more; 2 are left";
    assert!(said(text), "{why:#?}");
}

#[test]
fn evidence_fades_on_a_day_that_is_said() {
    let policy = policy(THEFT, &[]);
    let fades = |done: Vec<Insight>| {
        let insights = all(done);
        let observed = Observed::new(START, &insights);
        explain(content(), &policy, &observed, baselines())
            .unwrap()
            .fades
    };
    let once = fades(vec![copied(61, 200)]).unwrap();
    assert!(once > START.plus(61), "{once}");
    // More of it lasts longer, and later.
    let more = fades(vec![copied(61, 200), copied(62, 400)]).unwrap();
    assert!(more > once, "{more} after {once}");
    assert_eq!(fades(vec![copied(61, 1)]), None);
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
        prop_assert_eq!(after(whole.clone(), &seen(&whole)).score, Score(0));
        // Nor does what is left of it, when some of it was corrected away.
        let fewer = all(done.into_iter().skip(gone).collect());
        prop_assert_eq!(after(fewer, &seen(&whole)).score, Score(0));
        prop_assert_eq!(after(whole.clone(), &[]), assessed(&policy(THEFT, &[]), whole).unwrap());
    }
}
