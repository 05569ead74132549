//! What stands by itself opens an alert, on the first day of data and however usual it is.

use ombud_detect::{Baselines, CompiledPolicy, Observed, assess, why_person};
use ombud_model::PersonId;
use ombud_model::assessment::Assessment;
use ombud_model::insight::{Insight, normalise};
use ombud_model::policy::AlertVolume;

use crate::assessing::{THEFT, leaver};
use crate::world::{START, assessed, baselines, content, insight, points, policy};

const DLP: &str = "dlp.match.high";

/// What stands by itself, by policy: as the trigger, and of somebody in scope for another reason.
fn cases() -> Vec<(CompiledPolicy, &'static str, Vec<Insight>)> {
    let theft = || policy(THEFT, &[]);
    let as_trigger = |template, id: &'static str| {
        let trigger = format!("trigger.{id}");
        (policy(template, &[(trigger.as_str(), "on")]), id, vec![])
    };
    vec![
        as_trigger("data-leaks", DLP),
        as_trigger("data-leaks", "mail.forwarding.external"),
        as_trigger("security-policy-violations", "endpoint.unwanted-software"),
        as_trigger("security-policy-violations", "alerts.other"),
        (theft(), DLP, leaver(0)),
        (theft(), "mail.forwarding.external", leaver(0)),
    ]
}

/// Assesses somebody of an organisation of which nothing is known.
fn on_the_first_day(policy: &CompiledPolicy, insights: Vec<Insight>) -> Assessment {
    let nothing = Baselines::new(content(), START, &[1], []);
    let insights = normalise(insights);
    assess(
        content(),
        policy,
        PersonId(1),
        &Observed::new(START, &insights),
        &nothing,
    )
    .unwrap()
}

#[test]
fn some_things_stand_by_themselves_on_the_first_day_and_however_usual() {
    for (policy, id, scope) in cases() {
        let first = [scope.clone(), vec![insight(0, id, 1)]].concat();
        let found = on_the_first_day(&policy, first);
        assert!(
            found.alert && points(&found) == u32::from(found.score.0),
            "{found:#?}"
        );
        let stands = |text: &str| text.contains("stands by itself");
        assert!(
            found.ledger.iter().any(|line| stands(&line.title)),
            "{found:#?}"
        );
        let daily = |at: i32| insight(at, id, 1);
        let daily = [scope, (0..30).map(daily).collect()].concat();
        let usual = assessed(&policy, daily.clone()).unwrap();
        assert!(usual.alert, "{id}: {usual:#?}");
        let conditions = why_person(
            content(),
            &policy,
            &Observed::new(START, &normalise(daily)),
            baselines(),
        );
        assert!(
            conditions.iter().any(|one| one.met && stands(&one.text)),
            "{conditions:#?}"
        );
    }
}

#[test]
fn a_match_on_every_day_is_not_more_than_one_match() {
    let policy = policy("data-leaks", &[]);
    let bar = content().scoring().bar(AlertVolume::Default);
    let once = assessed(&policy, vec![insight(40, DLP, 1)]).unwrap();
    let daily = (0..60).map(|at| insight(at, DLP, 1)).collect();
    let daily = assessed(&policy, daily).unwrap();
    assert_eq!((once.score, daily.score), (bar, bar));
    // The same match is also one of any severity: one act is counted once.
    let both = [DLP, "dlp.matched"].map(|id| insight(40, id, 1)).to_vec();
    assert_eq!(assessed(&policy, both).unwrap().score, bar);
}

#[test]
fn who_does_not_score_the_acts_does_not_see_them() {
    let off = policy(THEFT, &[("indicator.dlp.matched", "off")]);
    let found = on_the_first_day(&off, [leaver(0), vec![insight(0, DLP, 1)]].concat());
    assert!(!found.alert && found.ledger.is_empty(), "{found:#?}");
}
