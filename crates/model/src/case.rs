//! A case: persons whom a few people look into together. Who contributes to it may see it; that is all the rights it gives.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::case_outcome::CaseOutcome;
use crate::{AccountId, CaseId, PersonId, Timestamp};

/// Far above what a case is ever about; keeps one row of bounded size.
pub const MOST_PERSONS: usize = 10_000;
/// The most that can contribute to one case.
pub const MOST_CONTRIBUTORS: usize = 10_000;

/// That a case was closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Closed {
    pub by: AccountId,
    pub at: Timestamp,
    /// `None` for a case that was closed before outcomes were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CaseOutcome>,
}

/// Holds no name and no free text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Case {
    pub id: CaseId,
    /// Whom it is about. Empty only after all of them were erased.
    pub persons: BTreeSet<PersonId>,
    /// Who may see it. They stand here even while they cannot act.
    pub contributors: BTreeSet<AccountId>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<AccountId>,
    pub opened_by: AccountId,
    pub opened_at: Timestamp,
    pub closed: Option<Closed>,
}

/// Why something is not done with a case. Nothing has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CaseRefused {
    #[error("a case is about at least one person: name one")]
    Nobody,
    #[error("a case is about {MOST_PERSONS} persons at most: open several")]
    TooManyPersons,
    #[error(
        "no more than {MOST_CONTRIBUTORS} people can contribute to one case: remove somebody first"
    )]
    TooManyContributors,
    #[error("the case is closed: reopen it first")]
    Closed,
    #[error("the case is open")]
    Open,
}

impl Case {
    /// Whoever opens it contributes to it.
    pub fn open(
        id: CaseId,
        persons: BTreeSet<PersonId>,
        by: AccountId,
        now: Timestamp,
    ) -> Result<Self, CaseRefused> {
        match persons.len() {
            0 => Err(CaseRefused::Nobody),
            1..=MOST_PERSONS => {
                let contributors = BTreeSet::from([by]);
                Ok(Self {
                    id,
                    persons,
                    contributors,
                    assignee: None,
                    opened_by: by,
                    opened_at: now,
                    closed: None,
                })
            }
            _ => Err(CaseRefused::TooManyPersons),
        }
    }

    /// About one more person.
    pub fn including(mut self, person: PersonId) -> Result<Self, CaseRefused> {
        if self.closed.is_some() {
            return Err(CaseRefused::Closed);
        }
        self.persons.insert(person);
        if self.persons.len() > MOST_PERSONS {
            Err(CaseRefused::TooManyPersons)
        } else {
            Ok(self)
        }
    }

    /// With one more contributor.
    pub fn with(mut self, contributor: AccountId) -> Result<Self, CaseRefused> {
        self.contributors.insert(contributor);
        if self.contributors.len() > MOST_CONTRIBUTORS {
            Err(CaseRefused::TooManyContributors)
        } else {
            Ok(self)
        }
    }

    /// With one contributor less. The case of whoever leaves it is nobody's.
    pub fn without(mut self, contributor: AccountId) -> Self {
        self.contributors.remove(&contributor);
        self.assignee = self.assignee.filter(|account| *account != contributor);
        self
    }

    pub fn close(
        mut self,
        by: AccountId,
        outcome: CaseOutcome,
        now: Timestamp,
    ) -> Result<Self, CaseRefused> {
        if self.closed.is_some() {
            return Err(CaseRefused::Closed);
        }
        self.closed = Some(Closed {
            by,
            at: now.max(self.opened_at),
            outcome: Some(outcome),
        });
        Ok(self)
    }

    /// A closed case goes on.
    pub fn reopen(mut self) -> Result<Self, CaseRefused> {
        match self.closed.take() {
            Some(_) => Ok(self),
            None => Err(CaseRefused::Open),
        }
    }

    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Without a person who was erased, or who was taken in by mistake.
    pub fn without_person(mut self, person: PersonId) -> Self {
        self.persons.remove(&person);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: AccountId = AccountId(1);
    const BEN: AccountId = AccountId(2);

    const NOW: Timestamp = Timestamp::MIN;

    fn case() -> Case {
        Case::open(
            CaseId(7),
            BTreeSet::from([PersonId(41), PersonId(42)]),
            ADA,
            NOW,
        )
        .unwrap()
    }

    #[test]
    fn whoever_opens_it_contributes_and_others_are_added_and_removed() {
        let case = case().with(BEN).unwrap();
        assert_eq!(case.contributors, BTreeSet::from([ADA, BEN]));
        let given = Case {
            assignee: Some(BEN),
            ..case.clone()
        };
        assert_eq!(given.clone().without(ADA).assignee, Some(BEN));
        assert_eq!(given.without(BEN).assignee, None);
        assert_eq!(case.without(ADA).contributors, BTreeSet::from([BEN]));
        assert_eq!(
            Case::open(CaseId(7), BTreeSet::new(), ADA, NOW),
            Err(CaseRefused::Nobody)
        );
        let many = (0..=MOST_PERSONS as u64).map(PersonId).collect();
        assert_eq!(
            Case::open(CaseId(7), many, ADA, NOW),
            Err(CaseRefused::TooManyPersons)
        );
    }

    #[test]
    fn it_is_closed_once_never_before_it_was_opened_and_reopened_as_it_was() {
        let later = Timestamp::from_millis(NOW.millis() + 1).unwrap();
        let opened_later = Case {
            opened_at: later,
            ..case()
        };
        let benign = CaseOutcome::Benign;
        let closed = opened_later.clone().close(BEN, benign, NOW).unwrap();
        let expected = Closed {
            by: BEN,
            at: later,
            outcome: Some(benign),
        };
        assert_eq!(closed.closed, Some(expected));
        assert!(!closed.is_open());
        let again = closed.clone().close(ADA, benign, later);
        assert_eq!(again, Err(CaseRefused::Closed));
        assert_eq!(closed.reopen(), Ok(opened_later.clone()));
        assert_eq!(opened_later.reopen(), Err(CaseRefused::Open));
    }

    #[test]
    fn an_open_one_takes_in_further_persons() {
        let more = case().including(PersonId(43)).unwrap();
        assert_eq!(more.persons.len(), 3);
        let closed = more.close(ADA, CaseOutcome::Benign, NOW).unwrap();
        assert_eq!(closed.including(PersonId(44)), Err(CaseRefused::Closed));
    }

    #[test]
    fn an_erased_person_leaves_it() {
        let left = case().without_person(PersonId(41));
        assert_eq!(left.persons, BTreeSet::from([PersonId(42)]));
    }
}
