//! Accounts: listed, created, disabled, enabled, reset.

use ombud_access::{Kind, Resource};
use ombud_accounts::account::account_id;
use ombud_accounts::{Account, AccountState, DisplayName, LinkPurpose, LoginName, OneTimeLink};
use ombud_api::accounts as wire;
use ombud_guard::proposal::Change;
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind, Operation, Party};
use ombud_store::records::DocumentChange;

use super::super::documents::{self, Read};
use super::super::{Act, AppError, Caller, Ombud};
use super::{invalid, party, set_up};
use crate::requests::accounts::AccountChange;

impl Ombud {
    pub(super) fn summary_of(&self, account: &Account) -> wire::AccountSummary {
        let roles = self
            .grants_of(account.id)
            .into_iter()
            .map(|grant| wire::RoleHeld {
                role: grant.role.to_string(),
                units: super::roles::unit_ids(&grant.units),
                expires: grant.expires.map(|at| at.to_string()),
                from_groups: grant.from_groups,
            });
        wire::AccountSummary {
            id: account.id.to_string(),
            login: account.login.as_str().to_owned(),
            display_name: account.display_name.as_str().to_owned(),
            kind: match account.kind {
                AccountKind::Human => "human",
                AccountKind::Integration => "integration",
            }
            .to_owned(),
            state: match account.state {
                AccountState::Invited => "invited",
                AccountState::Active => "active",
                AccountState::Disabled => "disabled",
            }
            .to_owned(),
            one_time_codes: account.credentials.totp.is_some(),
            linked: account.linked().is_some(),
            created: account.created.to_string(),
            last_sign_in: account.last_sign_in.map(|at| at.to_string()),
            roles: roles.collect(),
        }
    }

    pub async fn list_accounts(
        &self,
        caller: &Caller,
    ) -> Result<Vec<wire::AccountSummary>, AppError> {
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
        new: wire::NewAccount,
    ) -> Result<wire::AccountChanged, AppError> {
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
                let login: LoginName = new.login.parse().map_err(invalid)?;
                let name: DisplayName = new.display_name.parse().map_err(invalid)?;
                let kind = if new.integration {
                    AccountKind::Integration
                } else {
                    AccountKind::Human
                };
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
                Ok(wire::AccountChanged {
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
        account: &str,
        change: AccountChange,
    ) -> Result<wire::AccountChanged, AppError> {
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
                Ok(wire::AccountChanged {
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
        id: &str,
    ) -> Result<Read<Account>, AppError> {
        let found = match id.parse::<AccountId>() {
            Ok(id) => self.account(id).await?,
            Err(_) => None,
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
