//! Sessions: how long they last, whatever the clock does, and what a page must show.

use std::collections::HashSet;

use ombud_accounts::session::{SessionReach, TOLERATED_SKEW_MILLIS};
use ombud_accounts::{Proof, Session, SessionLimits, SessionOver, SessionToken};
use ombud_identity::OsEntropy;
use ombud_model::Timestamp;
use proptest::prelude::*;

use crate::accounts::{HOME, active, at, invited, ip};

const LIMITS: SessionLimits = SessionLimits {
    idle_minutes: 15,
    absolute_minutes: 480,
    step_up_minutes: 10,
};

fn begun(at: Timestamp) -> (SessionToken, Session) {
    Session::begin(
        &active(),
        SessionReach::Full,
        &[Proof::Passkey],
        ip(HOME),
        at,
        &mut OsEntropy,
    )
    .unwrap()
}

#[test]
fn a_session_ends_when_idle() {
    let (_, session) = begun(at(0));
    assert_eq!(session.judge(&active(), &LIMITS, at(15 * 60 - 1)), Ok(()));
    assert_eq!(
        session.judge(&active(), &LIMITS, at(15 * 60)),
        Err(SessionOver::Idle)
    );
    let touched = session.touched(at(600));
    assert_eq!(touched.judge(&active(), &LIMITS, at(600 + 899)), Ok(()));
    assert_eq!(
        touched.judge(&active(), &LIMITS, at(600 + 900)),
        Err(SessionOver::Idle)
    );
}

#[test]
fn a_session_ends_however_busy_it_is() {
    let (_, mut session) = begun(at(0));
    for minute in 0..480 {
        assert_eq!(
            session.judge(&active(), &LIMITS, at(minute * 60)),
            Ok(()),
            "{minute}"
        );
        session = session.touched(at(minute * 60));
    }
    assert_eq!(
        session.judge(&active(), &LIMITS, at(480 * 60)),
        Err(SessionOver::TooOld)
    );
    let (_, renewed) = session
        .confirmed(&[Proof::Passkey], at(479 * 60), &mut OsEntropy)
        .unwrap();
    assert_eq!(
        renewed.judge(&active(), &LIMITS, at(480 * 60)),
        Err(SessionOver::TooOld),
        "confirming does not lengthen it"
    );
}

#[test]
fn revoking_works_at_the_next_request() {
    let (_, session) = begun(at(0));
    assert_eq!(
        session.judge(&active().sessions_ended(at(1)), &LIMITS, at(1)),
        Err(SessionOver::Ended)
    );
    assert_eq!(
        session.judge(&active().disabled(at(1)), &LIMITS, at(1)),
        Err(SessionOver::Ended)
    );
    assert_eq!(
        session.judge(&active().disabled(at(1)).enabled(at(2)), &LIMITS, at(2)),
        Err(SessionOver::Ended)
    );
    let mut other = active();
    other.id = ombud_model::AccountId(99);
    assert_eq!(
        session.judge(&other, &LIMITS, at(1)),
        Err(SessionOver::Ended),
        "an account's session is for no other"
    );
}

#[test]
fn a_small_session_reaches_only_setting_up() {
    let invited = invited();
    let (_, small) = Session::begin(
        &invited,
        SessionReach::SetUp,
        &[],
        ip(HOME),
        at(0),
        &mut OsEntropy,
    )
    .unwrap();
    assert_eq!(small.judge(&invited, &LIMITS, at(1)), Ok(()));
    assert!(
        !small.is_fresh(&LIMITS, at(1)),
        "nothing that needs a fresh proof"
    );
    let (_, full) = Session::begin(
        &invited,
        SessionReach::Full,
        &[],
        ip(HOME),
        at(0),
        &mut OsEntropy,
    )
    .unwrap();
    assert_eq!(
        full.judge(&invited, &LIMITS, at(1)),
        Err(SessionOver::Ended),
        "who is not set up has no full session"
    );
}

#[test]
fn a_clock_that_went_back_ends_the_session() {
    let skew = i64::try_from(TOLERATED_SKEW_MILLIS).unwrap();
    let (_, session) = begun(at(1_000));
    let before = |millis: i64| Timestamp::from_millis(at(1_000).millis() - millis).unwrap();
    assert_eq!(
        session.judge(&active(), &LIMITS, before(skew)),
        Ok(()),
        "nodes differ by that much"
    );
    assert_eq!(
        session.judge(&active(), &LIMITS, before(skew + 1)),
        Err(SessionOver::ClockWentBack)
    );
    let touched = session.clone().touched(at(900));
    assert_eq!(
        touched.last_seen,
        at(1_000),
        "a request does not make it younger"
    );
    assert!(!session.is_fresh(&LIMITS, before(skew + 1)));
    let (_, confirmed) = session
        .confirmed(&[Proof::Passkey], before(skew), &mut OsEntropy)
        .unwrap();
    assert_eq!(
        (confirmed.confirmed, confirmed.last_seen),
        (at(1_000), at(1_000))
    );
}

#[test]
fn a_proof_is_fresh_for_ten_minutes_and_renewed_under_a_new_token() {
    let (token, session) = begun(at(0));
    assert!(session.is_fresh(&LIMITS, at(599)) && !session.is_fresh(&LIMITS, at(600)));
    let (next, confirmed) = session
        .clone()
        .confirmed(
            &[Proof::Password, Proof::OneTimeCode],
            at(700),
            &mut OsEntropy,
        )
        .unwrap();
    assert!(confirmed.is_fresh(&LIMITS, at(1_299)) && !confirmed.is_fresh(&LIMITS, at(1_300)));
    assert!(
        next.hash() != token.hash()
            && confirmed.hash == next.hash()
            && confirmed.hash != session.hash,
        "rotated"
    );
    assert_eq!(
        (confirmed.created, confirmed.account, confirmed.epoch),
        (session.created, session.account, session.epoch)
    );
}

#[test]
fn each_sign_in_has_a_token_that_nobody_saw() {
    let hashes: HashSet<String> = (0..100).map(|_| begun(at(0)).1.hash.to_string()).collect();
    assert_eq!(hashes.len(), 100);
}

#[test]
fn a_page_shows_a_value_of_its_own_session() {
    let (token, _) = begun(at(0));
    let (other, _) = begun(at(0));
    let shown = token.csrf();
    assert!(token.accepts_csrf(&shown) && !other.accepts_csrf(&shown));
    assert!(
        !token.reveal().contains(shown.as_str()),
        "the page's value does not give the token"
    );
    for wrong in [
        "",
        "0",
        shown.strip_prefix(|_: char| true).unwrap(),
        &format!("{}0", shown.as_str()),
        &token.reveal(),
    ] {
        assert!(!token.accepts_csrf(wrong), "{wrong}");
    }
    let again = SessionToken::parse(&token.reveal()).unwrap();
    assert_eq!(
        again.csrf(),
        shown,
        "the same for the same session, on every node"
    );
}

#[test]
fn what_is_stored_neither_opens_a_session_nor_says_the_address() {
    let (token, session) = begun(at(0));
    let stored = serde_json::to_string(&session).unwrap();
    assert_eq!(serde_json::from_str::<Session>(&stored).unwrap(), session);
    let secret = token.reveal();
    assert!(!stored.contains(secret.trim_start_matches("ombud_ses_")) && !stored.contains(HOME));
    assert!(stored.contains("198.51.100.0/24"));
    assert!(SessionToken::parse(&session.hash.to_string()).is_none());
}

#[test]
fn few_requests_are_worth_a_write() {
    let (_, session) = begun(at(0));
    assert!(!session.worth_storing(at(29)) && session.worth_storing(at(30)));
    assert!(
        session.worth_storing(at(-100)),
        "a strange clock is written down"
    );
}

proptest! {
    /// Under any clock a session is never alive longer than its limits, counted by the time that passed while it was alive.
    #[test]
    fn no_clock_makes_a_session_longer(steps in proptest::collection::vec((0_i64..1_200_000, -20_000_i64..20_000), 1..300)) {
        let start = at(0).millis();
        let (_, mut session) = begun(at(0));
        let (mut real, mut since_seen) = (0_i64, 0_i64);
        let mut drift = 0_i64;
        let mut back = 0_i64;
        for (passes, jump) in steps {
            real += passes;
            since_seen += passes;
            drift += jump;
            back += (-jump).max(0);
            let Ok(now) = Timestamp::from_millis(start + real + drift) else { break };
            match session.judge(&active(), &LIMITS, now) {
                Err(_) => break,
                Ok(()) => {
                    // A step back shortens what the clock shows by at most what it stepped.
                    prop_assert!(since_seen < 15 * 60_000 + back, "idle {since_seen}");
                    prop_assert!(real < 480 * 60_000 + back, "old {real}");
                    let seen = session.last_seen;
                    session = session.touched(now);
                    prop_assert!(session.last_seen >= seen);
                    since_seen = 0;
                }
            }
        }
    }
}
