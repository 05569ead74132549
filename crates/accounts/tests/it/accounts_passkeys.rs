//! Passkeys, against a software authenticator: both ceremonies, and every way in which an answer is not taken.

use data_encoding::BASE64URL_NOPAD;
use ombud_accounts::account::MOST_PASSKEYS;
use ombud_accounts::passkey::{InvalidOrigin, PasskeyCeremony, PasskeyEnrolment, PasskeyRefused};
use ombud_accounts::settings::PasskeySettings;
use ombud_accounts::{
    Account, AccountRefused, BrowserToken, Passkeys, Proof, SecondFactorRule, SecretHash, Verdict,
    rules,
};
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::accounts::{active, at, invited};
use crate::accounts_authenticator::Authenticator;

const ORIGIN: &str = "https://ombud.corp.test";

fn passkeys() -> Passkeys {
    Passkeys::new(&PasskeySettings {
        origin: ORIGIN.to_owned(),
    })
    .unwrap()
}

fn browser() -> SecretHash {
    BrowserToken::generate(&mut OsEntropy).unwrap().hash()
}

fn stored<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

fn enrolled(seed: u8) -> (Account, Authenticator) {
    let (mut device, here) = (Authenticator::new(seed, ORIGIN), browser());
    let account = invited();
    let (options, enrolment) = passkeys().begin_enrolment(&account, here, at(10)).unwrap();
    let answer = device.create(&options);
    let enrolment: PasskeyEnrolment = stored(&enrolment);
    let account = passkeys()
        .finish_enrolment(&enrolment, account, &here, &answer, "blue key", at(20))
        .unwrap();
    (stored(&account.activated(at(21)).unwrap()), device)
}

fn sign_in(account: &Account, device: &mut Authenticator) -> Result<Account, PasskeyRefused> {
    let here = browser();
    let (options, ceremony) = passkeys().begin_sign_in(here, at(100)).unwrap();
    let answer = device.get(&options);
    assert_eq!(passkeys().claimed_account(&answer), Ok(AccountId(7)));
    passkeys().finish(stored(&ceremony), account.clone(), &here, &answer, at(110))
}

#[test]
fn a_passkey_is_added_and_signs_in_alone() {
    let (account, mut device) = enrolled(3);
    let [passkey] = account.credentials.passkeys.as_slice() else {
        panic!("one passkey")
    };
    assert_eq!(
        (passkey.label.as_str(), passkey.created, passkey.last_used),
        ("blue key", at(20), None)
    );
    let after = sign_in(&account, &mut device).unwrap();
    assert_eq!(after.credentials.passkeys[0].last_used, Some(at(110)));
    assert_eq!(
        rules::judge(
            &after,
            &SecondFactorRule::Required,
            &["analysts"],
            &[Proof::Passkey]
        ),
        Verdict::SignedIn
    );
    let only_password = after
        .with_password(crate::accounts::some_password(), at(120))
        .unwrap();
    let verdict = rules::judge(
        &only_password,
        &SecondFactorRule::Required,
        &["analysts"],
        &[Proof::Password],
    );
    assert_eq!(
        verdict,
        Verdict::NeedsPasskey,
        "a stolen password does not add a second factor of its own"
    );
}

#[test]
fn the_browser_is_asked_for_a_key_that_can_be_found_and_is_unlocked() {
    let (options, _) = passkeys()
        .begin_enrolment(&invited(), browser(), at(0))
        .unwrap();
    let options = &options["publicKey"];
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(
        options["authenticatorSelection"]["requireResidentKey"],
        true
    );
    assert_eq!(
        options["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(
        (
            options["rp"]["id"].as_str(),
            options["attestation"].as_str()
        ),
        (Some("ombud.corp.test"), Some("none"))
    );
    assert_eq!(
        options["user"]["id"].as_str().unwrap(),
        BASE64URL_NOPAD.encode(&7_u128.to_be_bytes())
    );
    let (options, _) = passkeys().begin_sign_in(browser(), at(0)).unwrap();
    assert_eq!(
        (
            options["publicKey"]["userVerification"].as_str(),
            options.get("mediation")
        ),
        (Some("required"), None)
    );
    assert_eq!(
        options["publicKey"]["allowCredentials"],
        serde_json::json!([]),
        "says nothing about who exists"
    );
}

#[test]
fn the_count_of_uses_moves_on_and_a_copy_shows() {
    let (account, mut device) = enrolled(3);
    let mut copy = device.clone();
    let after = sign_in(&account, &mut device).unwrap();
    let after = sign_in(&after, &mut device).unwrap();
    assert_eq!(
        sign_in(&after, &mut copy).unwrap_err(),
        PasskeyRefused::MaybeCopied
    );
    let mut synchronised = Authenticator::new(9, ORIGIN);
    synchronised.counter = 0;
    let (options, enrolment) = passkeys()
        .begin_enrolment(&after, browser_of(9), at(10))
        .unwrap();
    let answer = synchronised.create(&options);
    let account = passkeys()
        .finish_enrolment(&enrolment, after, &browser_of(9), &answer, "phone", at(20))
        .unwrap();
    assert!(
        sign_in(&account, &mut synchronised).is_ok()
            && sign_in(&account, &mut synchronised).is_ok(),
        "0 never counts"
    );
}

/// The hash of a browser that is the same each time.
fn browser_of(seed: u8) -> SecretHash {
    BrowserToken::generate(&mut |bytes: &mut [u8]| bytes.fill(seed))
        .unwrap()
        .hash()
}

#[test]
fn an_answer_is_good_for_its_challenge_browser_and_time() {
    let (account, mut device) = enrolled(3);
    let (here, there) = (browser(), browser());
    let (options, ceremony) = passkeys().begin_sign_in(here, at(100)).unwrap();
    let answer = device.get(&options);
    let finish = |ceremony: &PasskeyCeremony, browser: &SecretHash, now: i64| {
        passkeys()
            .finish(ceremony.clone(), account.clone(), browser, &answer, at(now))
            .map(|_| ())
    };
    assert_eq!(finish(&ceremony, &there, 101), Err(PasskeyRefused::Over));
    assert_eq!(finish(&ceremony, &here, 400), Err(PasskeyRefused::Over));
    assert_eq!(
        finish(&ceremony, &here, 50),
        Err(PasskeyRefused::Over),
        "the clock went back"
    );
    let (_, other) = passkeys().begin_sign_in(here, at(100)).unwrap();
    assert_eq!(
        finish(&other, &here, 101),
        Err(PasskeyRefused::NotAccepted),
        "another challenge"
    );
    assert_eq!(finish(&ceremony, &here, 399), Ok(()));
}

#[test]
fn what_is_not_unlocked_elsewhere_or_somebody_elses_is_refused() {
    let (account, device) = enrolled(3);
    let mut locked = device.clone();
    locked.verifies = false;
    assert_eq!(
        sign_in(&account, &mut locked).unwrap_err(),
        PasskeyRefused::NotAccepted
    );
    for origin in [
        "https://evil.test",
        "https://ombud.corp.test.evil.test",
        "http://ombud.corp.test",
        "https://a.ombud.corp.test",
    ] {
        let mut phished = device.clone();
        phished.origin = origin.to_owned();
        assert_eq!(
            sign_in(&account, &mut phished).unwrap_err(),
            PasskeyRefused::NotAccepted,
            "{origin}"
        );
    }
    let (_, mut other_key) = enrolled(4);
    assert_eq!(
        sign_in(&account, &mut other_key).unwrap_err(),
        PasskeyRefused::NotAccepted
    );
    let mut stranger = account.clone();
    stranger.id = AccountId(99);
    assert_eq!(
        sign_in(&stranger, &mut device.clone()).unwrap_err(),
        PasskeyRefused::NotAccepted,
        "the handle names another account"
    );
}

#[test]
fn a_changed_answer_is_refused() {
    let (account, mut device) = enrolled(3);
    let here = browser();
    let (options, ceremony) = passkeys().begin_sign_in(here, at(100)).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&device.get(&options)).unwrap();
    for field in ["authenticatorData", "clientDataJSON", "signature"] {
        let whole = answer["response"][field].as_str().unwrap();
        for place in [4, whole.len() / 2, whole.len() - 4] {
            let mut changed = whole.as_bytes().to_vec();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let mut forged = answer.clone();
            forged["response"][field] = String::from_utf8(changed).unwrap().into();
            let refused = passkeys().finish(
                ceremony.clone(),
                account.clone(),
                &here,
                &forged.to_string(),
                at(101),
            );
            assert!(refused.is_err(), "{field} at {place}");
        }
    }
    assert!(
        passkeys()
            .finish(ceremony, account, &here, &answer.to_string(), at(101))
            .is_ok()
    );
}

#[test]
fn enrolling_is_for_one_account_browser_and_time_and_needs_an_unlocked_device() {
    let (here, mut device) = (browser(), Authenticator::new(5, ORIGIN));
    let (options, enrolment) = passkeys()
        .begin_enrolment(&invited(), here, at(10))
        .unwrap();
    let answer = device.create(&options);
    let finish = |account: Account, browser: &SecretHash, answer: &str, label: &str, now: i64| {
        passkeys()
            .finish_enrolment(&enrolment, account, browser, answer, label, at(now))
            .map(|_| ())
    };
    let mut other = invited();
    other.id = AccountId(99);
    assert_eq!(
        finish(other, &here, &answer, "key", 11),
        Err(PasskeyRefused::Over)
    );
    assert_eq!(
        finish(invited(), &browser(), &answer, "key", 11),
        Err(PasskeyRefused::Over)
    );
    assert_eq!(
        finish(invited(), &here, &answer, "key", 310),
        Err(PasskeyRefused::Over)
    );
    assert_eq!(
        finish(invited(), &here, &answer, " ", 11),
        Err(PasskeyRefused::Label)
    );
    assert_eq!(
        finish(invited(), &here, &answer, &"k".repeat(61), 11),
        Err(PasskeyRefused::Label)
    );
    device.verifies = false;
    let locked = device.create(&options);
    assert_eq!(
        finish(invited(), &here, &locked, "key", 11),
        Err(PasskeyRefused::NotAccepted)
    );
    device.verifies = true;
    device.origin = "https://evil.test".to_owned();
    let phished = device.create(&options);
    assert_eq!(
        finish(invited(), &here, &phished, "key", 11),
        Err(PasskeyRefused::NotAccepted)
    );
    let robot = Account::create(
        AccountId(7),
        "siem".parse().unwrap(),
        "SIEM".parse().unwrap(),
        AccountKind::Integration,
        at(0),
    );
    assert_eq!(
        finish(robot, &here, &answer, "key", 11),
        Err(AccountRefused::IntegrationHasNoSignIn.into())
    );
    assert_eq!(finish(invited(), &here, &answer, "key", 11), Ok(()));
}

#[test]
fn confirming_takes_the_holders_passkey_only() {
    let (account, mut device) = enrolled(3);
    let here = browser();
    let (options, ceremony) = passkeys()
        .begin_confirmation(&account, here, at(100))
        .unwrap();
    let answer = device.get(&options);
    let mut other = enrolled(3).0;
    other.id = AccountId(99);
    assert_eq!(
        passkeys()
            .finish(ceremony.clone(), other, &here, &answer, at(101))
            .unwrap_err(),
        PasskeyRefused::Over
    );
    let after = passkeys()
        .finish(stored(&ceremony), account.clone(), &here, &answer, at(101))
        .unwrap();
    // The same ceremony against the account as it is now: the count has been used.
    assert_eq!(
        passkeys()
            .finish(ceremony, after, &here, &answer, at(102))
            .unwrap_err(),
        PasskeyRefused::MaybeCopied
    );
    assert_eq!(
        passkeys()
            .begin_confirmation(&active(), here, at(100))
            .unwrap_err(),
        AccountRefused::UnknownPasskey.into(),
        "without a passkey there is nothing to confirm with"
    );
}

#[test]
fn a_passkey_is_on_an_account_once_and_is_removed_by_its_handle() {
    let (account, mut device) = enrolled(3);
    let here = browser();
    let (options, enrolment) = passkeys().begin_enrolment(&account, here, at(10)).unwrap();
    assert_eq!(
        options["publicKey"]["excludeCredentials"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let again = device.create(&options);
    assert!(
        passkeys()
            .finish_enrolment(&enrolment, account.clone(), &here, &again, "again", at(20))
            .is_err()
    );
    let handle = account.credentials.passkeys[0].handle();
    assert_eq!(handle.len(), 16);
    assert_eq!(
        account.clone().without_passkey(&handle, at(30)),
        Err(AccountRefused::LastWayIn)
    );
    let epoch = account.epoch;
    let both = account
        .with_password(crate::accounts::some_password(), at(30))
        .unwrap();
    let less = both.without_passkey(&handle, at(31)).unwrap();
    assert!(less.credentials.passkeys.is_empty() && less.epoch > epoch);
    assert_eq!(
        sign_in(&less, &mut device).unwrap_err(),
        PasskeyRefused::NotAccepted
    );
}

#[test]
fn an_account_has_a_bounded_number_of_passkeys() {
    let mut account = invited();
    for seed in 1..=MOST_PASSKEYS as u8 + 1 {
        let here = browser();
        let (options, enrolment) = passkeys().begin_enrolment(&account, here, at(10)).unwrap();
        let answer = Authenticator::new(seed, ORIGIN).create(&options);
        let next =
            passkeys().finish_enrolment(&enrolment, account.clone(), &here, &answer, "key", at(20));
        match usize::from(seed) <= MOST_PASSKEYS {
            true => account = next.unwrap(),
            false => assert_eq!(next.unwrap_err(), AccountRefused::TooManyPasskeys.into()),
        }
    }
}

#[test]
fn origins_are_names_over_https() {
    let new = |origin: &str| {
        Passkeys::new(&PasskeySettings {
            origin: origin.to_owned(),
        })
        .map(|_| ())
    };
    for good in [
        "https://ombud.corp.test",
        "https://ombud.corp.test:8443",
        "http://localhost:8080",
        "https://localhost/",
    ] {
        assert_eq!(new(good), Ok(()), "{good}");
    }
    for plain in [
        "http://ombud.corp.test",
        "https://192.0.2.1",
        "https://[::1]:8443",
        "http://127.0.0.1:8080",
        "ftp://ombud.corp.test",
    ] {
        assert_eq!(new(plain), Err(InvalidOrigin::NotSecure), "{plain}");
    }
    for wrong in [
        "",
        "ombud.corp.test",
        "https://ombud.corp.test/path",
        "https://mia@ombud.corp.test",
        "https://ombud.corp.test?x",
    ] {
        assert_eq!(new(wrong), Err(InvalidOrigin::NotAnAddress), "{wrong}");
    }
}

#[test]
fn what_waits_is_not_printed() {
    let (options, enrolment) = passkeys()
        .begin_enrolment(&invited(), browser(), at(0))
        .unwrap();
    let (_, ceremony) = passkeys().begin_sign_in(browser(), at(0)).unwrap();
    assert_eq!(
        format!("{enrolment:?} {ceremony:?} {:?}", passkeys()),
        "PasskeyEnrolment(..) PasskeyCeremony(..) Passkeys(..)"
    );
    assert!(
        options["publicKey"]["challenge"].as_str().unwrap().len() >= 43,
        "256 bits at least"
    );
}

proptest! {
    #[test]
    fn any_answer_is_refused_or_read(text in "\\PC{0,60}|\\{\"id\":\"[A-Za-z0-9]{0,8}\",\"rawId\":\"[A-Za-z0-9_-]{0,8}\",\"type\":\"public-key\",\"response\":\\{.{0,40}\\}\\}") {
        let here = browser();
        let (_, enrolment) = passkeys().begin_enrolment(&invited(), here, at(0)).unwrap();
        let (_, ceremony) = passkeys().begin_sign_in(here, at(0)).unwrap();
        prop_assert!(passkeys().claimed_account(&text).is_err());
        prop_assert!(passkeys().finish_enrolment(&enrolment, invited(), &here, &text, "key", at(1)).is_err());
        prop_assert!(passkeys().finish(ceremony, active(), &here, &text, at(1)).is_err());
    }
}
