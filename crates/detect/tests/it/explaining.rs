//! Explaining agrees with assessing.

use ombud_detect::{Observed, PersonDay, explain, person_days, scored_counts};
use ombud_model::assessment::LineKind;
use ombud_model::insight::normalise;
use proptest::prelude::*;

use crate::assessing::{THEFT, leaver};
use crate::world::{START, assessed, baselines, content, insight, policy};

proptest! {
    /// Explaining and assessing say the same: the score, its peak, and the days and indicators of the ledger.
    #[test]
    fn an_explanation_agrees_with_the_assessment(
        days in proptest::collection::vec((20..60i32, 0..3usize, 1..400u64), 1..20)
    ) {
        const INDICATORS: [&str; 3] =
            ["files.printed", "files.copied.removable-media", "files.downloaded.sharepoint"];
        let policy = policy("data-theft-departing-users", &[]);
        let mut insights = vec![insight(40, "hr.resigned", 1)];
        insights.extend(days.iter().map(|&(at, which, count)| insight(at, INDICATORS[which], count)));
        let insights = normalise(insights);
        let assessment = assessed(&policy, insights.clone()).unwrap();
        let explanation = explain(content(), &policy, &Observed::new(START, &insights), baselines()).unwrap();
        prop_assert_eq!(explanation.standing.score, assessment.score);
        prop_assert_eq!(explanation.peak, assessment.peak);
        let volume = policy.policy().alert_volume;
        let times = content().scoring().times_the_bar(assessment.evidence, volume);
        prop_assert_eq!(explanation.standing.evidence, times);
        for line in assessment.ledger.iter().filter(|line| line.points > 0) {
            let group = explanation.groups.iter().find(|group| group.indicator == line.indicator).unwrap();
            let day = group.days.iter().find(|day| day.day == line.day).unwrap();
            if line.kind == LineKind::Insight {
                prop_assert_eq!((day.facets.total, day.threshold), (line.count, line.threshold));
            }
        }
        prop_assert_eq!(explanation.peeled.len(), explanation.groups.len());
        let left: Vec<u8> = explanation.peeled.iter().map(|standing| standing.score.0).collect();
        prop_assert!(left.is_sorted_by(|one, next| one >= next));
    }
}

#[test]
fn days_of_a_person_are_those_of_the_ledger_and_others_without_a_score() {
    let policy = policy(THEFT, &[]);
    let insights = normalise(
        [
            leaver(60),
            vec![
                insight(20, "files.printed", 3),
                insight(61, "files.copied.removable-media", 200),
            ],
        ]
        .concat(),
    );
    let observed = Observed::new(START, &insights);
    let days = person_days(content(), &[(&policy, &[])], &observed, baselines());
    let recognised = insights.iter().filter(|insight| !insight.is_presence());
    assert_eq!(days.len(), recognised.count());
    assert!(days.is_sorted_by_key(|day| (day.day, day.indicator.clone())));
    let find = |at: i32, id: &str| {
        let mut days = days.iter();
        days.find(|day| day.day == START.plus(at) && day.indicator == id)
            .unwrap()
    };
    let copied = find(61, "files.copied.removable-media");
    assert_eq!(copied.facets.total, 200);
    assert!(copied.score.0 >= 34 && copied.norm.surprise > 100);
    // With another policy, it is what the one says that gives it most; without any, nothing.
    let none = person_days(content(), &[], &observed, baselines());
    assert!(none.iter().all(|day| day.score.0 == 0));
    let norms = |days: &[PersonDay]| days.iter().map(|day| day.norm).collect::<Vec<_>>();
    assert_eq!(norms(&none), norms(&days));
    assert_eq!(find(20, "files.printed").facets.total, 3);
    let known = scored_counts(content(), &policy, &observed);
    let decided = Observed {
        seen: &known,
        ..observed
    };
    assert_eq!(
        person_days(content(), &[(&policy, &[])], &decided, baselines()),
        days
    );
}
