//! How far a list may reach.

use std::collections::BTreeSet;

use ombud_model::{AccountId, PersonId, UnitId, Units};

use super::facts::Facts;
use super::resource::{CaseRelation, Concerns, Resource};
use super::who::Principal;

/// What one role lets its holder see of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct RoleBound {
    pub(super) units: Units,
    /// Which rows: a bit for each relation to the row's case, for others' rows and for one's own.
    pub(super) rows: u8,
}

const RELATIONS: [CaseRelation; 4] = [
    CaseRelation::None,
    CaseRelation::Contributor,
    CaseRelation::Outsider,
    CaseRelation::Abandoned,
];

impl RoleBound {
    const fn bit(relation: CaseRelation, own: bool) -> u8 {
        1 << ((relation as u8) << 1 | own as u8)
    }

    fn includes(&self, relation: CaseRelation, own: bool) -> bool {
        self.rows & Self::bit(relation, own) != 0
    }

    /// The rows that `allows` lets through, out of all combinations.
    pub(super) fn rows(facts: Facts, allows: impl Fn(Facts) -> bool) -> u8 {
        let cells = RELATIONS
            .into_iter()
            .flat_map(|relation| [false, true].map(|own| (relation, own)));
        cells.fold(0, |rows, (relation, own)| {
            match allows(facts.with(Facts::OWN, own).case(relation)) {
                true => rows | Self::bit(relation, own),
                false => rows,
            }
        })
    }
}

/// What bounds every list, search, count, export and stream of one operation for one caller.
///
/// A row is in the list when one of the caller's role groups reaches all persons that it concerns, and, where it belongs to a case, when the
/// caller contributes to the case or the role group sees others' cases too; and never when it concerns the caller.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListBounds {
    pub(super) bounds: Vec<RoleBound>,
    /// The monitored person behind the caller's account. Nothing about them is listed.
    pub(super) except: Option<PersonId>,
}

impl ListBounds {
    /// Nothing can be listed.
    pub fn is_none(&self) -> bool {
        self.reach().reach_nobody()
    }

    /// Whose rows may be listed, apart from what belongs to others' cases. Enough for lists of rows that concern one person each and
    /// belong to no case.
    pub fn reach(&self) -> Units {
        self.reach_where(|bound| {
            bound.includes(CaseRelation::None, false)
                || bound.includes(CaseRelation::Contributor, false)
        })
    }

    /// Whose rows may be listed even where they belong to a case to which the caller does not contribute.
    pub fn reach_into_cases_of_others(&self) -> Units {
        self.reach_where(|bound| bound.includes(CaseRelation::Outsider, false))
    }

    /// The person about whom nothing may be listed: the caller.
    pub fn except(&self) -> Option<PersonId> {
        self.except
    }

    /// Whom the role groups reach at all, whosever the rows are.
    pub fn widest_reach(&self) -> Units {
        self.reach_where(|_| true)
    }

    fn reach_where(&self, applies: impl Fn(&RoleBound) -> bool) -> Units {
        let mut reach = Units::NONE;
        for bound in self.bounds.iter().filter(|bound| applies(bound)) {
            reach.add(&bound.units);
        }
        reach
    }

    /// Whether `row` is in the list: exactly when asking for the operation about this row alone would be allowed.
    pub fn sees(&self, principal: &Principal, row: &Resource) -> bool {
        if self.except.is_some_and(|person| row.about(person)) {
            return false;
        }
        let relation = row.relation(Some(principal.party.account));
        let own = row.is_owned_by(principal);
        self.bounds
            .iter()
            .any(|bound| bound.includes(relation, own) && row.concerns.within(&bound.units))
    }

    /// As [`ListBounds::sees`], for a row that concerns one person and belongs to nobody.
    pub fn sees_subject(
        &self,
        principal: &Principal,
        person: PersonId,
        units: &BTreeSet<UnitId>,
        case: Option<&BTreeSet<AccountId>>,
    ) -> bool {
        let relation = CaseRelation::of(case, Some(principal.party.account));
        self.except != Some(person)
            && self
                .bounds
                .iter()
                .any(|bound| bound.includes(relation, false) && bound.units.reach(units))
    }

    /// Whether a row that concerns nobody in particular, such as a setting that was changed, is in the list. Only a role that reaches
    /// everybody sees those.
    pub fn sees_everybody(&self) -> bool {
        self.bounds.iter().any(|bound| {
            bound.includes(CaseRelation::None, false) && Concerns::Everybody.within(&bound.units)
        })
    }
}
