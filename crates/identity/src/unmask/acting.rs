//! Who acts, as far as the rules of this crate must know it.

use ombud_model::{Party, UnitId};

/// Whether somebody or something acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    Human,
    /// An integration, a job, an API token without a person behind it.
    Machine,
}

/// The admin units somebody may act in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope<'a> {
    /// All of the organisation, persons without a unit included.
    Everyone,
    /// Persons who are in at least one of these units.
    Units(&'a [UnitId]),
}

impl Scope<'_> {
    /// Whether a person in these units (none: in no unit) is within reach.
    pub fn covers(&self, person: &[UnitId]) -> bool {
        match self {
            Scope::Everyone => true,
            Scope::Units(units) => person.iter().any(|unit| units.contains(unit)),
        }
    }
}

/// The account that acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acting<'a> {
    pub party: Party,
    pub nature: Nature,
    pub scope: Scope<'a>,
}

#[cfg(test)]
mod tests {
    use ombud_model::{AccountId, PersonId};

    use super::*;

    #[test]
    fn two_accounts_of_one_human_being_are_one_side() {
        let party =
            |account, person: Option<u64>| Party::new(AccountId(account), person.map(PersonId));
        assert!(party(1, Some(9)).is(&party(2, Some(9))) && party(1, None).is(&party(1, Some(9))));
        assert!(!party(1, None).is(&party(2, None)) && !party(1, Some(8)).is(&party(2, Some(9))));
    }

    #[test]
    fn one_shared_unit_is_enough_and_no_unit_is_out_of_reach() {
        let (north, south, sea) = (UnitId(1), UnitId(2), UnitId(3));
        assert!(Scope::Units(&[north, south]).covers(&[south, sea]));
        assert!(!Scope::Units(&[north]).covers(&[south, sea]));
        assert!(!Scope::Units(&[north]).covers(&[]));
        assert!(!Scope::Units(&[]).covers(&[north]));
        assert!(Scope::Everyone.covers(&[]) && Scope::Everyone.covers(&[sea]));
    }
}
