//! Setting up an account by a link that is good once.

use std::collections::BTreeSet;

use ombud_accounts::account::account_id;
use ombud_accounts::throttle::Means;
use ombud_accounts::{
    Account, DisplayName, LinkPurpose, LinkRefused, LinkToken, LoginName, OneTimeLink, PasswordHash,
};
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind, Operation};
use zeroize::Zeroizing;

use super::super::documents::{self, Read};
use super::super::{Act, AppError, Author, Ombud};
use super::{PendingCodes, invalid};
use crate::requests::accounts::{Chosen, SetUpFor};

impl Ombud {
    /// A new link with which whoever holds it makes the first administrator; an earlier one is void. `None` once there are accounts. It is
    /// kept in memory only.
    pub fn issue_first_link(&self) -> Result<Option<Zeroizing<String>>, AppError> {
        if self.governance().has_accounts {
            return Ok(None);
        }
        let issued = OneTimeLink::issue(
            LinkPurpose::FirstAdministrator,
            None,
            self.clock.now(),
            &mut OsEntropy,
        );
        let (token, link) = issued.map_err(AppError::internal)?;
        *self.sign_in_state.first() = Some(link);
        Ok(Some(path(&token)))
    }

    /// What the link is for; `None` when it is not, or no longer, good.
    pub async fn find_set_up_link(&self, text: &str) -> Result<Option<SetUpFor>, AppError> {
        let Some(token) = LinkToken::parse(text) else {
            return Ok(None);
        };
        if self.redeem_first(&token).is_ok() {
            return Ok(Some(SetUpFor::FirstAdministrator));
        }
        let found = self.stored_link(&token).await;
        match found {
            Ok((_, _, account)) => Ok(Some(SetUpFor::Account(
                account.value.login.as_str().to_owned(),
            ))),
            Err(AppError::Invalid(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets up the account of the link; gives who is missing for the two-person rule, where that concerns the account.
    pub async fn set_up(&self, text: &str, chosen: Chosen) -> Result<Option<String>, AppError> {
        let now = self.clock.now();
        let charge = self
            .charge(&Author::anonymous(), chosen.peer, Means::Unguessable)
            .await?;
        let token = LinkToken::parse(text).ok_or_else(|| invalid(LinkRefused::Unknown))?;
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let account = if self.redeem_first(&token).is_ok() {
            let first = self.create_first_administrator(chosen).await?;
            *self.sign_in_state.first() = None;
            first
        } else {
            self.set_up_stored(&token, chosen).await?
        };
        self.sign_in_state.throttle().succeeded(charge, now);
        Ok(self.lacking_for(account))
    }

    /// Sets up the account of a stored link, which is then used; its id.
    async fn set_up_stored(
        &self,
        token: &LinkToken,
        chosen: Chosen,
    ) -> Result<AccountId, AppError> {
        let now = self.clock.now();
        let (link, used, account) = self.stored_link(token).await?;
        self.record(
            &Author::account(account.value.id),
            Operation::ChangeOwnCredentials,
            async |_| {
                let password = self
                    .hash_chosen_password(&account.value.login, chosen.password)
                    .await?;
                let is_reset = used.purpose == LinkPurpose::Reset;
                let fresh = if is_reset {
                    let reset = account.value.clone().reset(now).map_err(invalid)?;
                    self.rested(reset).await?
                } else {
                    account.value.clone()
                };
                let ready = fresh
                    .with_password(password, now)
                    .and_then(|account| account.activated(now))
                    .map_err(invalid)?;
                if is_reset {
                    // What groups gave came through the link to the provider, and goes with it.
                    self.renew_roles(&ready, &BTreeSet::new()).await?;
                }
                self.change(vec![
                    documents::next(&account, &ready)?,
                    documents::next(&link, &used)?,
                    documents::gone::<PendingCodes>(ready.id.to_string()),
                ])
                .await
            },
        )
        .await?;
        Ok(account.value.id)
    }

    /// Checks the link for the first administrator, which is void as soon as there are accounts.
    fn redeem_first(&self, token: &LinkToken) -> Result<(), AppError> {
        let link = self
            .sign_in_state
            .first()
            .clone()
            .filter(|_| !self.governance().has_accounts);
        let link = link.ok_or_else(|| invalid(LinkRefused::Unknown))?;
        link.redeem(token, 0, self.clock.now())
            .map(|_| ())
            .map_err(invalid)
    }

    async fn create_first_administrator(&self, chosen: Chosen) -> Result<AccountId, AppError> {
        let now = self.clock.now();
        let id = account_id(&mut OsEntropy).map_err(AppError::internal)?;
        self.record(
            &Author::anonymous(),
            Act::new(Operation::CreateAccount).on(id),
            async |_| {
                let login: LoginName = chosen.login.parse().map_err(invalid)?;
                let name: DisplayName = chosen.display_name.parse().map_err(invalid)?;
                let password = self.hash_chosen_password(&login, chosen.password).await?;
                let account = Account::create(id, login, name, AccountKind::Human, now);
                let account = account
                    .with_password(password, now)
                    .and_then(|account| account.activated(now))
                    .map_err(invalid)?;
                let governance = self.governance();
                let roster = governance.roster.first(&governance.access, id);
                let roster = roster.map_err(|refused| AppError::Conflict(refused.to_string()))?;
                let mut changes = vec![documents::new(&account)?];
                changes.extend(self.roster_changes(&roster).await?);
                self.change(changes).await?;
                Ok(id)
            },
        )
        .await
    }

    /// The stored link, the same as used, and its account. All refusals read alike.
    async fn stored_link(
        &self,
        token: &LinkToken,
    ) -> Result<(Read<OneTimeLink>, OneTimeLink, Read<Account>), AppError> {
        let unknown = || invalid(LinkRefused::Unknown);
        let link = documents::get::<OneTimeLink>(self.store.records(), &token.hash().to_string())
            .await?
            .ok_or_else(unknown)?;
        let account = self
            .account(link.value.account.ok_or_else(unknown)?)
            .await?
            .ok_or_else(unknown)?;
        let used = link
            .value
            .redeem(token, account.value.epoch, self.clock.now())
            .map_err(|_| unknown())?;
        Ok((link, used, account))
    }

    pub(super) async fn hash_chosen_password(
        &self,
        login: &LoginName,
        password: Zeroizing<String>,
    ) -> Result<PasswordHash, AppError> {
        self.sign_in_state
            .settings()
            .passwords
            .judge(&password, login)
            .map_err(invalid)?;
        self.hash(move |seat, cost| PasswordHash::create(seat, cost, &password, &mut OsEntropy))
            .await?
            .map_err(invalid)
    }
}

/// Path and query of the link.
pub(super) fn path(token: &LinkToken) -> Zeroizing<String> {
    Zeroizing::new(format!("/set-up?link={}", token.reveal().as_str()))
}
