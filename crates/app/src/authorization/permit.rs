//! What a caller was allowed, and how far it reaches.

use std::collections::BTreeSet;

use ombud_access::{ListBounds, Principal, Resource, RoleId};
use ombud_identity::unmask::{ActingAccount, Nature};
use ombud_model::{PersonId, UnitId, Units};
use ombud_query::Whom;

use super::{Caller, Governance};

/// What the caller was allowed, and how far it reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Permit {
    /// The role that allows it; the operator of a machine acts under none.
    pub(super) role: Option<RoleId>,
    /// `None` for everything.
    pub(super) bounds: Option<ListBounds>,
    /// The admin units within reach, whosever a thing is.
    pub(super) units: Units,
}

impl Permit {
    pub(super) fn unbounded() -> Self {
        Self {
            role: None,
            bounds: None,
            units: Units::All,
        }
    }

    pub(super) fn under(role: RoleId, bounds: ListBounds) -> Self {
        Self {
            role: Some(role),
            units: bounds.widest_reach(),
            bounds: Some(bounds),
        }
    }

    /// Whether that one thing may be shown in a list.
    pub(crate) fn sees(&self, caller: &Caller, row: &Resource) -> bool {
        match (&self.bounds, caller) {
            (None, _) => true,
            (Some(bounds), Caller::Account(principal)) => bounds.sees(principal, row),
            (Some(_), _) => false,
        }
    }

    /// Who acts, for rules that ask who it is and whom they reach.
    pub(crate) fn acting(&self, principal: &Principal) -> ActingAccount {
        let nature = if principal.in_person() {
            Nature::Human
        } else {
            Nature::Machine
        };
        ActingAccount {
            party: principal.party,
            nature,
            units: self.units.clone(),
        }
    }

    /// Whether rows about that person may be shown.
    pub(crate) fn reaches(
        &self,
        caller: &Caller,
        governance: &Governance,
        person: PersonId,
    ) -> bool {
        let Some(bounds) = &self.bounds else {
            return true;
        };
        let Caller::Account(principal) = caller else {
            return false;
        };
        let person = governance.aliases.resolve(person);
        let nowhere = BTreeSet::new();
        let units = governance.members.get(&person).unwrap_or(&nowhere);
        let case = governance.cases.get(&person);
        bounds.sees_subject(principal, person, units, case)
    }

    /// Whether the unit is within reach, whosever a thing is.
    pub(crate) fn reaches_unit(&self, unit: UnitId) -> bool {
        self.units.reach([&unit])
    }

    /// Whether what concerns everybody may be shown.
    pub(crate) fn reaches_everybody(&self) -> bool {
        self.bounds.as_ref().is_none_or(ListBounds::sees_everybody)
    }

    /// Whose activities may be shown.
    pub(crate) fn whom(&self, caller: &Caller, governance: &Governance) -> Whom {
        let Some(bounds) = &self.bounds else {
            return Whom::Everybody;
        };
        let reaches = |person: &PersonId| self.reaches(caller, governance, *person);
        if !bounds.sees_everybody() {
            return Whom::Only(governance.members.keys().copied().filter(reaches).collect());
        }
        let in_cases = governance.cases.keys().copied();
        let closed = in_cases.filter(|person| !reaches(person));
        let but: BTreeSet<PersonId> = closed.chain(bounds.except()).collect();
        match but.is_empty() {
            true => Whom::Everybody,
            false => Whom::EverybodyBut(but),
        }
    }
}
