//! How far somebody or something reaches among the monitored persons: everybody, or who is in certain admin units.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::UnitId;

/// The admin units within reach.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Units {
    /// Everybody, persons in no unit included.
    All,
    /// Persons in at least one of these; nobody when there are none.
    Only(BTreeSet<UnitId>),
}

impl Units {
    pub const NONE: Self = Units::Only(BTreeSet::new());

    /// Whether a person in these units (none: in no unit) is within reach.
    pub fn reach<'a>(&self, person: impl IntoIterator<Item = &'a UnitId>) -> bool {
        match self {
            Units::All => true,
            Units::Only(units) => person.into_iter().any(|unit| units.contains(unit)),
        }
    }

    /// Whether nobody is within reach.
    pub fn reach_nobody(&self) -> bool {
        matches!(self, Units::Only(units) if units.is_empty())
    }

    /// Adds what the other one reaches.
    pub fn add(&mut self, other: &Units) {
        match (&mut *self, other) {
            (Units::All, _) | (_, Units::All) => *self = Units::All,
            (Units::Only(units), Units::Only(others)) => units.extend(others),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORTH: UnitId = UnitId(1);
    const SOUTH: UnitId = UnitId(2);
    const SEA: UnitId = UnitId(3);

    fn only(units: &[UnitId]) -> Units {
        Units::Only(units.iter().copied().collect())
    }

    #[test]
    fn one_shared_unit_is_enough_and_no_unit_is_out_of_reach() {
        assert!(only(&[NORTH, SOUTH]).reach(&[SOUTH, SEA]));
        assert!(!only(&[NORTH]).reach(&[SOUTH, SEA]));
        assert!(!only(&[NORTH]).reach(&[]));
        assert!(!Units::NONE.reach(&[NORTH]) && Units::NONE.reach_nobody());
        assert!(Units::All.reach(&[]) && Units::All.reach(&[SEA]) && !Units::All.reach_nobody());
    }

    #[test]
    fn units_add_up_to_everybody_only_with_all() {
        let mut units = Units::NONE;
        units.add(&only(&[NORTH]));
        units.add(&only(&[SEA]));
        assert_eq!(units, only(&[NORTH, SEA]));
        units.add(&Units::All);
        units.add(&only(&[SOUTH]));
        assert_eq!(units, Units::All);
    }
}
