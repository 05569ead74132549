//! Who uses the system. An account is one value; every change is a function from it to the next.
//!
//! Changes that take away a way in (a new password, a removed passkey, a disabled account) raise the account's epoch: every session
//! carries the epoch under which it began and is over as soon as the two differ, on every node, at the next request. A reset ends also
//! what outlives sessions: API tokens and the link to a provider carry the epoch under which they were made, and count for nothing when
//! that is before the account's last reset.

use std::fmt;
use std::net::IpAddr;

use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::{AccountId, AccountKind, Day, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

pub use super::name::{DisplayName, InvalidName, LoginName};
use super::passkey::StoredPasskey;
use super::password::PasswordHash;
use super::peer::Network;
use super::recovery::RecoveryCodes;
use super::totp::Totp;

/// Passkeys that one account can have.
pub const MOST_PASSKEYS: usize = 20;
/// Places that an account is known to sign in from, at most.
const MOST_PLACES: usize = 10;
/// Days after which a place is forgotten.
const PLACE_DAYS: i32 = 30;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// Created, but nobody has set up a way to sign in yet.
    Invited,
    Active,
    Disabled,
}

/// Who somebody is at a provider. The pair is the key: a subject means nothing at another issuer, and a mail address is no key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExternalIdentity {
    /// The issuer's URL, character by character as it stands in its tokens.
    pub issuer: String,
    /// The `sub` claim.
    pub subject: String,
}

impl ExternalIdentity {
    /// One text for both: what an account is found by.
    pub fn key(&self) -> String {
        format!("{}\u{0}{}", self.issuer, self.subject)
    }
}

impl fmt::Debug for ExternalIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExternalIdentity(..)")
    }
}

/// The ways in which an account can prove who it is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Credentials {
    pub password: Option<PasswordHash>,
    pub totp: Option<Totp>,
    pub recovery: RecoveryCodes,
    pub passkeys: Vec<StoredPasskey>,
}

/// A network from which somebody signed in: guessing elsewhere does not hold them up there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownPlace {
    pub network: Network,
    pub last: Day,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub id: AccountId,
    pub login: LoginName,
    pub display_name: DisplayName,
    pub kind: AccountKind,
    pub state: AccountState,
    pub credentials: Credentials,
    /// Who this is at a provider, as last linked. Counts only as [`Account::linked`] says.
    pub external: Option<ExternalIdentity>,
    /// The epoch under which it was linked. What an earlier program linked counts as linked under the first.
    #[serde(default)]
    pub external_epoch: u32,
    /// The monitored person who this is, so that nobody works on their own case.
    pub person: Option<PersonId>,
    /// Raised to end all sessions of the account.
    pub epoch: u32,
    /// The epoch that began with the last reset: what was issued or linked under an earlier one is over. 0 without any reset.
    #[serde(default)]
    pub reset_epoch: u32,
    /// Until then the account decides on nothing and is shown no name: it was reset, or given a role that does, shortly before.
    #[serde(default)]
    pub rests_until: Option<Timestamp>,
    pub created: Timestamp,
    pub changed: Timestamp,
    pub last_sign_in: Option<Timestamp>,
    /// Where the account signed in from in the last 30 days.
    #[serde(default)]
    pub places: Vec<KnownPlace>,
}

/// Why a change of an account is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccountRefused {
    #[error("the account is disabled: an administrator can enable it")]
    Disabled,
    #[error("the account is not set up yet: use its invitation link")]
    NotSetUp,
    #[error("the account is set up already: sign in instead")]
    AlreadySetUp,
    #[error("set a password or add a passkey first")]
    NothingToSignInWith,
    #[error("an integration has no sign-in: issue it an API token")]
    IntegrationHasNoSignIn,
    #[error("an account has at most {MOST_PASSKEYS} passkeys: remove one first")]
    TooManyPasskeys,
    #[error("there is no such passkey on this account")]
    UnknownPasskey,
    #[error("this passkey is on the account already")]
    KnownPasskey,
    #[error("this is the last way to sign in: set up another one first")]
    LastWayIn,
    #[error("one-time codes need a password beside them: set a password first")]
    NoPassword,
    #[error("recovery codes need one-time codes beside them: set those up first")]
    NoCodes,
    #[error(
        "the account belongs to another identity of the provider: an administrator can unlink it"
    )]
    OtherIdentity,
}

/// A new account's id.
pub fn account_id(entropy: &mut (impl Entropy + ?Sized)) -> Result<AccountId, NoEntropy> {
    Ok(AccountId(u128::from_le_bytes(entropy::bytes(entropy)?)))
}

impl Account {
    /// A new account without any way to sign in: a person waits for the invitation, an integration is ready for its tokens.
    pub fn create(
        id: AccountId,
        login: LoginName,
        display_name: DisplayName,
        kind: AccountKind,
        now: Timestamp,
    ) -> Self {
        let state = match kind {
            AccountKind::Human => AccountState::Invited,
            AccountKind::Integration => AccountState::Active,
        };
        Self {
            id,
            login,
            display_name,
            kind,
            state,
            credentials: Credentials::default(),
            external: None,
            external_epoch: 0,
            person: None,
            epoch: 0,
            reset_epoch: 0,
            rests_until: None,
            created: now,
            changed: now,
            last_sign_in: None,
            places: Vec::new(),
        }
    }

    /// Whether the account can sign in, or let a token act for it.
    pub fn is_active(&self) -> bool {
        self.state == AccountState::Active
    }

    /// Whether there is a way in that stands on its own.
    pub fn has_way_in(&self) -> bool {
        self.credentials.password.is_some()
            || !self.credentials.passkeys.is_empty()
            || self.linked().is_some()
    }

    /// Who this is at a provider, unless the account was reset after it was linked: then it is to be linked anew.
    pub fn linked(&self) -> Option<&ExternalIdentity> {
        self.external
            .as_ref()
            .filter(|_| self.outlives_resets(self.external_epoch))
    }

    /// Whether what was made under this epoch still counts: the account was not reset since.
    pub fn outlives_resets(&self, epoch: u32) -> bool {
        epoch >= self.reset_epoch
    }

    /// The invitation is done: from now on the account can sign in. Whether what was set up suffices is [`super::rules::set_up`]'s question.
    pub fn activated(mut self, now: Timestamp) -> Result<Self, AccountRefused> {
        match self.state {
            AccountState::Invited if self.has_way_in() => {
                self.state = AccountState::Active;
                Ok(self.at(now))
            }
            AccountState::Invited => Err(AccountRefused::NothingToSignInWith),
            AccountState::Active => Err(AccountRefused::AlreadySetUp),
            AccountState::Disabled => Err(AccountRefused::Disabled),
        }
    }

    /// Nothing can be done in its name any more; its sessions end. Disabling twice is no error.
    #[must_use]
    pub fn disabled(mut self, now: Timestamp) -> Self {
        self.state = AccountState::Disabled;
        self.sessions_ended(now)
    }

    /// Usable again. Sessions and links from before stay dead.
    #[must_use]
    pub fn enabled(mut self, now: Timestamp) -> Self {
        if self.state == AccountState::Disabled {
            let ready = self.kind == AccountKind::Integration || self.has_way_in();
            self.state = if ready {
                AccountState::Active
            } else {
                AccountState::Invited
            };
        }
        self.at(now)
    }

    /// Ends every session of the account.
    #[must_use]
    pub fn sessions_ended(mut self, now: Timestamp) -> Self {
        self.epoch = self.epoch.saturating_add(1);
        self.at(now)
    }

    /// Everything that could sign in or act is gone and the account waits to be set up anew: what redeeming a reset link does. Its API
    /// tokens are over; the link to a provider is kept, so that the identity is nobody else's, and counts for nothing until the holder
    /// links it anew.
    pub fn reset(mut self, now: Timestamp) -> Result<Self, AccountRefused> {
        self.human()?;
        self.credentials = Credentials::default();
        self.places.clear();
        self.state = AccountState::Invited;
        let mut reset = self.sessions_ended(now);
        reset.reset_epoch = reset.epoch;
        Ok(reset)
    }

    /// A first or new password. Ends all sessions: begin a new one for whoever changed it.
    pub fn with_password(
        mut self,
        password: PasswordHash,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        self.human()?;
        self.credentials.password = Some(password);
        Ok(self.sessions_ended(now))
    }

    /// The same password, hashed at the cost of today.
    #[must_use]
    pub fn with_rehashed_password(mut self, password: PasswordHash, now: Timestamp) -> Self {
        if self.credentials.password.is_some() {
            self.credentials.password = Some(password);
        }
        self.at(now)
    }

    /// No password any more, and no one-time codes, which are nothing without it.
    pub fn without_password(mut self, now: Timestamp) -> Result<Self, AccountRefused> {
        self.credentials.password = None;
        self.credentials.totp = None;
        self.credentials.recovery = RecoveryCodes::default();
        self.with_way_in_left(now)
    }

    /// One-time codes beside the password, with the recovery codes that were shown for them.
    pub fn with_totp(
        mut self,
        totp: Totp,
        recovery: RecoveryCodes,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        self.human()?;
        if self.credentials.password.is_none() {
            return Err(AccountRefused::NoPassword);
        }
        self.credentials.totp = Some(totp);
        self.credentials.recovery = recovery;
        Ok(self.sessions_ended(now))
    }

    /// Recovery codes in place of all earlier ones. Sessions go on: no way in was taken from anybody who holds one.
    pub fn with_recovery(
        mut self,
        recovery: RecoveryCodes,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        self.human()?;
        if self.credentials.totp.is_none() {
            return Err(AccountRefused::NoCodes);
        }
        self.credentials.recovery = recovery;
        Ok(self.at(now))
    }

    /// One-time codes are no longer asked for. Whether the rules allow that is [`super::rules::set_up`]'s question.
    #[must_use]
    pub fn without_totp(mut self, now: Timestamp) -> Self {
        self.credentials.totp = None;
        self.credentials.recovery = RecoveryCodes::default();
        self.sessions_ended(now)
    }

    /// One more passkey.
    pub fn with_passkey(
        mut self,
        passkey: StoredPasskey,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        self.human()?;
        if self.credentials.passkeys.len() >= MOST_PASSKEYS {
            return Err(AccountRefused::TooManyPasskeys);
        }
        if self
            .credentials
            .passkeys
            .iter()
            .any(|known| known.handle() == passkey.handle())
        {
            return Err(AccountRefused::KnownPasskey);
        }
        self.credentials.passkeys.push(passkey);
        Ok(self.at(now))
    }

    /// Without the passkey of this handle (see [`StoredPasskey::handle`]). Ends all sessions.
    pub fn without_passkey(mut self, handle: &str, now: Timestamp) -> Result<Self, AccountRefused> {
        let before = self.credentials.passkeys.len();
        self.credentials
            .passkeys
            .retain(|passkey| passkey.handle() != handle);
        if self.credentials.passkeys.len() == before {
            return Err(AccountRefused::UnknownPasskey);
        }
        self.with_way_in_left(now)
    }

    /// The passkey of this handle is called by another name from now on; [`super::passkey::label`] says which names there are.
    pub fn with_passkey_label(
        mut self,
        handle: &str,
        label: String,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        let named = self
            .credentials
            .passkeys
            .iter_mut()
            .find(|passkey| passkey.handle() == handle);
        named.ok_or(AccountRefused::UnknownPasskey)?.label = label;
        Ok(self.at(now))
    }

    /// Decides on nothing and is shown no name until then, or until later where it was so already.
    #[must_use]
    pub fn resting(mut self, until: Timestamp, now: Timestamp) -> Self {
        self.rests_until = self.rests_until.max(Some(until));
        self.at(now)
    }

    /// Linked to an identity at a provider. An account has one; linking the same again changes nothing but its time. One from before a
    /// reset is replaced by whichever is linked now.
    pub fn with_external(
        mut self,
        identity: ExternalIdentity,
        now: Timestamp,
    ) -> Result<Self, AccountRefused> {
        self.human()?;
        if self.linked().is_some_and(|known| *known != identity) {
            return Err(AccountRefused::OtherIdentity);
        }
        self.external = Some(identity);
        self.external_epoch = self.epoch;
        Ok(self.at(now))
    }

    /// No longer linked to a provider. Ends all sessions.
    pub fn without_external(mut self, now: Timestamp) -> Result<Self, AccountRefused> {
        self.external = None;
        self.with_way_in_left(now)
    }

    /// The monitored person who this is, or nobody.
    #[must_use]
    pub fn with_person(mut self, person: Option<PersonId>, now: Timestamp) -> Self {
        self.person = person;
        self.at(now)
    }

    /// Somebody signed in, wholly, from this address.
    #[must_use]
    pub fn signed_in(mut self, peer: IpAddr, now: Timestamp) -> Self {
        let (network, last) = (Network::around(peer), now.day());
        self.last_sign_in = Some(now);
        self.places.retain(|place| {
            place.network != network && (0..PLACE_DAYS).contains(&last.since(place.last))
        });
        self.places.insert(0, KnownPlace { network, last });
        self.places.truncate(MOST_PLACES);
        self
    }

    /// Whether the account signed in from around this address lately.
    pub fn knows_place(&self, peer: IpAddr, now: Timestamp) -> bool {
        let today = now.day();
        self.places.iter().any(|place| {
            place.network.contains(peer) && (0..PLACE_DAYS).contains(&today.since(place.last))
        })
    }

    fn human(&self) -> Result<(), AccountRefused> {
        match (self.kind, self.state) {
            (AccountKind::Integration, _) => Err(AccountRefused::IntegrationHasNoSignIn),
            (AccountKind::Human, AccountState::Disabled) => Err(AccountRefused::Disabled),
            (AccountKind::Human, AccountState::Invited | AccountState::Active) => Ok(()),
        }
    }

    fn with_way_in_left(self, now: Timestamp) -> Result<Self, AccountRefused> {
        if self.state == AccountState::Active && !self.has_way_in() {
            return Err(AccountRefused::LastWayIn);
        }
        Ok(self.sessions_ended(now))
    }

    fn at(mut self, now: Timestamp) -> Self {
        self.changed = now;
        self
    }
}
