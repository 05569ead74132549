//! Every step of a request, and every refusal.

use proptest::prelude::*;

use super::*;
use crate::OsEntropy;
use crate::unmask::tests::*;

const HOUR: i64 = 60;
const LAPSE: i64 = 7 * 24 * HOUR;

fn approved() -> Unmasking {
    requested().approve(&human(2), at(10)).unwrap()
}

#[test]
fn one_approval_makes_it_live_for_its_time() {
    let unmasking = approved();
    assert_eq!(
        unmasking.state(),
        State::Approved {
            at: at(10),
            until: at(10 + 2 * HOUR)
        }
    );
    assert!(!requested().is_live(at(10)));
    assert!(!unmasking.is_live(at(9)), "a clock that was set back");
    assert!(unmasking.is_live(at(10)) && unmasking.is_live(at(129)));
    assert!(!unmasking.is_live(at(130)));
    assert_eq!(
        (unmasking.viewer(), unmasking.case(), unmasking.purpose()),
        (AccountId(1), CaseId(9), Purpose::Interview)
    );
    let unstated = Ask {
        duration: None,
        ..ask()
    };
    let usual =
        Unmasking::request(unstated, &human(1), &rules(ApprovalsNeeded::One), at(0)).unwrap();
    assert_eq!(usual.duration(), Minutes::hours(24));
}

#[test]
fn two_approvals_come_from_two_people() {
    let once = requested_for_two().approve(&human(2), at(10)).unwrap();
    assert_eq!(
        (once.state(), once.approvals().len()),
        (State::Requested, 1)
    );
    assert_eq!(
        once.approve(&human(2), at(11)),
        Err(Refused::ApprovedAlready)
    );
    assert_eq!(once.approve(&human(3), at(9)), Err(Refused::ClockBehind));
    let twice = once.approve(&human(3), at(20)).unwrap();
    assert_eq!(
        twice.state(),
        State::Approved {
            at: at(20),
            until: at(20 + 2 * HOUR)
        }
    );
    assert_eq!(twice.approve(&human(4), at(21)), Err(Refused::NotOpen));
    let denied = once.deny(&human(2), DenialGround::TooWeak, at(12)).unwrap();
    assert_eq!(
        denied.state(),
        State::Denied {
            by: human(2).party,
            at: at(12),
            ground: DenialGround::TooWeak
        }
    );
}

#[test]
fn requests_that_may_not_be_made_are_refused() {
    let rules = rules(ApprovalsNeeded::One);
    let try_it =
        |ask: Ask, by: ActingAccount| Unmasking::request(ask, &by, &rules, at(0)).unwrap_err();
    assert_eq!(try_it(ask(), machine(1)), Refused::NotHuman);
    assert_eq!(try_it(ask(), outside(1)), Refused::OutsideUnits);
    assert_eq!(
        try_it(
            Ask {
                units: vec![],
                ..ask()
            },
            human(1)
        ),
        Refused::OutsideUnits
    );
    assert_eq!(
        try_it(
            Ask {
                duration: Some(Minutes(0)),
                ..ask()
            },
            human(1)
        ),
        Refused::Duration
    );
    assert_eq!(
        try_it(
            Ask {
                duration: Some(Minutes(30 * 24 * 60 + 1)),
                ..ask()
            },
            human(1)
        ),
        Refused::Duration
    );
}

#[test]
fn nobody_decides_on_their_own_request_nor_outside_their_units_nor_as_a_machine() {
    let request = requested();
    let ground = DenialGround::NotNecessary;
    for (by, why) in [
        (human(1), Refused::OwnRequest),
        (outside(2), Refused::OutsideUnits),
        (machine(2), Refused::NotHuman),
    ] {
        assert_eq!(request.approve(&by, at(10)), Err(why));
        assert_eq!(request.deny(&by, ground, at(10)), Err(why));
    }
    assert_eq!(
        request.withdraw(&human(2), at(10)),
        Err(Refused::NotYourRequest)
    );
    assert_eq!(
        request.withdraw(&human(1), at(10)).unwrap().state(),
        State::Withdrawn { at: at(10) }
    );
    assert_eq!(
        approved().revoke(&machine(3), RevocationGround::Misuse, at(20)),
        Err(Refused::NotHuman)
    );
    assert!(
        approved()
            .revoke(&outside(3), RevocationGround::Misuse, at(20))
            .is_ok()
    );
    assert!(
        approved()
            .revoke(&human(1), RevocationGround::NoLongerNeeded, at(20))
            .is_ok()
    );
}

#[test]
fn a_second_account_does_not_help_and_nobody_decides_about_themselves() {
    let tom = PersonId(42);
    let request =
        Unmasking::request(ask(), &known(1, tom), &rules(ApprovalsNeeded::Two), at(0)).unwrap();
    assert_eq!(
        request.approve(&known(2, tom), at(10)),
        Err(Refused::OwnRequest)
    );
    let once = request.approve(&known(3, PersonId(43)), at(10)).unwrap();
    assert_eq!(
        once.approve(&known(4, PersonId(43)), at(11)),
        Err(Refused::ApprovedAlready)
    );
    assert_eq!(
        once.approve(&known(5, MIA), at(11)),
        Err(Refused::AboutYourself)
    );
    assert_eq!(
        once.deny(&known(5, MIA), DenialGround::TooWeak, at(11)),
        Err(Refused::AboutYourself)
    );
    assert!(
        once.approve(&known(5, PersonId(44)), at(11))
            .unwrap()
            .is_live(at(11))
    );
    let rules = rules(ApprovalsNeeded::One);
    assert_eq!(
        Unmasking::request(ask(), &known(1, MIA), &rules, at(0)),
        Err(Refused::AboutYourself)
    );
}

#[test]
fn a_request_lapses_after_seven_days_and_an_unmasking_ends() {
    let request = requested();
    assert_eq!(request.expire(at(LAPSE - 1)), Err(Refused::NotDue));
    assert_eq!(request.approve(&human(2), at(LAPSE)), Err(Refused::Lapsed));
    assert_eq!(
        request.deny(&human(2), DenialGround::TooWeak, at(LAPSE)),
        Err(Refused::Lapsed)
    );
    assert_eq!(request.withdraw(&human(1), at(LAPSE)), Err(Refused::Lapsed));
    assert_eq!(
        request.expire(at(LAPSE + 99)).unwrap().state(),
        State::Expired { at: at(LAPSE) }
    );
    let live = approved();
    assert_eq!(live.expire(at(129)), Err(Refused::NotDue));
    let over = live.expire(at(500)).unwrap();
    assert_eq!(over.state(), State::Expired { at: at(130) });
    assert_eq!(over.expire(at(501)), Err(Refused::NotDue));
    assert_eq!(
        live.revoke(&human(3), RevocationGround::Misuse, at(130)),
        Err(Refused::NotLive)
    );
}

#[test]
fn every_end_is_an_end() {
    let ground = DenialGround::TooLong;
    let ends = [
        requested().deny(&human(2), ground, at(10)).unwrap(),
        requested().withdraw(&human(1), at(10)).unwrap(),
        requested().expire(at(LAPSE)).unwrap(),
        approved()
            .revoke(&human(3), RevocationGround::CaseClosed, at(20))
            .unwrap(),
        approved().expire(at(130)).unwrap(),
    ];
    for end in ends {
        assert_eq!(end.approve(&human(4), at(30)), Err(Refused::NotOpen));
        assert_eq!(end.deny(&human(4), ground, at(30)), Err(Refused::NotOpen));
        assert_eq!(end.withdraw(&human(1), at(30)), Err(Refused::NotOpen));
        assert_eq!(
            end.revoke(&human(4), RevocationGround::Misuse, at(30)),
            Err(Refused::NotLive)
        );
        assert_eq!(end.expire(at(LAPSE)), Err(Refused::NotDue));
        assert!(!end.is_live(at(30)) && end.ends_at().is_none());
    }
}

#[test]
fn revoking_works_on_a_clock_that_was_set_back_and_history_stays_in_order() {
    let revoked = approved()
        .revoke(&human(3), RevocationGround::Misuse, at(-500))
        .unwrap();
    assert_eq!(
        revoked.state(),
        State::Revoked {
            by: human(3).party,
            at: at(10),
            ground: RevocationGround::Misuse
        }
    );
    assert!(!revoked.is_live(at(15)));
}

#[test]
fn what_could_not_have_come_about_does_not_load() {
    let json = serde_json::to_value(
        requested_for_two()
            .approve(&human(2), at(10))
            .unwrap()
            .approve(&human(3), at(20))
            .unwrap(),
    )
    .unwrap();
    assert!(serde_json::from_value::<Unmasking>(json.clone()).is_ok());
    let edit = |pointer: &str, value: serde_json::Value| {
        let mut edited = json.clone();
        *edited.pointer_mut(pointer).unwrap() = value;
        serde_json::from_value::<Unmasking>(edited)
            .unwrap_err()
            .to_string()
    };
    let account = |number: u128| serde_json::to_value(human(number).party).unwrap();
    let time = |minutes: i64| serde_json::to_value(at(minutes)).unwrap();
    assert!(edit("/approvals/0/by", account(1)).contains("by whoever asked"));
    assert!(edit("/approvals/0/by", account(3)).contains("approved twice"));
    assert!(edit("/approvals", serde_json::json!([])).contains("approvals are missing"));
    assert!(edit("/state/approved/until", time(9_000)).contains("its end is wrong"));
    assert!(edit("/duration-minutes", 100_000.into()).contains("its length"));
    assert!(edit("/approvals/0/at", time(25)).contains("before it was asked"));
    assert!(edit("/lapses-at", time(20)).contains("after it had lapsed"));
    assert!(edit("/state", "requested".into()).contains("not marked as approved"));
    assert!(edit("/approvals-needed", "one".into()).contains("approvals are missing"));
    assert!(edit("/purpose", "curiosity".into()).contains("not a purpose"));
    let mut extra = json.clone();
    extra
        .as_object_mut()
        .unwrap()
        .insert("name".into(), "Mia".into());
    assert!(serde_json::from_value::<Unmasking>(extra).is_err());
}

#[test]
fn only_the_holder_of_the_master_key_vouches() {
    let (master, other) = (
        MasterKey::generate(&mut OsEntropy).unwrap(),
        MasterKey::generate(&mut OsEntropy).unwrap(),
    );
    let (open, live) = (requested(), approved());
    let tag = live.vouch(&master).unwrap();
    assert_eq!(live.vouched(&master, &tag).unwrap().unmasking(), &live);
    assert!(open.vouched(&master, &tag).is_err(), "another state");
    assert!(live.vouched(&other, &tag).is_err(), "another key");
    assert!(
        live.vouched(&master, &live.vouch(&other).unwrap()).is_err(),
        "a tag of somebody without the key"
    );
    let stored: UnmaskingTag = serde_json::from_str(&serde_json::to_string(&tag).unwrap()).unwrap();
    let loaded: Unmasking = serde_json::from_str(&serde_json::to_string(&live).unwrap()).unwrap();
    assert!(loaded.vouched(&master, &stored).is_ok());
    assert!(serde_json::from_str::<UnmaskingTag>("\"12\"").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever transitions lead to is stored and loaded unchanged, and a refusal never depends on when it was stored.
    #[test]
    fn every_state_that_is_reached_loads_again(steps in prop::collection::vec((0u8..5, 1u128..5, 0i64..4_000), 0..8), two: bool) {
        let mut unmasking = if two { requested_for_two() } else { requested() };
        let mut minute = 0;
        for (what, who, later) in steps {
            minute += later;
            let (by, now) = (human(who), at(minute));
            let next = match what {
                0 => unmasking.approve(&by, now),
                1 => unmasking.deny(&by, DenialGround::TooWeak, now),
                2 => unmasking.withdraw(&by, now),
                3 => unmasking.revoke(&by, RevocationGround::Misuse, now),
                _ => unmasking.expire(now),
            };
            unmasking = next.unwrap_or(unmasking);
            let json = serde_json::to_string(&unmasking).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Unmasking>(&json).unwrap(), &unmasking, "{}", json);
        }
    }
}
