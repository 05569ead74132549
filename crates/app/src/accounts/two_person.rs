//! The two-person rule as this installation has it: since when it holds, who there is for it, whose rights rest, and the proposals.
//!
//! Promises: the rule begins by itself as soon as there are two administrators and an approver, and never ends again; where it holds, what
//! takes two is done only with a proposal that another human approved, used up in the same step; whoever works at the command line of
//! the machine, with the data and the master key in hand, is not held up.

use std::collections::BTreeMap;

use ombud_access::{self as access, Access, DecidingHumans, Roster};
use ombud_accounts::Account;
use ombud_guard::proposal::{Change, Proposal, State};
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind, Operation, Party, Timestamp};
use ombud_store::Records;
use ombud_store::records::DocumentChange;
use serde::{Deserialize, Serialize};

use super::super::documents::{self, Read, StoredDocument};
use super::super::notices::Notice;
use super::super::{Act, AppError, Author, Caller, Ombud};
use super::party;

/// Under this name the program notes that the rule has begun.
const JOB: &str = "two-person-rule";

/// Since when two are needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TwoPersonRule {
    since: Timestamp,
}

impl StoredDocument for TwoPersonRule {
    const KIND: &'static str = "two-person-rule";

    /// There is one.
    fn id(&self) -> String {
        String::new()
    }
}

impl StoredDocument for Proposal {
    const KIND: &'static str = "proposal";

    fn id(&self) -> String {
        Proposal::id(self).to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.by().account.to_string())
    }
}

/// Who there is for what takes two, as it is stored now.
pub(in super::super) struct TwoPersons {
    since: Option<Timestamp>,
    standing: DecidingHumans,
    /// For each account that a human can use, one that stands for this human.
    humans: BTreeMap<AccountId, AccountId>,
    resting: BTreeMap<AccountId, Timestamp>,
}

impl TwoPersons {
    pub(in super::super) async fn load(
        records: &Records,
        accounts: &[Account],
        access: &Access,
        roster: &Roster,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let usable: Vec<Party> = accounts
            .iter()
            .filter(|account| account.kind == AccountKind::Human && account.is_active())
            .map(party)
            .collect();
        let first = |one: &Party| {
            let same = usable.iter().filter(|other| other.is(one));
            same.map(|other| other.account).min()
        };
        let humans: BTreeMap<AccountId, AccountId> = usable
            .iter()
            .filter_map(|one| Some((one.account, first(one)?)))
            .collect();
        let human = |account: AccountId| humans.get(&account).copied();
        let standing = DecidingHumans::of(access, roster, human, now);
        let since = documents::get::<TwoPersonRule>(records, "").await?;
        Ok(Self {
            since: since.map(|read| read.value.since),
            standing,
            humans,
            resting: accounts
                .iter()
                .filter_map(|account| Some((account.id, account.rests_until?)))
                .collect(),
        })
    }

    pub(in super::super) fn in_force(&self) -> bool {
        self.since.is_some()
    }

    /// What is to be done before the rule begins.
    pub(in super::super) fn missing(&self) -> Vec<&'static str> {
        self.standing.missing()
    }

    /// Who is missing and what that means, for people; `None` when nobody is.
    pub(in super::super) fn lacking(&self) -> Option<String> {
        let missing = self.missing().join(" and ");
        match (self.in_force(), missing.as_str()) {
            (_, "") => None,
            (true, missing) => Some(format!("what takes two cannot be done without {missing}")),
            (false, missing) => Some(format!(
                "an administrator can still do alone what should take two: add {missing}"
            )),
        }
    }

    /// Refuses what rests for the caller.
    pub(in super::super) fn awake(
        &self,
        asker: access::Asker<'_>,
        operation: Operation,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let access::Asker::Account(principal) = asker else {
            return Ok(());
        };
        match self.resting.get(&principal.party.account) {
            Some(until) if access::rests(operation) && now < *until => {
                Err(AppError::Forbidden(format!(
                    "your account was reset, or given a role, shortly before: it approves nothing and is shown no name until {until}"
                )))
            }
            _ => Ok(()),
        }
    }
}

impl Ombud {
    /// Notes that the rule holds from now on, as soon as there are the people for it.
    pub(in super::super) async fn begin_two_person_rule(&self) -> Result<(), AppError> {
        let governance = self.governance();
        if governance.two_persons.in_force() || !governance.two_persons.missing().is_empty() {
            return Ok(());
        }
        let act = Act::new(Operation::ChangeSettings).on_named("setting", JOB)?;
        self.record(&Author::job(JOB)?, act, async |_| {
            let rule = TwoPersonRule {
                since: self.clock.now(),
            };
            let begun = vec![documents::new(&rule)?];
            documents::commit(self.store.records(), begun).await?;
            self.reload_governance().await
        })
        .await
    }

    /// The account after a reset, or after it was given a role that decides or reveals, now: where the rule holds these rights rest.
    pub(super) async fn rested(&self, account: Account) -> Result<Account, AppError> {
        let rest = self.unmask_rules_now().await?.rest();
        if !self.governance().two_persons.in_force() || rest.0 == 0 {
            return Ok(account);
        }
        let now = self.clock.now();
        Ok(account.resting(rest.after(now), now))
    }

    /// The step to [`Ombud::rested`], where it is one.
    pub(super) async fn put_to_rest(
        &self,
        read: &Read<Account>,
    ) -> Result<Option<DocumentChange>, AppError> {
        let rested = self.rested(read.value.clone()).await?;
        (rested != read.value)
            .then(|| documents::next(read, &rested))
            .transpose()
    }

    /// Whether with this roster somebody would be gone on whom the others rely.
    pub(super) fn loses_somebody(&self, roster: &Roster) -> bool {
        let governance = self.governance();
        let two = &governance.two_persons;
        let human = |account: AccountId| two.humans.get(&account).copied();
        let after = DecidingHumans::of(&governance.access, roster, human, self.clock.now());
        two.standing.loses(&after)
    }

    /// Whether a role that the account holds lets it decide or see a name.
    pub(super) fn decides_or_reveals(&self, account: AccountId) -> bool {
        let access = &self.governance().access;
        self.grants_of(account)
            .iter()
            .any(|grant| access.decides_or_reveals(grant.role.as_str()))
    }

    /// What whoever holds this account is told about the two-person rule: who is missing, if the account administers or approves.
    pub(super) fn lacking_for(&self, account: AccountId) -> Option<String> {
        let (governance, now) = (self.governance(), self.clock.now());
        let concerned = self.grants_of(account).iter().any(|grant| {
            let role = grant.role.as_str();
            grant.is_live(now) && governance.access.administers_or_approves(role)
        });
        concerned
            .then(|| governance.two_persons.lacking())
            .flatten()
    }

    /// Lets a change that takes two go on, if it may: without more where the rule does not hold, or with the approved proposal, whose
    /// use must be stored with the change. Otherwise it is proposed, once; in the audit log what was asked for is refused.
    pub(in super::super) async fn require_second_person(
        &self,
        caller: &Caller,
        change: Change,
    ) -> Result<Option<DocumentChange>, AppError> {
        let Caller::Account(principal) = caller else {
            return Ok(None);
        };
        if !self.governance().two_persons.in_force() {
            return Ok(None);
        }
        let (records, now) = (self.store.records(), self.clock.now());
        let own = documents::of::<Proposal>(records, &principal.party.account.to_string()).await?;
        for read in own.iter().filter(|read| *read.value.change() == change) {
            match read.value.state_at(now) {
                State::Approved { .. } => {
                    let used = read.value.carry_out(now).map_err(super::people::refused)?;
                    return Ok(Some(documents::next(read, &used)?));
                }
                State::Open => return Err(AppError::TakesTwo(read.value.id())),
                State::Refused { .. } | State::Done { .. } | State::Expired => {}
            }
        }
        let concerned = match change.account() {
            Some(account) => self.account(account).await?.map(|read| party(&read.value)),
            None => None,
        };
        let made = Proposal::new(change, principal.party, concerned, now, &mut OsEntropy);
        let made = made.map_err(AppError::internal)?;
        let proposed = vec![documents::new(&made)?];
        self.commit_with_notice(proposed, Notice::ProposalMade(made.id()))
            .await?;
        Err(AppError::TakesTwo(made.id()))
    }
}
