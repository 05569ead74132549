//! The rules of signing in: what a sign-in still needs, what is still to be set up, and which settings are taken.

use std::collections::BTreeSet;

use ombud_accounts::rules::{self, PendingOver, SetUp};
use ombud_accounts::settings::InvalidSettings;
use ombud_accounts::{
    Account, BrowserToken, PendingSignIn, Proof, RecoveryCodes, SecondFactorRule, SignInSettings,
    Verdict,
};
use ombud_identity::OsEntropy;

use crate::accounts::{active, at, identity, invited, some_totp};

#[test]
fn what_a_sign_in_still_needs() {
    use Proof::{OneTimeCode, Passkey, Password, Provider, RecoveryCode};
    let plain = active();
    let coded = active()
        .with_totp(some_totp(), RecoveryCodes::default(), at(3))
        .unwrap();
    let (required, never) = (SecondFactorRule::Required, SecondFactorRule::NotRequired);
    let cases: [(&Account, &SecondFactorRule, &[Proof], Verdict); 14] = [
        (&plain, &required, &[], Verdict::Refused),
        (&plain, &required, &[OneTimeCode], Verdict::Refused),
        (
            &plain,
            &required,
            &[OneTimeCode, RecoveryCode],
            Verdict::Refused,
        ),
        (&plain, &required, &[Password], Verdict::MustSetUp),
        (&plain, &never, &[Password], Verdict::SignedIn),
        (&plain, &required, &[Passkey], Verdict::SignedIn),
        (&plain, &required, &[Provider], Verdict::SignedIn),
        (&coded, &required, &[Password], Verdict::NeedsCode),
        (&coded, &never, &[Password], Verdict::NeedsCode),
        (
            &coded,
            &required,
            &[Password, OneTimeCode],
            Verdict::SignedIn,
        ),
        (
            &coded,
            &required,
            &[Password, RecoveryCode],
            Verdict::SignedIn,
        ),
        (&coded, &required, &[RecoveryCode], Verdict::Refused),
        (&invited(), &never, &[Password], Verdict::Refused),
        (&coded, &required, &[Passkey], Verdict::SignedIn),
    ];
    for (case, (account, rule, proofs, verdict)) in cases.iter().enumerate() {
        assert_eq!(
            rules::judge(account, rule, &["analysts"], proofs),
            *verdict,
            "case {case}"
        );
        let disabled = (*account).clone().disabled(at(9));
        assert_eq!(
            rules::judge(&disabled, rule, &["analysts"], proofs),
            Verdict::Refused,
            "disabled, case {case}"
        );
    }
}

#[test]
fn the_rule_spares_only_those_whose_every_role_is_spared() {
    let rule = SecondFactorRule::RequiredExceptFor(BTreeSet::from([
        "pilots".to_owned(),
        "planners".to_owned(),
    ]));
    assert!(!rule.asks(&["pilots"]) && !rule.asks(&["pilots", "planners"]));
    assert!(rule.asks(&["pilots", "analysts"]) && rule.asks(&[]));
    assert!(
        SecondFactorRule::default().asks(&["pilots"])
            && !SecondFactorRule::NotRequired.asks(&["analysts"])
    );
}

#[test]
fn what_is_still_to_be_set_up() {
    let required = SecondFactorRule::Required;
    assert_eq!(rules::set_up(&invited(), &required, &[]), SetUp::NeedsWayIn);
    assert_eq!(
        rules::set_up(&active(), &required, &[]),
        SetUp::NeedsSecondFactor
    );
    assert_eq!(
        rules::set_up(&active(), &SecondFactorRule::NotRequired, &[]),
        SetUp::Complete
    );
    let coded = active()
        .with_totp(some_totp(), RecoveryCodes::default(), at(3))
        .unwrap();
    assert_eq!(rules::set_up(&coded, &required, &[]), SetUp::Complete);
    assert_eq!(
        rules::set_up(&coded.without_totp(at(4)), &required, &[]),
        SetUp::NeedsSecondFactor
    );
    let linked = invited().with_external(identity("1"), at(1)).unwrap();
    assert_eq!(rules::set_up(&linked, &required, &[]), SetUp::Complete);
}

#[test]
fn a_pending_sign_in_is_for_one_browser_for_five_tries_and_five_minutes() {
    let (account, browser) = (
        active(),
        BrowserToken::generate(&mut OsEntropy).unwrap().hash(),
    );
    let other = BrowserToken::generate(&mut OsEntropy).unwrap().hash();
    let begun = PendingSignIn::begin(&account, browser, at(100));
    assert_eq!(begun.attempt(&account, &other, at(101)), Err(PendingOver));
    assert_eq!(begun.attempt(&account, &browser, at(400)), Err(PendingOver));
    assert_eq!(
        begun.attempt(&account, &browser, at(90)),
        Err(PendingOver),
        "the clock went back"
    );
    assert_eq!(
        begun.attempt(&account.clone().sessions_ended(at(101)), &browser, at(102)),
        Err(PendingOver)
    );
    assert_eq!(
        begun.attempt(&account.clone().disabled(at(101)), &browser, at(102)),
        Err(PendingOver)
    );
    let mut pending =
        serde_json::from_str::<PendingSignIn>(&serde_json::to_string(&begun).unwrap()).unwrap();
    for _ in 0..5 {
        pending = pending.attempt(&account, &browser, at(399)).unwrap();
    }
    assert_eq!(
        pending.attempt(&account, &browser, at(101)),
        Err(PendingOver)
    );
}

#[test]
fn settings_are_safe_from_the_start_and_refused_when_they_are_not() {
    let settings = SignInSettings::default().checked().unwrap();
    let limits = settings.sessions;
    assert_eq!(
        (
            limits.idle_minutes,
            limits.absolute_minutes,
            limits.step_up_minutes
        ),
        (15, 480, 10)
    );
    assert_eq!(settings.second_factor, SecondFactorRule::Required);
    let read = |text: &str| {
        serde_json::from_str::<SignInSettings>(text)
            .unwrap()
            .checked()
    };
    assert_eq!(
        read(r#"{"sessions":{"idle_minutes":0}}"#),
        Err(InvalidSettings::Sessions)
    );
    assert_eq!(
        read(r#"{"sessions":{"absolute_minutes":1441}}"#),
        Err(InvalidSettings::Sessions)
    );
    assert_eq!(
        read(r#"{"sessions":{"step_up_minutes":11}}"#),
        Err(InvalidSettings::Sessions)
    );
    assert!(matches!(
        read(r#"{"hashing":{"cost":{"memory_kib":1024}}}"#),
        Err(InvalidSettings::Cost(_))
    ));
    assert!(matches!(
        read(r#"{"hashing":{"cost":{"passes":1}}}"#),
        Err(InvalidSettings::Cost(_))
    ));
    assert_eq!(
        read(r#"{"hashing":{"seats":65}}"#),
        Err(InvalidSettings::Hashing)
    );
    assert!(serde_json::from_str::<SignInSettings>(r#"{"hashing":{"seats":0}}"#).is_err());
    assert!(serde_json::from_str::<SignInSettings>(r#"{"sesions":{}}"#).is_err());
    let rule = read(r#"{"second_factor":{"required-except-for":["pilots"]}}"#)
        .unwrap()
        .second_factor;
    assert!(!rule.asks(&["pilots"]));
}
