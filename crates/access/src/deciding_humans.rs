//! Whether an installation has the people for the two-person rule: two administrators and an approver, three humans who can act.
//!
//! Promises: accounts of one human count once; a role that is held for some admin units only, or that unites duties for a pilot, does
//! not count; nothing here reads a clock or a store.

use std::collections::BTreeSet;

use ombud_model::{AccountId, Operation, Timestamp, Units};

use super::roster::Roster;
use super::who::Grant;
use super::{Access, Holders};

/// What rests for a time after an account was reset or given a role: to decide on what others ask for, and to be shown a name.
const RESTING: [Operation; 4] = [
    Operation::ApproveUnmasking,
    Operation::ApprovePersonRequest,
    Operation::RevealPerson,
    Operation::ApproveProposal,
];

/// Whether the right to do this rests after a reset or a grant.
pub fn rests(operation: Operation) -> bool {
    RESTING.contains(&operation)
}

/// Who there is for a decision that takes two.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DecidingHumans {
    administrators: BTreeSet<AccountId>,
    approvers: BTreeSet<AccountId>,
    auditors: BTreeSet<AccountId>,
}

impl DecidingHumans {
    /// `human` gives for each account that a human can use now one account that stands for this human, the same for all of theirs; `None`
    /// for every other account.
    pub fn of(
        access: &Access,
        roster: &Roster,
        human: impl Fn(AccountId) -> Option<AccountId>,
        now: Timestamp,
    ) -> Self {
        let counts = |grant: &&Grant| {
            let regular = access.given(grant.role.as_str());
            grant.is_live(now)
                && grant.units == Units::All
                && regular
                    .is_some_and(|(held_by, pilot)| held_by != Holders::Integrations && !pilot)
        };
        let holders = |operation| {
            roster
                .grants()
                .iter()
                .filter(counts)
                .filter(|grant| access.lets(grant.role.as_str(), operation))
                .filter_map(|grant| human(grant.account))
                .collect()
        };
        Self {
            administrators: holders(Operation::GrantRole),
            approvers: holders(Operation::ApproveUnmasking),
            auditors: holders(Operation::SearchAudit),
        }
    }

    /// Whether nobody has to do alone what takes two.
    pub fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }

    /// What is to be done before the two-person rule begins, for people.
    pub fn missing(&self) -> Vec<&'static str> {
        let second =
            (self.administrators.len() < 2).then_some("a second administrator for all admin units");
        let approver = self
            .approvers
            .is_empty()
            .then_some("an approver for all admin units");
        second.into_iter().chain(approver).collect()
    }

    /// Whether after this, compared with what was before, somebody is gone on whom the others rely: one of the last two administrators, the
    /// last approver or the last auditor.
    pub fn loses(&self, after: &Self) -> bool {
        let fewer = |before: &BTreeSet<AccountId>, after: &BTreeSet<AccountId>, needed: usize| {
            after.len() < needed && after.len() < before.len()
        };
        fewer(&self.administrators, &after.administrators, 2)
            || fewer(&self.approvers, &after.approvers, 1)
            || fewer(&self.auditors, &after.auditors, 1)
    }
}

impl Access {
    /// Whether the role lets its holder give roles, or decide on requests for names: those who hold one count for what takes two.
    pub fn administers_or_approves(&self, role: &str) -> bool {
        self.lets(role, Operation::GrantRole) || self.lets(role, Operation::ApproveUnmasking)
    }

    /// Whether the role lets its holder decide on what others ask for, or see a name.
    pub fn decides_or_reveals(&self, role: &str) -> bool {
        RESTING.iter().any(|operation| self.lets(role, *operation))
    }

    fn lets(&self, role: &str, operation: Operation) -> bool {
        self.operations(role)
            .is_some_and(|operations| operations.contains(&operation))
    }
}
