//! What the tests of this module and its neighbours start from.

use ombud_model::{AccountId, CaseId, Party, PersonId, Timestamp, UnitId, Units, UnmaskingId};

use super::*;

pub(crate) const MIA: PersonId = PersonId(41);
pub(crate) const NORTH: UnitId = UnitId(1);
pub(crate) const SOUTH: UnitId = UnitId(2);

pub(crate) fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_774_886_531_000 + minutes * 60_000).unwrap()
}

pub(crate) fn human(account: u128) -> ActingAccount {
    ActingAccount {
        party: Party::new(AccountId(account), None),
        nature: Nature::Human,
        units: Units::Only([NORTH].into()),
    }
}

/// Another account of a human being who is monitored too.
pub(crate) fn known(account: u128, person: PersonId) -> ActingAccount {
    ActingAccount {
        party: Party::new(AccountId(account), Some(person)),
        ..human(account)
    }
}

pub(crate) fn machine(account: u128) -> ActingAccount {
    ActingAccount {
        nature: Nature::Machine,
        ..human(account)
    }
}

pub(crate) fn outside(account: u128) -> ActingAccount {
    ActingAccount {
        units: Units::Only([SOUTH].into()),
        ..human(account)
    }
}

pub(crate) fn ask() -> Ask {
    Ask {
        id: UnmaskingId(7),
        person: MIA,
        units: vec![NORTH],
        case: CaseId(9),
        purpose: Purpose::Interview,
        duration: Some(Minutes::hours(2)),
    }
}

pub(crate) fn rules(approvals: ApprovalsNeeded) -> UnmaskRules {
    UnmaskRules::try_from(UnmaskRulesDraft {
        approvals,
        ..UnmaskRulesDraft::default()
    })
    .unwrap()
}

/// Asked for by account 1 at minute 0.
pub(crate) fn requested() -> Unmasking {
    Unmasking::request(ask(), &human(1), &rules(ApprovalsNeeded::One), at(0)).unwrap()
}

pub(crate) fn requested_for_two() -> Unmasking {
    Unmasking::request(ask(), &human(1), &rules(ApprovalsNeeded::Two), at(0)).unwrap()
}
