//! Accounts: listed, created, disabled, enabled, reset.

use std::collections::BTreeSet;

use ombud_access::{Kind, Resource, RoleId};
use ombud_accounts::account::account_id;
use ombud_accounts::{Account, AccountState, DisplayName, LinkPurpose, LoginName, OneTimeLink};
use ombud_guard::proposal::Change;
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind, Operation, Party, Timestamp, UnitId};
use ombud_store::records::DocumentChange;
use serde::Serialize;

use super::super::documents::{self, Read};
use super::super::{Act, AppError, Caller, Ombud};
use super::{invalid, party, set_up};
use crate::requests::accounts::AccountChange;
use crate::requests::{Given, WantedId};

/// One account, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountSummary {
    pub id: AccountId,
    pub login: LoginName,
    pub display_name: DisplayName,
    pub kind: AccountKind,
    pub state: AccountState,
    /// Whether one-time codes are set up.
    pub one_time_codes: bool,
    /// Whether the account is linked to an identity at a provider.
    pub linked: bool,
    pub created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_sign_in: Option<Timestamp>,
    pub roles: Vec<RoleHeld>,
}

/// One role of an account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoleHeld {
    pub role: RoleId,
    /// The admin units it is bound to; `None` when it reaches everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<BTreeSet<UnitId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Given by a group of the account's provider, and held as long as the provider names it.
    pub from_groups: bool,
}

/// An account to be created.
pub struct NewAccount {
    pub login: Given<LoginName>,
    pub display_name: Given<DisplayName>,
    pub kind: AccountKind,
    /// The pseudonym of the monitored person who this is: they never see their own case.
    pub person: Option<String>,
}

/// An account, and the link that is to be handed to its holder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountChanged {
    pub account: AccountSummary,
    /// Path and query of the link, good once for 72 hours; shown only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_up: Option<String>,
}

impl Ombud {
    pub(super) fn summary_of(&self, account: &Account) -> AccountSummary {
        let roles = self
            .grants_of(account.id)
            .into_iter()
            .map(|grant| RoleHeld {
                units: super::roles::unit_ids(&grant.units),
                expires: grant.expires,
                from_groups: grant.from_groups,
                role: grant.role,
            });
        AccountSummary {
            id: account.id,
            login: account.login.clone(),
            display_name: account.display_name.clone(),
            kind: account.kind,
            state: account.state,
            one_time_codes: account.credentials.totp.is_some(),
            linked: account.linked().is_some(),
            created: account.created,
            last_sign_in: account.last_sign_in,
            roles: roles.collect(),
        }
    }

    pub async fn list_accounts(&self, caller: &Caller) -> Result<Vec<AccountSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ListAccounts,
            Resource::list(Kind::Account),
            async |_, _| {
                let accounts = documents::all::<Account>(self.store.records()).await?;
                let mut accounts: Vec<_> = accounts
                    .iter()
                    .map(|read| self.summary_of(&read.value))
                    .collect();
                accounts.sort_by(|a, b| a.login.cmp(&b.login));
                Ok(accounts)
            },
        )
        .await
    }

    pub async fn create_account(
        &self,
        caller: &Caller,
        new: NewAccount,
    ) -> Result<AccountChanged, AppError> {
        if matches!(caller, Caller::Operator) {
            self.own_account(caller).await?;
        }
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let id = account_id(&mut OsEntropy).map_err(AppError::internal)?;
        let resource = Resource::account(Party::new(id, None), &[]);
        self.authorize(
            caller,
            Act::new(Operation::CreateAccount).on(id),
            resource,
            async |_, _| {
                let (login, name, kind) = (new.login?, new.display_name?, new.kind);
                let now = self.clock.now();
                let person = match &new.person {
                    Some(pseudonym) => Some(self.person_named(pseudonym).await?),
                    None => None,
                };
                let account = Account::create(id, login, name, kind, now).with_person(person, now);
                let mut changes = vec![documents::new(&account)?];
                let governance = self.governance();
                // At the command line of an installation that has nobody: the first account is the administrator's.
                if matches!(caller, Caller::Console(_))
                    && !governance.roster.has_administrator(&governance.access)
                {
                    if kind == AccountKind::Integration {
                        return Err(invalid(
                            "the first account is the administrator's: create it for a human",
                        ));
                    }
                    let roster = governance.roster.first(&governance.access, id);
                    changes.extend(self.roster_changes(&roster.map_err(refused)?).await?);
                }
                let set_up = match kind {
                    AccountKind::Human => {
                        Some(self.issue_link(LinkPurpose::Invitation, &account, &mut changes)?)
                    }
                    AccountKind::Integration => None,
                };
                self.change(changes).await?;
                Ok(AccountChanged {
                    account: self.summary_of(&account),
                    set_up,
                })
            },
        )
        .await
    }

    pub async fn change_account(
        &self,
        caller: &Caller,
        account: WantedId<AccountId>,
        change: AccountChange,
    ) -> Result<AccountChanged, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self
            .target(caller, Operation::ChangeAccount, account)
            .await?;
        let id = read.value.id;
        let now = self.clock.now();
        let resource = Resource::account(party(&read.value), &self.grants_of(id));
        self.authorize(
            caller,
            Act::new(Operation::ChangeAccount).on(id),
            resource,
            async |_, _| {
                let mut changes = Vec::new();
                let (account, set_up) = match change {
                    AccountChange::Disable => {
                        let rules = self.governance();
                        let roster = rules.roster.without(&rules.access, id).map_err(refused)?;
                        if self.loses_somebody(&roster) {
                            let disable = Change::DisableAccount { account: id };
                            changes.extend(self.require_second_person(caller, disable).await?);
                        }
                        changes.extend(self.roster_changes(&roster).await?);
                        (read.value.clone().disabled(now), None)
                    }
                    AccountChange::Enable => (read.value.clone().enabled(now), None),
                    AccountChange::Reset => {
                        if read.value.kind == AccountKind::Integration
                            || read.value.state == AccountState::Disabled
                        {
                            return Err(invalid(
                                "only the enabled account of a human can be set up anew",
                            ));
                        }
                        if self.decides_or_reveals(id) {
                            let reset = Change::ResetAccount { account: id };
                            changes.extend(self.require_second_person(caller, reset).await?);
                        }
                        let purpose = match read.value.state {
                            AccountState::Invited => LinkPurpose::Invitation,
                            _ => LinkPurpose::Reset,
                        };
                        (
                            read.value.clone(),
                            Some(self.issue_link(purpose, &read.value, &mut changes)?),
                        )
                    }
                };
                if account != read.value {
                    changes.push(documents::next(&read, &account)?);
                }
                self.change(changes).await?;
                Ok(AccountChanged {
                    account: self.summary_of(&account),
                    set_up,
                })
            },
        )
        .await
    }

    /// The account of that id. Who names one that is not there is told the same as when it is out of sight.
    pub(super) async fn target(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<AccountId>,
    ) -> Result<Read<Account>, AppError> {
        let found = match id.id() {
            Some(id) => self.account(id).await?,
            None => None,
        };
        match found {
            Some(account) => Ok(account),
            None => self.refuse_missing(caller, operation).await,
        }
    }

    fn issue_link(
        &self,
        purpose: LinkPurpose,
        account: &Account,
        changes: &mut Vec<DocumentChange>,
    ) -> Result<String, AppError> {
        let of = Some((account.id, account.epoch));
        let issued = OneTimeLink::issue(purpose, of, self.clock.now(), &mut OsEntropy);
        let (token, link) = issued.map_err(AppError::internal)?;
        changes.push(documents::new(&link)?);
        Ok(set_up::path(&token).to_string())
    }

    pub(super) async fn person_named(
        &self,
        pseudonym: &str,
    ) -> Result<ombud_model::PersonId, AppError> {
        let person = self.store.records().person_by_pseudonym(pseudonym).await?;
        person.ok_or_else(|| {
            invalid(format!(
                "there is no person `{pseudonym}`: see the list of persons"
            ))
        })
    }
}

/// Refused by the state of things, not by who asks.
pub(super) fn refused(error: impl std::fmt::Display) -> AppError {
    AppError::Conflict(error.to_string())
}
