//! The facts of one question, in nine bits: few enough that every answer can be kept.

use ombud_model::Operation;
use ombud_model::operation::Assurance;

use super::resource::{CaseRelation, Resource};
use super::who::Asker;

/// What is true of a question. The rules see exactly this.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Facts(u16);

impl Facts {
    pub(super) const COUNT: usize = 1 << 9;
    pub(super) const WITHIN_UNITS: u16 = 1;
    pub(super) const OWN: u16 = 1 << 1;
    pub(super) const ALREADY_APPROVED: u16 = 1 << 2;
    pub(super) const ABOUT_SELF: u16 = 1 << 3;
    pub(super) const IN_PERSON: u16 = 1 << 4;
    pub(super) const CONFIRMED: u16 = 1 << 5;
    pub(super) const TOKEN_ALLOWS: u16 = 1 << 6;
    const CASE: u32 = 7;

    /// Names as the rules know them.
    pub(super) const NAMES: [(u16, &'static str); 7] = [
        (Self::WITHIN_UNITS, "within_units"),
        (Self::OWN, "own"),
        (Self::ALREADY_APPROVED, "already_approved"),
        (Self::ABOUT_SELF, "about_self"),
        (Self::IN_PERSON, "in_person"),
        (Self::CONFIRMED, "confirmed"),
        (Self::TOKEN_ALLOWS, "token_allows"),
    ];

    /// Who asks, and how surely; nothing about the thing yet.
    pub(super) fn of_caller(caller: Asker<'_>, operation: Operation) -> Self {
        let (in_person, fresh, token_allows) = match caller {
            Asker::Nobody | Asker::Source(_) => (false, false, true),
            Asker::Account(principal) => {
                let token_allows = principal
                    .token
                    .as_ref()
                    .is_none_or(|scope| scope.contains(&operation));
                (
                    principal.in_person(),
                    principal.in_person() && principal.fresh,
                    token_allows,
                )
            }
        };
        Self(0)
            .with(Self::IN_PERSON, in_person)
            .with(
                Self::CONFIRMED,
                fresh || operation.assurance() == Assurance::Session,
            )
            .with(Self::TOKEN_ALLOWS, token_allows)
    }

    /// Adds what the thing is to the asker. How far a role reaches is added for each role.
    pub(super) fn about(self, caller: Asker<'_>, resource: &Resource) -> Self {
        match caller {
            Asker::Nobody => self.case(resource.relation(None)),
            Asker::Source(name) => self.with(Self::OWN, resource.source.as_deref() == Some(name)),
            Asker::Account(principal) => self
                .with(Self::OWN, resource.is_owned_by(principal))
                .with(Self::ALREADY_APPROVED, resource.is_approved_by(principal))
                .with(
                    Self::ABOUT_SELF,
                    principal
                        .party
                        .person
                        .is_some_and(|person| resource.about(person)),
                )
                .case(resource.relation(Some(principal.party.account))),
        }
    }

    pub(super) const fn with(self, fact: u16, holds: bool) -> Self {
        Self(if holds { self.0 | fact } else { self.0 & !fact })
    }

    pub(super) const fn case(self, relation: CaseRelation) -> Self {
        Self(self.0 & !(3 << Self::CASE) | (relation as u16) << Self::CASE)
    }

    pub(super) const fn holds(self, fact: u16) -> bool {
        self.0 & fact != 0
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The relation to the case, as the rules know it.
    pub(super) const fn case_name(self) -> &'static str {
        match self.0 >> Self::CASE {
            0 => "none",
            1 => "contributor",
            2 => "outsider",
            _ => "abandoned",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_do_not_touch_each_other() {
        let relations = [
            CaseRelation::None,
            CaseRelation::Contributor,
            CaseRelation::Outsider,
            CaseRelation::Abandoned,
        ];
        let names = ["none", "contributor", "outsider", "abandoned"];
        for (relation, name) in relations.into_iter().zip(names) {
            let mut facts = Facts(0).case(CaseRelation::Abandoned).case(relation);
            for (fact, _) in Facts::NAMES {
                assert!(!facts.holds(fact));
                facts = facts.with(fact, true);
                assert!(facts.holds(fact));
            }
            assert_eq!(facts.case_name(), name);
            assert!(facts.index() < Facts::COUNT);
            for (fact, _) in Facts::NAMES {
                facts = facts.with(fact, false);
            }
            assert_eq!(facts, Facts(0).case(relation));
        }
    }
}
