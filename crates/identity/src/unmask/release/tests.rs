//! No release without its ground, and none twice.

use super::*;
use crate::unmask::tests::*;
use crate::unmask::{RevocationGround, Unmasking};
use crate::{MasterKey, OsEntropy};

fn asked(minute: i64) -> Asked<'static> {
    Asked {
        person: MIA,
        viewer: human(1),
        now: at(minute),
        intent: Intent(88),
        shown_before: &[],
    }
}

fn try_it(unmasking: &Unmasking, asked: &Asked<'_>) -> Result<Release, NoRelease> {
    let master = MasterKey::generate(&mut OsEntropy).unwrap();
    let tag = unmasking.vouch(&master).unwrap();
    Release::under(
        &unmasking.vouched(&master, &tag).unwrap(),
        asked,
        &UnmaskRules::default(),
    )
}

#[test]
fn a_live_unmasking_releases_its_person_to_its_viewer() {
    let live = requested().approve(&human(2), at(10)).unwrap();
    let release = try_it(&live, &asked(20)).unwrap();
    assert_eq!(
        (release.person(), release.intent(), release.at()),
        (MIA, Intent(88), at(20))
    );
    assert_eq!(
        release.ground(),
        ReleaseGround::Unmasking {
            id: live.id(),
            viewer: AccountId(1)
        }
    );
    let refused = |asked: Asked<'_>| try_it(&live, &asked).unwrap_err();
    assert_eq!(
        refused(Asked {
            person: PersonId(42),
            ..asked(20)
        }),
        NoRelease::OtherPerson
    );
    assert_eq!(
        refused(Asked {
            viewer: human(2),
            ..asked(20)
        }),
        NoRelease::OtherViewer
    );
    assert_eq!(
        refused(Asked {
            viewer: machine(1),
            ..asked(20)
        }),
        NoRelease::NotHuman
    );
    assert_eq!(
        refused(Asked {
            viewer: outside(1),
            ..asked(20)
        }),
        NoRelease::OutsideUnits
    );
    assert_eq!(refused(asked(9)), NoRelease::NotLive);
    assert_eq!(refused(asked(130)), NoRelease::NotLive);
    assert_eq!(try_it(&requested(), &asked(20)), Err(NoRelease::NotLive));
    let revoked = live
        .revoke(&human(2), RevocationGround::Misuse, at(15))
        .unwrap();
    assert_eq!(try_it(&revoked, &asked(20)), Err(NoRelease::NotLive));
}

#[test]
fn no_more_than_twenty_a_day_and_no_clock_helps() {
    let live = requested().approve(&human(2), at(0)).unwrap();
    let day = 24 * 60;
    let nineteen: Vec<_> = (0..19).map(|minute| at(10 - minute)).collect();
    let try_with = |shown_before: &[Timestamp]| {
        try_it(
            &live,
            &Asked {
                shown_before,
                ..asked(20)
            },
        )
    };
    assert!(try_with(&nineteen).is_ok());
    let with = |minute: i64| {
        nineteen
            .iter()
            .copied()
            .chain([at(minute)])
            .collect::<Vec<_>>()
    };
    assert_eq!(try_with(&with(19)), Err(NoRelease::TooMany(20)));
    assert_eq!(try_with(&with(21 - day)), Err(NoRelease::TooMany(20)));
    assert!(try_with(&with(20 - day)).is_ok(), "a day old");
    assert_eq!(
        try_with(&with(400)),
        Err(NoRelease::TooMany(20)),
        "in the future"
    );
}

#[test]
fn the_operator_needs_a_reason_and_an_installation_without_accounts() {
    let act = OperatorAct {
        person: MIA,
        reason: "case 7",
        now: at(0),
        intent: Intent(3),
    };
    let release = Release::by_operator(Installation::SingleOperator, &act).unwrap();
    assert_eq!(
        (release.person(), release.ground(), release.intent()),
        (MIA, ReleaseGround::Operator, Intent(3))
    );
    let silent = OperatorAct {
        reason: " \n",
        ..act
    };
    assert_eq!(
        Release::by_operator(Installation::SingleOperator, &silent),
        Err(NoRelease::NoReason)
    );
    assert_eq!(
        Release::by_operator(Installation::WithAccounts, &act),
        Err(NoRelease::AccountsExist)
    );
}

#[test]
fn the_counts_agree_or_the_difference_is_named() {
    let entry = |intent, outcome| Reveal {
        intent: Intent(intent),
        outcome,
    };
    let (shown, not, open) = (
        RevealOutcome::Shown,
        RevealOutcome::NotShown,
        RevealOutcome::Open,
    );
    let log = [entry(4, shown), entry(9, not), entry(11, shown)];
    assert_eq!(
        reconcile(ReleaseCounter(2), &log),
        Ok(Reconciled { shown: 2, open: 0 })
    );
    assert_eq!(
        reconcile(ReleaseCounter(3), &log),
        Err(Mismatch::Unexplained {
            counter: 3,
            explained: 2
        })
    );
    assert_eq!(
        reconcile(ReleaseCounter(1), &log),
        Err(Mismatch::CounterBehind {
            counter: 1,
            shown: 2
        })
    );
    let crashed = [entry(4, shown), entry(9, open)];
    assert_eq!(
        reconcile(ReleaseCounter(1), &crashed),
        Ok(Reconciled { shown: 1, open: 1 })
    );
    assert_eq!(
        reconcile(ReleaseCounter(2), &crashed),
        Ok(Reconciled { shown: 2, open: 1 })
    );
    assert!(reconcile(ReleaseCounter(3), &crashed).is_err());
    assert_eq!(
        reconcile(ReleaseCounter(2), &[entry(4, shown), entry(4, shown)]),
        Err(Mismatch::IntentTwice(4))
    );
    assert_eq!(
        reconcile(ReleaseCounter::default(), &[]),
        Ok(Reconciled { shown: 0, open: 0 })
    );
}

#[test]
fn what_was_not_counted_cannot_be_read() {
    let opened = Uncounted::new("mia@corp.test");
    assert_eq!(format!("{opened:?}"), "Uncounted(..)");
    assert_eq!(opened.show(ReleaseCounter(6).raised()), "mia@corp.test");
    assert_eq!(ReleaseCounter(6).raised(), ReleaseCounter(7));
}
