//! Legal hold: what must not be erased or deleted, because somebody may need it in law.
//!
//! A hold is on one person, or on a case and so on everybody in it. Erasure and retention ask [`holding`] first; a refusal names the ids
//! of the holds and nothing else. A hold has no end, but a date on which somebody has to look at it again: what was kept for a lawsuit
//! that never came is kept without reason.

use std::collections::{BTreeMap, BTreeSet};

use ombud_identity::closed_list;
use ombud_identity::unmask::{ActingAccount, Minutes, Nature};
use ombud_model::{AccountId, CaseId, HoldId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

/// A hold is looked at again after half a year.
const REVIEW_AFTER: Minutes = Minutes::days(182);

closed_list! {
    /// Why data are held.
    HoldGround, UnknownHoldGround, "a ground for a hold";
    /// A claim in law is made, exercised or defended, or is to be expected.
    LegalClaim = 1, "legal-claim";
    /// An authority has ordered that data be kept.
    AuthorityOrder = 2, "authority-order";
    /// The law demands that data be kept.
    StatutoryDuty = 3, "statutory-duty";
    /// The person has asked that data be kept, to defend a claim of their own.
    PersonAsked = 4, "person-asked";
}

/// What a hold is on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum HoldTarget {
    Person(PersonId),
    /// Everybody in the case, and the case.
    Case(CaseId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifted {
    pub by: AccountId,
    pub at: Timestamp,
}

/// One hold. It stays on record after it was lifted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Hold {
    pub id: HoldId,
    pub on: HoldTarget,
    pub ground: HoldGround,
    pub placed_by: AccountId,
    pub placed_at: Timestamp,
    /// From then on it is listed as due for review; it holds all the same.
    pub review_at: Timestamp,
    pub lifted: Option<Lifted>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HoldRefused {
    #[error(
        "only a human being can do this: sign in as a person, without an API token of an integration"
    )]
    NotHuman,
    #[error("the hold was lifted before")]
    LiftedAlready,
}

/// Holds stand in the way. Names their ids only.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a legal hold stands in the way: {}; whoever may lift it must do so first", list(.0))]
pub struct ActiveHolds(pub Vec<HoldId>);

fn list(holds: &[HoldId]) -> String {
    holds
        .iter()
        .map(HoldId::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

impl Hold {
    /// Places a hold; it is due for review after half a year.
    pub fn place(
        id: HoldId,
        on: HoldTarget,
        ground: HoldGround,
        by: &ActingAccount,
        now: Timestamp,
    ) -> Result<Self, HoldRefused> {
        must_be_human(by)?;
        let review_at = REVIEW_AFTER.after(now);
        Ok(Self {
            id,
            on,
            ground,
            placed_by: by.party.account,
            placed_at: now,
            review_at,
            lifted: None,
        })
    }

    pub fn lift(&self, by: &ActingAccount, now: Timestamp) -> Result<Self, HoldRefused> {
        must_be_human(by)?;
        match self.lifted {
            Some(_) => Err(HoldRefused::LiftedAlready),
            None => Ok(Self {
                lifted: Some(Lifted {
                    by: by.party.account,
                    at: now.max(self.placed_at),
                }),
                ..*self
            }),
        }
    }

    /// Somebody has looked at it and it is still needed: due again half a year from now.
    pub fn confirm(&self, by: &ActingAccount, now: Timestamp) -> Result<Self, HoldRefused> {
        must_be_human(by)?;
        match self.lifted {
            Some(_) => Err(HoldRefused::LiftedAlready),
            None => Ok(Self {
                review_at: REVIEW_AFTER.after(now),
                ..*self
            }),
        }
    }

    pub fn is_active(&self) -> bool {
        self.lifted.is_none()
    }

    pub fn is_due_for_review(&self, now: Timestamp) -> bool {
        self.is_active() && now >= self.review_at
    }
}

/// Whether a hold is on this person or on one of the cases the person is in.
pub fn holding(person: PersonId, cases: &[CaseId], holds: &[Hold]) -> Result<(), ActiveHolds> {
    let stands = |hold: &&Hold| {
        hold.is_active()
            && match hold.on {
                HoldTarget::Person(target) => target == person,
                HoldTarget::Case(case) => cases.contains(&case),
            }
    };
    let ids: Vec<HoldId> = holds.iter().filter(stands).map(|hold| hold.id).collect();
    if ids.is_empty() {
        Ok(())
    } else {
        Err(ActiveHolds(ids))
    }
}

/// The persons whom active holds keep: those whom a hold is on, and everybody in a case that one is on. `members` says who is in which
/// case.
pub fn persons_under_hold(
    holds: &[Hold],
    members: &BTreeMap<CaseId, BTreeSet<PersonId>>,
) -> BTreeSet<PersonId> {
    let mut persons = BTreeSet::new();
    for hold in holds.iter().filter(|hold| hold.is_active()) {
        match hold.on {
            HoldTarget::Person(person) => {
                persons.insert(person);
            }
            HoldTarget::Case(case) => persons.extend(members.get(&case).into_iter().flatten()),
        }
    }
    persons
}

fn must_be_human(by: &ActingAccount) -> Result<(), HoldRefused> {
    match by.nature {
        Nature::Human => Ok(()),
        Nature::Machine => Err(HoldRefused::NotHuman),
    }
}

#[cfg(test)]
mod tests {
    use ombud_model::{Party, Units};

    use super::*;

    const LAWYER: ActingAccount = ActingAccount {
        party: Party::new(AccountId(1), None),
        nature: Nature::Human,
        units: Units::All,
    };
    const JOB: ActingAccount = ActingAccount {
        party: Party::new(AccountId(2), None),
        nature: Nature::Machine,
        units: Units::All,
    };

    fn at(day: i64) -> Timestamp {
        Timestamp::from_millis(1_774_886_531_000 + day * 86_400_000).unwrap()
    }

    fn hold(id: u128, on: HoldTarget) -> Hold {
        Hold::place(HoldId(id), on, HoldGround::LegalClaim, &LAWYER, at(0)).unwrap()
    }

    #[test]
    fn a_hold_on_a_person_or_their_case_holds_until_it_is_lifted() {
        let (mia, tom) = (PersonId(41), PersonId(42));
        let on_mia = hold(1, HoldTarget::Person(mia));
        let on_case = hold(2, HoldTarget::Case(CaseId(9)));
        let holds = [on_mia, on_case];
        assert_eq!(holding(mia, &[], &holds), Err(ActiveHolds(vec![HoldId(1)])));
        assert_eq!(
            holding(mia, &[CaseId(8), CaseId(9)], &holds),
            Err(ActiveHolds(vec![HoldId(1), HoldId(2)]))
        );
        assert_eq!(
            holding(tom, &[CaseId(9)], &holds),
            Err(ActiveHolds(vec![HoldId(2)]))
        );
        assert_eq!(holding(tom, &[CaseId(8)], &holds), Ok(()));
        let lifted = [on_mia.lift(&LAWYER, at(3)).unwrap(), on_case];
        assert_eq!(holding(mia, &[], &lifted), Ok(()));
        assert_eq!(
            lifted[0].lift(&LAWYER, at(4)),
            Err(HoldRefused::LiftedAlready)
        );
        assert_eq!(
            lifted[0].confirm(&LAWYER, at(4)),
            Err(HoldRefused::LiftedAlready)
        );
    }

    #[test]
    fn machines_place_and_lift_nothing_and_a_hold_comes_up_for_review() {
        let on = HoldTarget::Person(PersonId(41));
        assert_eq!(
            Hold::place(HoldId(1), on, HoldGround::AuthorityOrder, &JOB, at(0)),
            Err(HoldRefused::NotHuman)
        );
        let hold = hold(1, on);
        assert_eq!(hold.lift(&JOB, at(1)), Err(HoldRefused::NotHuman));
        assert_eq!(hold.confirm(&JOB, at(1)), Err(HoldRefused::NotHuman));
        assert!(!hold.is_due_for_review(at(181)) && hold.is_due_for_review(at(182)));
        let confirmed = hold.confirm(&LAWYER, at(182)).unwrap();
        assert!(!confirmed.is_due_for_review(at(363)) && confirmed.is_due_for_review(at(364)));
        assert!(
            !hold
                .lift(&LAWYER, at(1))
                .unwrap()
                .is_due_for_review(at(999))
        );
    }

    #[test]
    fn the_refusal_names_ids_and_stored_holds_come_back() {
        let hold = hold(0xab, HoldTarget::Person(PersonId(41)));
        let said = holding(PersonId(41), &[], &[hold]).unwrap_err().to_string();
        assert!(
            said.contains("hold-000000000000000000000000000000ab") && !said.contains("person-"),
            "{said}"
        );
        let json = serde_json::to_string(&hold).unwrap();
        assert_eq!(serde_json::from_str::<Hold>(&json).unwrap(), hold);
        assert!(serde_json::from_str::<Hold>(&json.replace("legal-claim", "because")).is_err());
    }
}
