//! Who stands behind an account, as far as deciding is concerned: two accounts of one human never count as two.

use serde::{Deserialize, Serialize};

use crate::{AccountId, PersonId};

/// What an account is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    Human,
    /// A program: it acts with API tokens, does not sign in and decides nothing.
    Integration,
}

/// One side of an act. Two accounts of one human are the same side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    pub account: AccountId,
    /// The monitored person behind the account, where known.
    #[serde(default)]
    pub person: Option<PersonId>,
}

impl Party {
    pub const fn new(account: AccountId, person: Option<PersonId>) -> Self {
        Self { account, person }
    }

    /// The same account, or another account of the same human.
    pub fn is(&self, other: &Party) -> bool {
        self.account == other.account || (self.person.is_some() && self.person == other.person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_accounts_of_one_human_are_one_side() {
        let one = Party::new(AccountId(1), Some(PersonId(7)));
        assert!(one.is(&Party::new(AccountId(2), Some(PersonId(7)))));
        assert!(one.is(&Party::new(AccountId(1), None)));
        assert!(!one.is(&Party::new(AccountId(2), None)));
        assert!(
            !Party::new(AccountId(1), None).is(&Party::new(AccountId(2), None)),
            "not knowing who is behind two accounts"
        );
    }
}
