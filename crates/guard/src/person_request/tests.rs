//! Every step of a request, and every refusal.

use ombud_model::{AccountId, Units};

use super::*;

const LISBON: [UnitId; 1] = [UnitId(1)];
const PERSON: PersonId = PersonId(41);

fn at(hours: i64) -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000 + hours * 3_600_000).unwrap()
}

fn acting(account: u128, person: Option<u64>) -> ActingAccount {
    ActingAccount {
        party: Party::new(AccountId(account), person.map(PersonId)),
        nature: Nature::Human,
        units: Units::All,
    }
}

fn investigator() -> ActingAccount {
    acting(1, Some(1))
}

fn approver() -> ActingAccount {
    acting(2, Some(2))
}

fn of_units(units: &[u128], who: ActingAccount) -> ActingAccount {
    ActingAccount {
        units: Units::Only(units.iter().copied().map(UnitId).collect()),
        ..who
    }
}

fn machine(who: ActingAccount) -> ActingAccount {
    ActingAccount {
        nature: Nature::Machine,
        ..who
    }
}

fn report(days: u16) -> Ask {
    let today = at(0).day();
    Ask {
        id: PersonRequestId(7),
        person: PERSON,
        wanted: Wanted::UserReport {
            from: today.plus(-89),
            to: today,
        },
        purpose: Purpose::Investigation,
        days,
    }
}

fn asked() -> PersonRequest {
    PersonRequest::ask(report(14), &investigator(), &LISBON, at(0)).unwrap()
}

fn approved() -> PersonRequest {
    asked().approve(&approver(), &LISBON, at(1)).unwrap()
}

#[test]
fn only_humans_ask_and_only_about_others_in_their_units() {
    for (who, why) in [
        (machine(investigator()), Refused::NotHuman),
        (of_units(&[2], investigator()), Refused::OutsideUnits),
        (acting(1, Some(PERSON.0)), Refused::AboutYourself),
    ] {
        let refused = PersonRequest::ask(report(14), &who, &LISBON, at(0));
        assert_eq!(refused, Err(why));
    }
    let bound = of_units(&[1], investigator());
    assert!(PersonRequest::ask(report(14), &bound, &LISBON, at(0)).is_ok());
    // Whoever is in no unit is reached by nobody who is bound to units.
    let refused = PersonRequest::ask(report(14), &bound, &[], at(0));
    assert_eq!(refused, Err(Refused::OutsideUnits));
}

#[test]
fn days_and_period_have_their_bounds() {
    let ask = |ask: Ask| PersonRequest::ask(ask, &investigator(), &LISBON, at(0)).map(|_| ());
    let days = Err(Refused::Days {
        fewest: 1,
        most: 30,
    });
    assert_eq!(ask(report(0)), days);
    assert_eq!(ask(report(31)), days);
    assert_eq!((ask(report(1)), ask(report(30))), (Ok(()), Ok(())));
    let today = at(0).day();
    for (from, to, outcome) in [
        (-89, 0, Ok(())),
        (0, 0, Ok(())),
        (-90, 0, Err(Refused::Period)),
        (0, 1, Err(Refused::Period)),
        (-1, -2, Err(Refused::Period)),
    ] {
        let wanted = Wanted::UserReport {
            from: today.plus(from),
            to: today.plus(to),
        };
        let wanted = Ask {
            wanted,
            ..report(14)
        };
        assert_eq!(ask(wanted), outcome, "{from} to {to}");
    }
}

#[test]
fn another_human_of_the_units_decides_and_only_once() {
    let open = asked();
    for (who, why) in [
        (machine(approver()), Refused::NotHuman),
        (of_units(&[2], approver()), Refused::OutsideUnits),
        (acting(2, Some(PERSON.0)), Refused::AboutYourself),
        (investigator(), Refused::OwnRequest),
        (acting(1, None), Refused::OwnRequest),
        // Another account of the one who asked.
        (acting(9, Some(1)), Refused::OwnRequest),
    ] {
        assert_eq!(open.approve(&who, &LISBON, at(1)), Err(why));
        let denied = open.deny(&who, &LISBON, DenialGround::TooWeak, at(1));
        assert_eq!(denied, Err(why));
    }
    let early = open.approve(&approver(), &LISBON, at(-1));
    assert_eq!(early, Err(Refused::ClockBehind));
    let denied = open.deny(&approver(), &LISBON, DenialGround::TooWeak, at(1));
    for over in [denied.unwrap(), approved()] {
        let again = over.approve(&acting(3, None), &LISBON, at(2));
        assert_eq!(again, Err(Refused::NotOpen));
        let again = over.deny(&acting(3, None), &LISBON, DenialGround::TooLong, at(2));
        assert_eq!(again, Err(Refused::NotOpen));
        assert_eq!(over.withdraw(&investigator(), at(2)), Err(Refused::NotOpen));
    }
}

#[test]
fn whoever_asked_withdraws_while_it_is_open() {
    let open = asked();
    for (who, why) in [
        (machine(investigator()), Refused::NotHuman),
        (approver(), Refused::NotYourRequest),
        (acting(9, Some(1)), Refused::NotYourRequest),
    ] {
        assert_eq!(open.withdraw(&who, at(1)), Err(why));
    }
    let withdrawn = open.withdraw(&investigator(), at(1)).unwrap();
    assert_eq!(withdrawn.state_at(at(2)), State::Withdrawn { at: at(1) });
    assert_eq!(
        withdrawn.approve(&approver(), &LISBON, at(2)),
        Err(Refused::NotOpen)
    );
    assert_eq!(withdrawn.in_force(at(2)), Err(Refused::NotInForce));
}

#[test]
fn it_lapses_after_seven_days() {
    let (open, week) = (asked(), 7 * 24);
    assert!(open.approve(&approver(), &LISBON, at(week - 1)).is_ok());
    assert_eq!(open.state_at(at(week)), State::Lapsed { at: at(week) });
    assert_eq!(
        open.approve(&approver(), &LISBON, at(week)),
        Err(Refused::NotOpen)
    );
    assert_eq!(
        open.withdraw(&investigator(), at(week)),
        Err(Refused::NotOpen)
    );
}

#[test]
fn it_is_in_force_from_the_approval_until_its_days_are_over() {
    assert_eq!(asked().in_force(at(0)), Err(Refused::NotInForce));
    let (approved, end) = (approved(), 1 + 14 * 24);
    let approval = Approval {
        by: approver().party,
        at: at(1),
    };
    assert_eq!(approved.in_force(at(1)), Ok((approval, at(end))));
    assert_eq!(approved.in_force(at(end - 1)), Ok((approval, at(end))));
    // A clock that was set back makes nothing last longer.
    for over in [0, end] {
        assert_eq!(approved.in_force(at(over)), Err(Refused::NotInForce));
    }
    let expired = State::Expired {
        approval,
        at: at(end),
    };
    assert_eq!(approved.state_at(at(end)), expired);
    assert_eq!(expired.ended_at(), Some(at(end)));
}

#[test]
fn what_is_in_force_is_ended_once_by_a_human() {
    let ground = RevocationGround::NoLongerNeeded;
    let end = |one: &PersonRequest, who: &ActingAccount, hours| one.end(who, ground, at(hours));
    assert_eq!(
        end(&asked(), &approver(), 1),
        Err(Refused::NotInForce),
        "nobody has approved it"
    );
    let approved = approved();
    let refused = end(&approved, &machine(approver()), 2);
    assert_eq!(refused, Err(Refused::NotHuman));
    let expired = end(&approved, &approver(), 1 + 14 * 24);
    assert_eq!(expired, Err(Refused::NotInForce));
    for who in [investigator(), approver(), of_units(&[2], approver())] {
        let ended = end(&approved, &who, 5).unwrap();
        assert_eq!(ended.in_force(at(5)), Err(Refused::NotInForce));
        assert_eq!(ended.state_at(at(9_999)).ended_at(), Some(at(5)));
        assert_eq!(end(&ended, &who, 6), Err(Refused::NotInForce));
    }
}

fn by_hand(days: u16) -> Ask {
    Ask {
        wanted: Wanted::ScoringByHand {
            policies: BTreeSet::from([PolicyId(5), PolicyId(6)]),
        },
        ..report(days)
    }
}

#[test]
fn scoring_by_hand_names_policies_and_has_days_of_its_own() {
    let ask = |ask: Ask| PersonRequest::ask(ask, &investigator(), &LISBON, at(0)).map(|_| ());
    let days = Err(Refused::Days {
        fewest: 5,
        most: 30,
    });
    assert_eq!((ask(by_hand(4)), ask(by_hand(31))), (days, days));
    assert_eq!((ask(by_hand(5)), ask(by_hand(30))), (Ok(()), Ok(())));
    let policies = BTreeSet::new();
    let none = Ask {
        wanted: Wanted::ScoringByHand { policies },
        ..by_hand(5)
    };
    assert_eq!(ask(none), Err(Refused::NoPolicy));
}

#[test]
fn the_window_is_from_the_approval_on_and_is_cut_where_it_is_ended() {
    let asked = PersonRequest::ask(by_hand(10), &investigator(), &LISBON, at(0)).unwrap();
    let policy = PolicyId(6);
    assert_eq!(asked.window(policy), None, "nobody approved it");
    let approved = asked.approve(&approver(), &LISBON, at(48)).unwrap();
    let first = at(48).day();
    assert_eq!(approved.window(policy), Some((first, first.plus(10))));
    assert_eq!(approved.window(PolicyId(7)), None, "another policy");
    let ground = RevocationGround::NoLongerNeeded;
    let ended = approved.end(&approver(), ground, at(48 + 72)).unwrap();
    assert_eq!(ended.window(policy), Some((first, first.plus(3))));
    let denied = asked.deny(&approver(), &LISBON, DenialGround::TooWeak, at(1));
    assert_eq!(denied.unwrap().window(policy), None);
    // A report brings nobody in scope.
    assert_eq!(self::approved().window(policy), None);
}

#[test]
fn what_is_stored_comes_back() {
    for request in [asked(), approved()] {
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(
            serde_json::from_str::<PersonRequest>(&text).unwrap(),
            request
        );
    }
}
