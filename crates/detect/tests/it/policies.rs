//! Policies from templates and settings.

use ombud_detect::{
    CompiledPolicy, Observed, PolicyError, assess, policy_from_template, why_person,
};
use ombud_model::assessment::Scope;
use ombud_model::insight::{Facets, Insight};
use ombud_model::policy::AlertVolume;
use ombud_model::{PersonId, PolicyId, Timestamp};

use crate::world::{START, baselines, code, content, insight, policy};

fn scope(policy: &CompiledPolicy, insights: &[Insight]) -> Option<Scope> {
    let person = PersonId(1);
    let observed = Observed::new(START, insights);
    assess(content(), policy, person, &observed, baselines()).map(|found| found.scope)
}

fn refused(key: &str, value: &str) -> PolicyError {
    let settings = [(key.to_owned(), value.to_owned())];
    policy_from_template(content(), "data-leaks", "x", PolicyId(1), &settings).unwrap_err()
}

#[test]
fn settings_change_what_they_name() {
    let changed = policy(
        "data-theft-departing-users",
        &[
            ("activation_days", "10"),
            ("look_back_days", "20"),
            ("alert_volume", "more"),
            ("enabled", "off"),
            ("thresholds.files.printed", "1, 2, 3"),
            ("weight.files.printed", "7"),
            ("indicator.mail.sent.external", "off"),
            ("thresholds.alerts.other", "4,5,6"),
            ("indicator.alerts.other", "on"),
            ("trigger.account.deleted", "off"),
            ("trigger.files.printed", "9"),
        ],
    );
    let kept = changed.policy();
    assert_eq!(
        (kept.activation_days, kept.look_back_days, kept.enabled),
        (10, 20, false)
    );
    assert_eq!(kept.alert_volume, AlertVolume::More);
    assert_eq!(
        <[u32; 3]>::from(kept.indicators["files.printed"].thresholds),
        [1, 2, 3]
    );
    assert_eq!(kept.indicators["files.printed"].weight, 7);
    assert_eq!(
        <[u32; 3]>::from(kept.indicators["alerts.other"].thresholds),
        [4, 5, 6]
    );
    assert!(
        !kept.indicators.contains_key("mail.sent.external")
            && !changed.scores(code("mail.sent.external"))
    );
    let triggers = |id: &str, count| scope(&changed, &[insight(0, id, count)]).is_some();
    assert!(!triggers("account.deleted", 1));
    assert!(!triggers("files.printed", 8) && triggers("files.printed", 9));
}

#[test]
fn a_count_within_24_hours_triggers_also_across_midnight() {
    let policy = policy("data-leaks", &[("trigger.files.printed", "100")]);
    let at = |day: i32, hour: i64, count| {
        let start = START.plus(day).start_millis();
        let time = Timestamp::from_millis(start + hour * 3_600_000).unwrap();
        let facets = Facets {
            total: count,
            ..Facets::default()
        };
        Insight::at(time, code("files.printed"), facets)
    };
    let triggered = |insights: &[Insight]| scope(&policy, insights).map(|scope| scope.triggered);
    let (evening, night) = (at(0, 23, 60), at(1, 1, 60));
    let there = [evening.clone(), night.clone()];
    assert_eq!(triggered(&there), Some(START.plus(1)));
    // Neither half by itself, nor with 18 hours or a day between them.
    assert_eq!(triggered(&there[..1]), None);
    assert_eq!(triggered(&there[1..]), None);
    assert_eq!(triggered(&[at(0, 3, 60), night]), None);
    assert_eq!(triggered(&[evening, at(2, 1, 60)]), None);
    let fewer = [at(0, 23, 60), at(1, 1, 30)];
    let observed = Observed::new(START, &fewer);
    let lines = why_person(content(), &policy, &observed, baselines());
    let last = lines.last().unwrap();
    assert!(
        !last.met && last.text.contains("reached 90 a day, 100 are needed"),
        "{lines:?}"
    );
}

#[test]
fn wrong_settings_are_refused_with_a_reason() {
    assert!(matches!(
        refused("colour", "red"),
        PolicyError::UnknownKey(_)
    ));
    assert!(matches!(
        refused("colour.x", "red"),
        PolicyError::UnknownKey(_)
    ));
    assert!(matches!(
        refused("activation_days", "many"),
        PolicyError::Value(..)
    ));
    assert!(matches!(
        refused("activation_days", "31"),
        PolicyError::Invalid(_)
    ));
    assert!(matches!(
        refused("thresholds.files.printed", "3,2,1"),
        PolicyError::Thresholds(_)
    ));
    assert!(matches!(
        refused("thresholds.files.printed", "1,2"),
        PolicyError::Value(..)
    ));
    assert!(matches!(
        refused("thresholds.files.printed", "1,2,3,x"),
        PolicyError::Value(..)
    ));
    assert!(matches!(
        refused("weight.files.printed", "0"),
        PolicyError::Weight(..)
    ));
    assert!(matches!(
        refused("weight.nothing", "1"),
        PolicyError::UnknownIndicator(_)
    ));
    assert!(matches!(
        refused("weight.alerts.other", "1"),
        PolicyError::NotInPolicy(_)
    ));
    assert!(matches!(
        refused("indicator.hr.resigned", "on"),
        PolicyError::NotScored(_)
    ));
    assert!(matches!(
        refused("enabled", "perhaps"),
        PolicyError::Value(..)
    ));
    let unknown = policy_from_template(content(), "data-leek", "x", PolicyId(1), &[]).unwrap_err();
    assert!(unknown.to_string().contains("data-leaks"), "{unknown}");
    assert!(policy_from_template(content(), "data-leaks", " x", PolicyId(1), &[]).is_err());
}

#[test]
fn the_fingerprint_is_that_of_the_content() {
    let one = policy("data-leaks", &[]);
    let mut same = one.policy().clone();
    same.id = PolicyId(99);
    same.triggers.reverse();
    assert_eq!(
        CompiledPolicy::new(content(), same).unwrap().fingerprint(),
        one.fingerprint()
    );
    assert_ne!(
        policy("data-leaks", &[("weight.files.printed", "81")]).fingerprint(),
        one.fingerprint()
    );
}
