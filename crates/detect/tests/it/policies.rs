//! Policies from templates and settings.

use ombud_detect::{CompiledPolicy, PolicyError, policy_from_template};
use ombud_model::PolicyId;
use ombud_model::policy::AlertVolume;

use crate::world::{code, content, insight, policy};

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
    assert!(!changed.is_triggered_by(&insight(0, "account.deleted", 1)));
    assert!(
        !changed.is_triggered_by(&insight(0, "files.printed", 8))
            && changed.is_triggered_by(&insight(0, "files.printed", 9))
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
