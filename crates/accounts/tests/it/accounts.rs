//! Accounts: what may be changed when, what a sign-in still needs, and what links are good for.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::net::IpAddr;

use ombud_accounts::account::{InvalidName, account_id};
use ombud_accounts::rules::{self, SetUp};
use ombud_accounts::{
    Account, AccountRefused, AccountState, DisplayName, ExternalIdentity, LinkPurpose, LinkRefused,
    LinkToken, LoginName, OneTimeLink, PasswordHash, Proof, RecoveryCodes, SecondFactorRule, Totp,
    Verdict,
};
use ombud_identity::{MasterKey, OsEntropy, SeedKey};
use ombud_model::{AccountId, AccountKind, PersonId, Timestamp};
use proptest::prelude::*;

pub(crate) const HOME: &str = "198.51.100.7";

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + seconds * 1_000).unwrap()
}

pub(crate) fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub(crate) fn invited() -> Account {
    Account::create(
        AccountId(7),
        "mia.berg".parse().unwrap(),
        "Mia Berg".parse().unwrap(),
        AccountKind::Human,
        at(0),
    )
}

/// A hash that stands for a password; nobody checks it here.
pub(crate) fn some_password() -> PasswordHash {
    let text =
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21l$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    PasswordHash::try_from(text.to_owned()).unwrap()
}

pub(crate) fn active() -> Account {
    invited()
        .with_password(some_password(), at(1))
        .unwrap()
        .activated(at(2))
        .unwrap()
}

/// What an authenticator app shows for this address at this time: written again from the standards.
fn app_shows(uri: &str, now: Timestamp) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let secret = uri
        .split("secret=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let digit = |c: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap() as u128;
    let groups: Vec<char> = secret.chars().collect();
    let seed: Vec<u8> = groups
        .chunks(8)
        .flat_map(|group| {
            group
                .iter()
                .fold(0, |bits, c| bits << 5 | digit(*c))
                .to_be_bytes()[11..]
                .to_vec()
        })
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&seed).unwrap();
    mac.update(&(now.millis() as u64 / 30_000).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = (hash[19] & 15) as usize;
    let number = u32::from_be_bytes(hash[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

pub(crate) fn some_totp() -> Totp {
    use ombud_accounts::totp::TotpEnrolment;
    let key = SeedKey::from_bytes([1; 32]);
    let (uri, enrolment) = TotpEnrolment::begin(
        AccountId(7),
        &"mia".parse().unwrap(),
        &key,
        at(0),
        &mut OsEntropy,
    )
    .unwrap();
    enrolment
        .confirm(AccountId(7), &app_shows(&uri, at(0)), &key, at(0))
        .unwrap()
}

pub(crate) fn identity(subject: &str) -> ExternalIdentity {
    ExternalIdentity {
        issuer: "https://id.corp.test".to_owned(),
        subject: subject.to_owned(),
    }
}

#[test]
fn login_names_are_one_alphabet_in_one_case() {
    assert_eq!(
        " Mia.Berg@Corp.test "
            .parse::<LoginName>()
            .unwrap()
            .as_str(),
        "mia.berg@corp.test"
    );
    for wrong in [
        "",
        "m",
        "mia berg",
        "-mia",
        "mïa",
        "miа",
        "mi\na",
        &"m".repeat(129),
        "mia/..",
        "<mia>",
    ] {
        assert_eq!(
            wrong.parse::<LoginName>(),
            Err(InvalidName::Login),
            "{wrong}"
        );
    }
    assert_eq!(
        " Mia Bérg ".parse::<DisplayName>().unwrap().as_str(),
        "Mia Bérg"
    );
    for wrong in [
        "",
        "  ",
        "Mia\u{202e}greB",
        "Mia\u{0}",
        "a\nb",
        &"m".repeat(101),
    ] {
        assert_eq!(
            wrong.parse::<DisplayName>(),
            Err(InvalidName::Display),
            "{wrong:?}"
        );
    }
}

#[test]
fn an_account_is_stored_whole_and_names_nobody_when_printed() {
    let account = active()
        .with_totp(
            some_totp(),
            RecoveryCodes::generate(AccountId(7), &mut OsEntropy)
                .unwrap()
                .1,
            at(3),
        )
        .unwrap()
        .with_external(identity("248289761001"), at(4))
        .unwrap()
        .with_person(Some(PersonId(41)), at(5))
        .signed_in(ip(HOME), at(6));
    let stored = serde_json::to_string(&account).unwrap();
    assert_eq!(serde_json::from_str::<Account>(&stored).unwrap(), account);
    assert!(
        serde_json::from_str::<Account>(&stored.replacen('{', "{\"rank\":1,", 1)).is_err(),
        "unknown fields are refused"
    );
    let printed = format!("{account:?}").to_lowercase();
    for hidden in ["mia", "berg", "argon2", "248289761001", "corp.test"] {
        assert!(!printed.contains(hidden), "{hidden} in {printed}");
    }
    let first = account_id(&mut OsEntropy).unwrap();
    assert!(first != account_id(&mut OsEntropy).unwrap());
}

#[test]
fn an_invitation_is_closed_by_a_way_in_and_once() {
    assert_eq!(
        invited().activated(at(1)),
        Err(AccountRefused::NothingToSignInWith)
    );
    let account = active();
    assert_eq!(
        (account.state, account.changed),
        (AccountState::Active, at(2))
    );
    assert_eq!(
        account.clone().activated(at(3)),
        Err(AccountRefused::AlreadySetUp)
    );
    assert_eq!(
        account.disabled(at(3)).activated(at(4)),
        Err(AccountRefused::Disabled)
    );
}

#[test]
fn what_takes_a_way_in_away_ends_all_sessions() {
    let before = active().with_external(identity("1"), at(3)).unwrap();
    let epoch = before.epoch;
    let changes: [(&str, Account); 7] = [
        (
            "password",
            before
                .clone()
                .with_password(some_password(), at(9))
                .unwrap(),
        ),
        (
            "no password",
            before.clone().without_password(at(9)).unwrap(),
        ),
        (
            "totp",
            before
                .clone()
                .with_totp(some_totp(), RecoveryCodes::default(), at(9))
                .unwrap(),
        ),
        (
            "no provider",
            before.clone().without_external(at(9)).unwrap(),
        ),
        ("disabled", before.clone().disabled(at(9))),
        ("reset", before.clone().reset(at(9)).unwrap()),
        ("ended", before.clone().sessions_ended(at(9))),
    ];
    for (name, after) in changes {
        assert!(after.epoch > epoch && after.changed == at(9), "{name}");
    }
    assert_eq!(before.clone().signed_in(ip(HOME), at(9)).epoch, epoch);
    let enabled = before.disabled(at(9)).enabled(at(10));
    assert!(
        enabled.is_active() && enabled.epoch > epoch,
        "sessions from before stay dead"
    );
}

#[test]
fn the_last_way_in_stays() {
    assert_eq!(
        active().without_password(at(3)),
        Err(AccountRefused::LastWayIn)
    );
    let linked = active().with_external(identity("1"), at(3)).unwrap();
    assert_eq!(
        linked.clone().with_external(identity("2"), at(4)),
        Err(AccountRefused::OtherIdentity)
    );
    let without = linked.without_password(at(4)).unwrap();
    assert_eq!(
        without.without_external(at(5)),
        Err(AccountRefused::LastWayIn)
    );
    assert_eq!(
        active().without_passkey("0123456789abcdef", at(3)),
        Err(AccountRefused::UnknownPasskey)
    );
}

#[test]
fn codes_need_a_password_and_go_with_it() {
    let linked = invited().with_external(identity("1"), at(1)).unwrap();
    assert_eq!(
        linked
            .clone()
            .with_totp(some_totp(), RecoveryCodes::default(), at(2)),
        Err(AccountRefused::NoPassword)
    );
    let full = linked.with_password(some_password(), at(2)).unwrap();
    let codes = RecoveryCodes::generate(AccountId(7), &mut OsEntropy)
        .unwrap()
        .1;
    let full = full.with_totp(some_totp(), codes, at(3)).unwrap();
    let less = full.without_password(at(4)).unwrap();
    assert!(less.credentials.totp.is_none() && less.credentials.recovery.left() == 0);
}

#[test]
fn an_integration_never_signs_in() {
    let robot = Account::create(
        AccountId(8),
        "siem".parse().unwrap(),
        "SIEM".parse().unwrap(),
        AccountKind::Integration,
        at(0),
    );
    assert!(robot.is_active());
    assert_eq!(
        robot.clone().with_password(some_password(), at(1)),
        Err(AccountRefused::IntegrationHasNoSignIn)
    );
    assert_eq!(
        robot.clone().with_external(identity("1"), at(1)),
        Err(AccountRefused::IntegrationHasNoSignIn)
    );
    assert_eq!(
        robot.clone().reset(at(1)),
        Err(AccountRefused::IntegrationHasNoSignIn)
    );
    assert_eq!(
        rules::judge(
            &robot,
            &SecondFactorRule::NotRequired,
            &[],
            &[Proof::Password]
        ),
        Verdict::Refused
    );
    assert!(robot.disabled(at(1)).enabled(at(2)).is_active());
}

#[test]
fn a_link_is_good_once_for_its_time_and_its_account() {
    const HOUR: i64 = 3_600;
    let (account, id) = (invited(), AccountId(7));
    let (token, link) = OneTimeLink::issue(
        LinkPurpose::Invitation,
        Some((id, account.epoch)),
        at(0),
        &mut OsEntropy,
    )
    .unwrap();
    assert_eq!(link.account, Some(id));
    let used = link
        .redeem(&token, account.epoch, at(72 * HOUR - 1))
        .unwrap();
    assert_eq!(
        used.redeem(&token, account.epoch, at(10)),
        Err(LinkRefused::Used)
    );
    assert_eq!(
        link.redeem(&token, account.epoch, at(72 * HOUR)),
        Err(LinkRefused::Expired)
    );
    assert_eq!(
        link.redeem(&token, account.epoch, at(-HOUR)),
        Err(LinkRefused::Expired),
        "the clock went back"
    );
    assert_eq!(
        link.redeem(&token, account.disabled(at(1)).epoch, at(2)),
        Err(LinkRefused::Superseded)
    );
    let other = LinkToken::generate(&mut OsEntropy).unwrap();
    assert_eq!(
        used.redeem(&other, 0, at(99 * HOUR)),
        Err(LinkRefused::Unknown),
        "the state is not told to whoever lacks the secret"
    );
    let (token, first) =
        OneTimeLink::issue(LinkPurpose::FirstAdministrator, None, at(0), &mut OsEntropy).unwrap();
    assert!(first.redeem(&token, 0, at(24 * HOUR - 1)).is_ok());
    assert_eq!(
        first.redeem(&token, 0, at(24 * HOUR)),
        Err(LinkRefused::Expired)
    );
    let stored = serde_json::to_string(&first).unwrap();
    assert!(!stored.contains(token.reveal().trim_start_matches("ombud_lnk_")));
    assert_eq!(serde_json::from_str::<OneTimeLink>(&stored).unwrap(), first);
}

#[test]
fn a_reset_leaves_nothing_to_sign_in_with() {
    let account = active()
        .with_external(identity("1"), at(3))
        .unwrap()
        .reset(at(4))
        .unwrap();
    assert_eq!(
        (account.state, account.credentials.password.is_none()),
        (AccountState::Invited, true)
    );
    for proof in [Proof::Password, Proof::Passkey, Proof::Provider] {
        assert_eq!(
            rules::judge(&account, &SecondFactorRule::NotRequired, &[], &[proof]),
            Verdict::Refused
        );
    }
}

#[test]
fn a_link_to_a_provider_from_before_a_reset_counts_for_nothing_until_it_is_made_anew() {
    let linked = active().with_external(identity("1"), at(3)).unwrap();
    assert_eq!(linked.linked(), Some(&identity("1")));
    let set_up = |account: Account| {
        let account = account.reset(at(4)).unwrap();
        let account = account.with_password(some_password(), at(5)).unwrap();
        account.activated(at(6)).unwrap()
    };
    let reset = set_up(linked.clone());
    assert_eq!(reset.linked(), None);
    let suffices = |account: &Account| rules::set_up(account, &SecondFactorRule::Required, &[]);
    assert_eq!(suffices(&reset), SetUp::NeedsSecondFactor);
    assert!(
        !reset
            .clone()
            .signed_in(ip(HOME), at(7))
            .reset(at(8))
            .unwrap()
            .knows_place(ip(HOME), at(9))
    );
    // Whichever is linked now, the same or another one.
    for subject in ["1", "2"] {
        let anew = reset
            .clone()
            .with_external(identity(subject), at(7))
            .unwrap();
        assert_eq!(anew.linked(), Some(&identity(subject)));
        assert_eq!(suffices(&anew), SetUp::Complete);
        assert_eq!(set_up(anew).linked(), None);
    }
    // What ends sessions only does not end the link.
    assert_eq!(linked.sessions_ended(at(4)).linked(), Some(&identity("1")));
}

#[test]
fn places_are_remembered_for_a_month_and_not_beyond_ten() {
    const DAY: i64 = 86_400;
    let account = active().signed_in(ip(HOME), at(0));
    assert!(account.knows_place(ip("198.51.100.200"), at(29 * DAY)));
    assert!(!account.knows_place(ip("198.51.101.7"), at(1)));
    assert!(!account.knows_place(ip(HOME), at(31 * DAY)));
    assert!(
        !account.knows_place(ip(HOME), at(-2 * DAY)),
        "a place from the future is none"
    );
    let busy = (0..200).fold(account, |account, n| {
        account.signed_in(ip(&format!("10.0.{n}.1")), at(n))
    });
    assert_eq!(busy.places.len(), 10);
    assert!(busy.knows_place(ip("10.0.199.9"), at(300)) && !busy.knows_place(ip(HOME), at(300)));
    let mapped = active().signed_in(ip("::ffff:198.51.100.7"), at(0));
    assert!(mapped.knows_place(ip(HOME), at(1)));
}

#[test]
fn the_key_of_seeds_follows_from_the_master_key() {
    let (one, two) = (
        MasterKey::from_bytes(&[1; 32]),
        MasterKey::from_bytes(&[2; 32]),
    );
    use ombud_accounts::totp::{TotpEnrolment, TotpRefused};
    let login = "mia".parse().unwrap();
    let (_, enrolment) =
        TotpEnrolment::begin(AccountId(7), &login, &one.seed_key(), at(0), &mut OsEntropy).unwrap();
    assert_eq!(
        enrolment.confirm(AccountId(7), "000000", &two.seed_key(), at(1)),
        Err(TotpRefused::Sealed)
    );
    assert_ne!(
        enrolment.confirm(AccountId(7), "000000", &one.seed_key(), at(1)),
        Err(TotpRefused::Sealed)
    );
}

proptest! {
    /// Whatever happens to an account: what is not active never signs in, the epoch never falls, and an active person has a way in.
    #[test]
    fn any_history_keeps_the_promises(steps in proptest::collection::vec(0_u8..11, 0..40)) {
        let mut account = invited();
        for (turn, step) in steps.into_iter().enumerate() {
            let now = at(turn as i64 + 1);
            let before = account.clone();
            let next = match step {
                0 => account.with_password(some_password(), now),
                1 => account.without_password(now),
                2 => account.with_external(identity("1"), now),
                3 => account.without_external(now),
                4 => account.activated(now),
                5 => Ok(account.disabled(now)),
                6 => Ok(account.enabled(now)),
                7 => account.reset(now),
                8 => Ok(account.sessions_ended(now)),
                9 => Ok(account.with_person(Some(PersonId(1)), now)),
                _ => Ok(account.signed_in(ip(HOME), now)),
            };
            account = next.unwrap_or(before.clone());
            prop_assert!(account.epoch >= before.epoch);
            prop_assert!(account.state != AccountState::Active || account.has_way_in());
            if !account.is_active() {
                for proof in [Proof::Password, Proof::Passkey, Proof::Provider] {
                    prop_assert_eq!(rules::judge(&account, &SecondFactorRule::NotRequired, &[], &[proof]), Verdict::Refused);
                }
            }
            if before.credentials.password.is_some() && account.credentials.password.is_none() {
                prop_assert!(account.epoch > before.epoch);
            }
            let stored = serde_json::to_string(&account).unwrap();
            prop_assert_eq!(serde_json::from_str::<Account>(&stored).unwrap(), account.clone());
        }
    }
}
