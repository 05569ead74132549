//! Those who use the system: signing in, accounts, roles, units and tokens.
//!
//! Promises: account, session and token are read at every request, so what was ended or disabled is refused at the next one; changes of
//! who may do what are made one after the other, each in one transaction, and count from the moment it is committed.

mod attempts;
mod codes;
mod config;
mod credentials;
pub(super) mod custom;
mod groups;
mod passkeys;
mod people;
mod proposals;
mod provider;
mod providers;
mod roles;
mod sessions;
mod set_up;
mod sign_in;
mod sign_in_rules;
mod tokens;
mod two_person;
mod units;
mod waiting;

use std::future::Future;
use std::sync::Arc;

use ombud_access::{Grant, Principal, Resource, Roster};
use ombud_accounts::password::HashCost;
use ombud_accounts::totp::TotpEnrolment;
use ombud_accounts::{
    Account, ApiTokenRecord, HashingQueue, OneTimeLink, Seat, Session, SignInSettings, Throttle,
};
use ombud_model::{AccountId, Operation, Party};
use ombud_store::Records;
use ombud_store::records::DocumentChange;
use parking_lot::{Mutex, MutexGuard, RwLock};
use serde::{Deserialize, Serialize};

pub(super) use two_person::TwoPersons;

pub use codes::OwnAccount;
pub use config::{InvalidSignIn, SecretFrom, SignIn, SignInConfig};
pub use custom::{NewRole, Pilot, PilotChange, Withdrawn};
pub use people::{AccountChanged, AccountSummary, NewAccount, RoleHeld};
pub use proposals::{ProposalList, ProposalSummary};
pub use roles::{GrantRequest, RoleMember, RoleSummary};
pub use sessions::OwnSession;
pub use sign_in_rules::{SecondFactor, SignInRules};
pub use tokens::{IssuedToken, NewToken, TokenSummary};
pub use units::{NewUnit, UnitSummary};

use super::authorization::Caller;
use super::documents::{self, Read, StoredDocument};
use super::{AppError, Ombud};
use passkeys::PasskeysUnderWay;
use providers::Providers;
use sign_in_rules::StoredRules;
use waiting::Waiting;

/// What sign-in keeps in memory.
pub(super) struct SignInState {
    /// Replaced as a whole when the rules of sign-in change.
    settings: RwLock<Arc<SignInSettings>>,
    hashing_queue: HashingQueue,
    throttle: Mutex<Throttle>,
    noted: Mutex<attempts::Noted>,
    /// The link for the first administrator, until it is used or the program ends.
    first: Mutex<Option<OneTimeLink>>,
    passkeys: PasskeysUnderWay,
    providers: Providers,
    /// Browsers that were sent to a provider.
    away: Waiting<provider::Away>,
    /// One change of accounts, roles or units, or opening of a case, at a time.
    pub(super) changing: tokio::sync::Mutex<()>,
}

impl SignInState {
    pub(super) async fn load(records: &Records) -> Result<Self, AppError> {
        let settings = StoredRules::load(records).await?;
        let hashing_queue = settings.hashing.hashing_queue();
        let settings = RwLock::new(Arc::new(settings));
        Ok(Self {
            settings,
            hashing_queue,
            throttle: Mutex::default(),
            noted: Mutex::default(),
            first: Mutex::default(),
            passkeys: PasskeysUnderWay::new(SignIn::default().passkeys),
            providers: Providers::default(),
            away: Waiting::default(),
            changing: tokio::sync::Mutex::default(),
        })
    }

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock()
    }

    fn first(&self) -> MutexGuard<'_, Option<OneTimeLink>> {
        self.first.lock()
    }
}

/// One-time codes that somebody began to set up.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PendingCodes {
    account: AccountId,
    enrolment: TotpEnrolment,
}

impl StoredDocument for PendingCodes {
    const KIND: &'static str = "one-time-codes-begun";

    fn id(&self) -> String {
        self.account.to_string()
    }
}

impl StoredDocument for Session {
    const KIND: &'static str = "session";

    fn id(&self) -> String {
        self.hash.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.account.to_string())
    }
}

impl StoredDocument for OneTimeLink {
    const KIND: &'static str = "set-up-link";

    fn id(&self) -> String {
        self.hash.to_string()
    }

    fn owner(&self) -> Option<String> {
        self.account.map(|account| account.to_string())
    }
}

impl StoredDocument for ApiTokenRecord {
    const KIND: &'static str = "api-token";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.account.to_string())
    }
}

fn party(account: &Account) -> Party {
    Party::new(account.id, account.person)
}

/// Why a thing cannot be chosen or asked for so.
fn invalid(error: impl std::fmt::Display) -> AppError {
    AppError::Invalid(error.to_string())
}

impl Ombud {
    /// The same program, where people sign in as configured.
    #[must_use]
    pub fn with_sign_in(mut self, sign_in: SignIn) -> Self {
        self.sign_in_state.providers = sign_in.providers;
        self.sign_in_state.passkeys = PasskeysUnderWay::new(sign_in.passkeys);
        self
    }

    async fn account(&self, id: AccountId) -> Result<Option<Read<Account>>, AppError> {
        documents::get(self.store.records(), &id.to_string()).await
    }

    /// The account of a human or integration who asks; the operator of a trial has none.
    pub(super) async fn own_account(
        &self,
        caller: &Caller,
    ) -> Result<(Principal, Read<Account>), AppError> {
        match caller {
            Caller::Account(principal) | Caller::SettingUp(principal) => {
                let account = self
                    .account(principal.party.account)
                    .await?
                    .ok_or(AppError::NotSignedIn)?;
                Ok((principal.clone(), account))
            }
            Caller::Operator if !self.governance().has_accounts => Err(AppError::Forbidden(
                "there are no accounts yet: open the set-up link that the server printed"
                    .to_owned(),
            )),
            _ => Err(AppError::NotSignedIn),
        }
    }

    /// Something that callers do with their own account.
    async fn authorize_own<T, F>(
        &self,
        caller: &Caller,
        operation: Operation,
        work: impl FnOnce(Principal, Read<Account>) -> F,
    ) -> Result<T, AppError>
    where
        F: Future<Output = Result<T, AppError>>,
    {
        let (principal, account) = self.own_account(caller).await?;
        let resource = Resource::account(party(&account.value), &principal.grants);
        self.authorize(caller, operation, resource, async |_, _| {
            work(principal, account).await
        })
        .await
    }

    pub(super) fn grants_of(&self, account: AccountId) -> Vec<Grant> {
        let now = self.clock.now();
        self.governance()
            .roster
            .of(account)
            .filter(|grant| grant.is_live(now))
            .cloned()
            .collect()
    }

    pub(super) fn principal(
        &self,
        account: &Account,
        fresh: bool,
        token: Option<std::collections::BTreeSet<Operation>>,
    ) -> Principal {
        Principal {
            party: party(account),
            kind: account.kind,
            grants: self.grants_of(account.id),
            fresh,
            token,
        }
    }

    /// Makes the changes together, and lets them count.
    async fn change(&self, changes: Vec<DocumentChange>) -> Result<(), AppError> {
        documents::commit(self.store.records(), changes).await?;
        self.reload_governance().await?;
        self.begin_two_person_rule().await
    }

    /// The steps from the stored grants to this roster.
    async fn roster_changes(&self, roster: &Roster) -> Result<Vec<DocumentChange>, AppError> {
        let mut stored = std::collections::BTreeMap::new();
        for read in documents::all::<Grant>(self.store.records()).await? {
            stored.insert(read.value.id(), read);
        }
        let mut changes = Vec::new();
        for grant in roster.grants() {
            match stored.remove(&grant.id()) {
                Some(read) if read.value == *grant => {}
                Some(read) => changes.push(documents::next(&read, grant)?),
                None => changes.push(documents::new(grant)?),
            }
        }
        changes.extend(stored.into_keys().map(documents::gone::<Grant>));
        Ok(changes)
    }

    /// Hashes on a thread that may block, when a seat is free.
    async fn hash<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Seat, HashCost) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let place = self
            .sign_in_state
            .hashing_queue
            .try_wait()
            .map_err(|full| AppError::Busy(full.to_string()))?;
        let cost = self.sign_in_state.settings().hashing.cost;
        tokio::task::spawn_blocking(move || work(&place.wait(), cost))
            .await
            .map_err(AppError::internal)
    }
}
