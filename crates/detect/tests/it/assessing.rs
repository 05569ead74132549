//! Assessing: scope, score, ledger, digest.

use ombud_detect::{
    Accumulator, Content, Digest, Hit, Observed, assess, assessment_digest, digest, why_person,
    why_policy,
};
use ombud_model::assessment::LineKind;
use ombud_model::insight::{Insight, normalise};
use ombud_model::{Day, PersonId, Severity, Timestamp};
use proptest::prelude::*;

use crate::world::{START, assessed, baselines, code, content, insight, points, policy};

pub(crate) const THEFT: &str = "data-theft-departing-users";

pub(crate) fn leaver(at: i32) -> Vec<Insight> {
    vec![insight(at, "hr.resigned", 1)]
}

#[test]
fn without_a_trigger_nobody_is_in_scope() {
    let policy = policy(THEFT, &[]);
    assert!(
        assessed(
            &policy,
            vec![insight(40, "files.copied.removable-media", 500)]
        )
        .is_none()
    );
    assert!(assessed(&policy, vec![]).is_none());
}

#[test]
fn scope_ends_where_the_windows_end() {
    let policy = policy(THEFT, &[("look_back_days", "10"), ("activation_days", "5")]);
    for (at, scored) in [(29, 0), (30, 1), (40, 1), (45, 1), (46, 0)] {
        let mut insights = leaver(40);
        insights.push(insight(at, "files.printed", 50));
        let assessment = assessed(&policy, insights).unwrap();
        assert_eq!(assessment.insights, scored, "day {at}");
        assert_eq!(
            (assessment.scope.from, assessment.scope.until),
            (START.plus(30), START.plus(45))
        );
        assert_eq!(assessment.peak.is_some(), scored == 1);
    }
}

#[test]
fn several_triggers_join_their_windows() {
    let policy = policy(THEFT, &[("look_back_days", "2"), ("activation_days", "2")]);
    let mut insights = leaver(20);
    insights.push(insight(60, "account.deleted", 1));
    insights.extend([22, 23, 57, 58, 62, 63].map(|at| insight(at, "files.printed", 9)));
    let assessment = assessed(&policy, insights).unwrap();
    assert_eq!(assessment.insights, 3);
    assert_eq!(assessment.scope.trigger, "account.deleted");
    assert_eq!(assessment.scope.triggered, START.plus(60));
    assert_eq!(
        (assessment.scope.from, assessment.scope.until),
        (START.plus(18), START.plus(62))
    );
}

#[test]
fn planned_scenarios_raise_alerts() {
    let mut theft = leaver(60);
    theft.extend([
        insight(57, "files.downloaded.sharepoint", 180),
        insight(58, "files.copied.removable-media", 90),
    ]);
    let busy = assessed(&policy(THEFT, &[]), theft.clone()).unwrap();
    assert!(
        busy.alert && busy.score.severity() == Severity::Medium,
        "{busy:#?}"
    );
    theft.push(insight(58, "labels.lowered", 10));
    let theft = assessed(&policy(THEFT, &[]), theft).unwrap();
    assert!(
        theft.alert && theft.score.severity() >= Severity::High,
        "{theft:#?}"
    );

    let mut leak = vec![
        insight(60, "dlp.match.high", 1),
        insight(60, "dlp.matched", 1),
    ];
    leak.extend([
        insight(60, "mail.sent.external", 12),
        insight(61, "files.shared.external", 25),
    ]);
    let leak = assessed(&policy("data-leaks", &[]), leak).unwrap();
    assert!(
        leak.alert && leak.score.severity() >= Severity::Medium,
        "{leak:#?}"
    );

    let violation = assessed(
        &policy("security-policy-violations", &[]),
        vec![insight(60, "endpoint.defense-evasion", 1)],
    )
    .unwrap();
    assert!(
        violation.alert && violation.score.severity() >= Severity::Medium,
        "{violation:#?}"
    );

    let mut risky = vec![insight(50, "hr.improvement-plan", 1)];
    risky.extend([
        insight(55, "files.uploaded.web", 30),
        insight(56, "links.anonymous.created", 10),
    ]);
    let risky = assessed(&policy("data-leaks-risky-users", &[]), risky).unwrap();
    assert!(
        risky.alert && risky.score.severity() >= Severity::Medium,
        "{risky:#?}"
    );
}

#[test]
fn a_lone_person_without_any_history_alerts_by_far_more_than_the_thresholds() {
    let policy = policy(THEFT, &[]);
    let nothing = ombud_detect::Baselines::new(content(), START, &[1], []);
    let taken = |downloaded: u64, copied: u64| {
        let mut insights = leaver(1);
        insights.extend([
            insight(0, "files.downloaded.sharepoint", downloaded),
            insight(0, "files.copied.removable-media", copied),
        ]);
        let insights = normalise(insights);
        assess(
            content(),
            &policy,
            PersonId(1),
            &Observed::new(START, &insights),
            &nothing,
        )
        .unwrap()
    };
    // Nobody knows yet whether this is much for this person, or for anybody.
    let (busy, far_more) = (taken(120, 60), taken(1200, 600));
    assert!(!busy.alert, "{busy:#?}");
    assert!(far_more.alert, "{far_more:#?}");
}

#[test]
fn facets_are_lines_of_their_own() {
    let mut marked = insight(58, "files.uploaded.web", 30);
    marked.facets.sensitive = 20;
    marked.facets.priority = 10;
    marked.facets.unallowed = 30;
    let mut insights = leaver(60);
    insights.push(marked);
    let mut plain = leaver(60);
    plain.push(insight(58, "files.uploaded.web", 30));
    let policy = policy(THEFT, &[]);
    let (marked, plain) = (
        assessed(&policy, insights).unwrap(),
        assessed(&policy, plain).unwrap(),
    );
    assert!(marked.score > plain.score);
    let counts: Vec<_> = [
        LineKind::Sensitive,
        LineKind::PriorityContent,
        LineKind::UnallowedDomain,
    ]
    .iter()
    .map(|kind| {
        marked
            .ledger
            .iter()
            .find(|line| line.kind == *kind)
            .unwrap()
            .count
    })
    .collect();
    assert_eq!(counts, [20, 10, 30]);
    assert!(
        marked
            .ledger
            .iter()
            .all(|line| !line.title.is_empty() && line.without < marked.score)
    );
}

#[test]
fn titles_are_plain_sentences() {
    let mut insights = leaver(60);
    insights.push(insight(58, "files.downloaded.sharepoint", 44));
    let assessment = assessed(&policy(THEFT, &[]), insights).unwrap();
    let line = assessment
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::Insight)
        .unwrap();
    let expected = "downloaded 44 files from SharePoint on 2026-10-29; usual for this person 0 a day, for peers 0.42; low threshold 20";
    assert_eq!(line.title, expected);
    assert_eq!(
        (line.count, line.threshold, line.day),
        (44, 20, START.plus(58))
    );
    let line = assessment
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::Unusual)
        .unwrap();
    let expected = "Downloading content from SharePoint on 2026-10-29 was unusual: 44 against a norm of 0.01 a day, from 30 days of this \
                    person and from peers; surprise";
    assert!(line.title.starts_with(expected), "{}", line.title);
    let mut newcomer = leaver(60);
    // Little is known of a newcomer: only what is far beyond everybody else is unusual.
    newcomer.push(insight(60, "files.downloaded.sharepoint", 640));
    let assessment = assess(
        content(),
        &policy(THEFT, &[]),
        PersonId(1),
        &Observed::new(START.plus(60), &normalise(newcomer)),
        baselines(),
    )
    .unwrap();
    let unusual = assessment
        .ledger
        .iter()
        .find(|line| line.kind == LineKind::Unusual)
        .unwrap();
    assert!(
        unusual
            .title
            .contains("from no days of this person and from peers"),
        "{}",
        unusual.title
    );
}

#[test]
fn a_future_last_working_day_does_not_change_what_is_usual() {
    let policy = policy(THEFT, &[]);
    let mut insights = leaver(60);
    insights.extend([
        insight(58, "files.printed", 40),
        insight(59, "files.printed", 3),
    ]);
    let before = assessed(&policy, insights.clone()).unwrap();
    insights.push(insight(80, "hr.last-working-day", 1));
    let after = assessed(&policy, insights).unwrap();
    assert_eq!((before.score, before.ledger), (after.score, after.ledger));
}

#[test]
fn why_names_the_first_unmet_condition() {
    let theft = policy(THEFT, &[]);
    let why = |insights: Vec<Insight>| {
        let conditions = why_person(
            content(),
            &theft,
            &Observed::new(START, &normalise(insights)),
            baselines(),
        );
        conditions
            .into_iter()
            .find(|one| !one.met)
            .map(|one| one.text)
    };
    assert!(
        why(vec![])
            .unwrap()
            .contains("none of the person's activities")
    );
    assert!(
        why(vec![insight(3, "files.printed", 4)])
            .unwrap()
            .contains("no trigger")
    );
    assert!(why(leaver(40)).unwrap().contains("no insight"));
    assert!(
        why([leaver(40), vec![insight(41, "files.printed", 4)]].concat())
            .unwrap()
            .contains("low threshold is 10")
    );
    let alerted = [
        leaver(60),
        vec![insight(58, "files.copied.removable-media", 500)],
    ]
    .concat();
    assert_eq!(why(alerted), None);
    let silent = why_policy(content(), &theft, &|_| 0);
    assert!(
        silent
            .iter()
            .any(|one| !one.met && one.text.contains("hr.resigned"))
    );
    let leaks = policy("data-leaks", &[("enabled", "off")]);
    assert!(
        why_policy(content(), &leaks, &|_| 5)
            .iter()
            .all(|one| one.met != one.text.contains("not enabled"))
    );
}

#[test]
fn the_digest_does_not_depend_on_ids_or_order() {
    let one = policy(THEFT, &[]);
    let mut other_id = one.policy().clone();
    other_id.id = ombud_model::PolicyId(12345);
    let other = ombud_detect::CompiledPolicy::new(content(), other_id).unwrap();
    let people: Vec<Vec<Insight>> = (1..6)
        .map(|n| [leaver(60), vec![insight(58, "files.printed", 40 * n)]].concat())
        .collect();
    let all = |policy: &ombud_detect::CompiledPolicy,
               offset: u64,
               people: &[Vec<Insight>]|
     -> Vec<Digest> {
        let assess_one = |(at, insights): (usize, &Vec<Insight>)| {
            let person = PersonId(at as u64 * 31 + offset);
            assess(
                content(),
                policy,
                person,
                &Observed::new(START, &normalise(insights.clone())),
                baselines(),
            )
            .unwrap()
        };
        people
            .iter()
            .enumerate()
            .map(assess_one)
            .map(|one| assessment_digest(&one, policy))
            .collect()
    };
    let reversed: Vec<_> = people.iter().rev().cloned().collect();
    let first = digest(all(&one, 1, &people));
    assert_eq!(first, digest(all(&other, 99, &reversed)));
    assert_ne!(first, digest(all(&one, 1, &people[1..])));
    assert_ne!(
        first,
        digest(all(
            &policy(THEFT, &[("activation_days", "29")]),
            1,
            &people
        ))
    );
    assert_eq!(first.to_string().len(), 64);
}

/// Any insights of indicators that exist, over 120 days.
fn any_insights() -> impl Strategy<Value = Vec<Insight>> {
    let codes: Vec<_> = content()
        .indicators()
        .iter()
        .map(|indicator| indicator.id.clone())
        .collect();
    let one = (
        0..120i32,
        proptest::sample::select(codes),
        1u64..400,
        0u64..400,
        0u64..400,
        0u64..400,
    );
    proptest::collection::vec(one, 0..120).prop_map(|all| {
        let build =
            |(at, id, total, sensitive, priority, unallowed): (i32, String, u64, u64, u64, u64)| {
                let mut one = insight(at, &id, total);
                one.facets.sensitive = sensitive.min(total);
                one.facets.priority = priority.min(total);
                one.facets.unallowed = unallowed.min(total);
                one
            };
        all.into_iter().map(build).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_adds_up(insights in any_insights(), template in 0usize..4) {
        let template = &content().templates()[template];
        if let Some(found) = assessed(&policy(&template.id, &[]), insights) {
            prop_assert_eq!(points(&found), u32::from(found.score.0));
            let counted = found.ledger.iter().take_while(|line| line.points > 0).count();
            prop_assert!(found.ledger[counted..].iter().all(|line| line.points == 0));
            prop_assert!(counted <= 100);
            prop_assert_eq!(found.evidence == 0, found.peak.is_none());
        }
    }

    #[test]
    fn order_and_splitting_of_insights_do_not_matter(insights in any_insights(), cut in 0usize..120) {
        let theft = policy(THEFT, &[]);
        let mut reversed = insights.clone();
        reversed.reverse();
        let (left, right) = insights.split_at(cut.min(insights.len()));
        let parts = [normalise(right.to_vec()), normalise(left.to_vec())].concat();
        let whole = assessed(&theft, insights.clone());
        prop_assert_eq!(&whole, &assessed(&theft, reversed));
        prop_assert_eq!(&whole, &assessed(&theft, parts));
    }

    #[test]
    fn more_of_an_unusual_day_never_scores_less(count in 1u64..300, more in 0u64..300) {
        let theft = policy(THEFT, &[]);
        let score = |count| assessed(&theft, [leaver(60), vec![insight(58, "files.uploaded.web", count)]].concat()).unwrap().score;
        prop_assert!(score(count + more) >= score(count));
    }

    #[test]
    fn accumulating_does_not_depend_on_order(hits in proptest::collection::vec((0i64..4, 0u16..3, any::<u32>(), any::<bool>()), 0..200), cut in 0usize..200) {
        let fold = |hits: &[(i64, u16, u32, bool)]| {
            let mut accumulator = Accumulator::default();
            for &(step, indicator, object, flag) in hits {
                let time = Timestamp::from_millis(START.start_millis() + step * 50_000_000).unwrap();
                let indicator = ombud_model::IndicatorCode(indicator + 10);
                accumulator.add(time, Hit { indicator, sensitive: flag, priority: !flag, unallowed: flag, bytes: 3, object });
            }
            accumulator.finish()
        };
        let (left, right) = hits.split_at(cut.min(hits.len()));
        let mut reversed = hits.clone();
        reversed.reverse();
        let whole = fold(&hits);
        prop_assert_eq!(&whole, &fold(&reversed));
        prop_assert_eq!(&whole, &normalise([fold(right), fold(left)].concat()));
        prop_assert_eq!(whole.iter().map(|one| one.facets.total).sum::<u64>(), hits.len() as u64);
    }
}

#[test]
fn extreme_counts_and_days_do_no_harm() {
    let theft = policy(THEFT, &[]);
    let mut insights = leaver(60);
    insights.push(insight(59, "files.printed", u64::MAX));
    insights.push(insight(58, "files.printed", u64::MAX));
    let found = assessed(&theft, insights.clone()).unwrap();
    assert_eq!(points(&found), u32::from(found.score.0));
    for first in [Day(i32::MIN), Day(0), Day(i32::MAX)] {
        assert!(
            assess(
                content(),
                &theft,
                PersonId(1),
                &Observed::new(first, &normalise(insights.clone())),
                baselines()
            )
            .is_some()
        );
    }
    let odd = ombud_detect::Baselines::new(
        content(),
        Day(i32::MAX),
        &[u64::MAX, 3],
        [(Day(i32::MIN), code("files.printed"), 3)],
    );
    assert!(
        assess(
            content(),
            &theft,
            PersonId(1),
            &Observed::new(START, &normalise(insights)),
            &odd
        )
        .is_some()
    );
    assert!(Content::builtin().is_ok());
}
