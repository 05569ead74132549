//! What is asked of somebody who signs in, and what has been shown so far.

use std::collections::BTreeSet;

use ombud_model::{AccountId, AccountKind, Timestamp};
use serde::{Deserialize, Serialize};

use super::account::{Account, AccountState};
use super::secret::SecretHash;
use super::session;

/// How long a sign-in may wait for its second factor, in milliseconds.
const PENDING_MILLIS: u64 = 5 * 60_000;
/// Wrong codes after which a sign-in begins anew with the password.
const MOST_TRIES: u8 = 5;

/// Who needs a second factor beside a password. A passkey is two factors in one (the device, and what unlocks it); with a provider it is
/// the provider's question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactorRule {
    /// Everybody.
    #[default]
    Required,
    /// Everybody who holds a role group that is not in this list.
    RequiredExceptFor(BTreeSet<String>),
    /// Nobody: for a pilot on invented data.
    NotRequired,
}

impl SecondFactorRule {
    /// Whether this asks fewer for a second factor than `before`.
    pub fn weakens(&self, before: &Self) -> bool {
        use SecondFactorRule as R;
        match (before, self) {
            (_, R::Required) | (R::NotRequired, _) => false,
            (R::Required, _) | (_, R::NotRequired) => true,
            (R::RequiredExceptFor(before), R::RequiredExceptFor(now)) => !now.is_subset(before),
        }
    }

    /// Whether somebody with these role groups needs one. Without any role group: by the rule for everybody.
    pub fn asks(&self, roles: &[&str]) -> bool {
        match self {
            SecondFactorRule::Required => true,
            SecondFactorRule::RequiredExceptFor(spared) => {
                roles.is_empty() || roles.iter().any(|role| !spared.contains(*role))
            }
            SecondFactorRule::NotRequired => false,
        }
    }
}

/// One thing that somebody has shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    Password,
    OneTimeCode,
    RecoveryCode,
    /// With user verification: the device and what unlocks it.
    Passkey,
    /// A provider's word.
    Provider,
}

/// What follows from what was shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Begin a session of full reach.
    SignedIn,
    /// The password was right; a one-time or recovery code is still missing.
    NeedsCode,
    /// The password was right, but this account has passkeys and no one-time codes: only a passkey will do.
    NeedsPasskey,
    /// The password was right, a second factor is asked for, and there never was one: begin a session that can only set one up.
    MustSetUp,
    /// Nothing that counts was shown, or the account cannot be used. Answer as to a wrong password.
    Refused,
}

/// Judges what was shown for this account, whose holder has these role groups. The same question serves to confirm a session.
pub fn judge(
    account: &Account,
    rule: &SecondFactorRule,
    roles: &[&str],
    proofs: &[Proof],
) -> Verdict {
    if !account.is_active() || account.kind == AccountKind::Integration {
        return Verdict::Refused;
    }
    let shown = |proof| proofs.contains(&proof);
    if shown(Proof::Passkey) || shown(Proof::Provider) {
        return Verdict::SignedIn;
    }
    if !shown(Proof::Password) {
        return Verdict::Refused;
    }
    let has_codes = account.credentials.totp.is_some();
    // Codes that were set up are asked for even where no rule does.
    match (has_codes, rule.asks(roles)) {
        (true, _) if shown(Proof::OneTimeCode) || shown(Proof::RecoveryCode) => Verdict::SignedIn,
        (true, _) => Verdict::NeedsCode,
        (false, false) => Verdict::SignedIn,
        // Whoever knows only the password must not be able to add a second factor of their own beside an existing one.
        (false, true) if !account.credentials.passkeys.is_empty() => Verdict::NeedsPasskey,
        (false, true) => Verdict::MustSetUp,
    }
}

/// What is still to be set up before an account can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetUp {
    Complete,
    /// A password or a passkey.
    NeedsWayIn,
    /// One-time codes beside the password, or a passkey.
    NeedsSecondFactor,
}

/// Whether the account could sign in under the rule: asked before an invitation is closed, before a session of small reach may end its
/// work, and before a second factor is taken away.
pub fn set_up(account: &Account, rule: &SecondFactorRule, roles: &[&str]) -> SetUp {
    let credentials = &account.credentials;
    if !credentials.passkeys.is_empty() || account.linked().is_some() {
        return SetUp::Complete;
    }
    match (
        credentials.password.is_some(),
        credentials.totp.is_some() || !rule.asks(roles),
    ) {
        (false, _) => SetUp::NeedsWayIn,
        (true, false) => SetUp::NeedsSecondFactor,
        (true, true) => SetUp::Complete,
    }
}

/// A sign-in whose password was right and whose code is awaited. Bound to the browser that typed the password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingSignIn {
    pub account: AccountId,
    epoch: u32,
    browser: SecretHash,
    started: Timestamp,
    tries: u8,
}

/// Why a pending sign-in cannot go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("signing in took too long or was interrupted: begin again")]
pub struct PendingOver;

impl PendingSignIn {
    /// `browser`: the hash of the browser's [`super::BrowserToken`], which is drawn anew for each sign-in.
    pub fn begin(account: &Account, browser: SecretHash, now: Timestamp) -> Self {
        Self {
            account: account.id,
            epoch: account.epoch,
            browser,
            started: now,
            tries: 0,
        }
    }

    /// The pending sign-in with one more try used up: store it before the code is looked at. `account` is the account as it is now.
    pub fn attempt(
        &self,
        account: &Account,
        browser: &SecretHash,
        now: Timestamp,
    ) -> Result<Self, PendingOver> {
        let young = session::age(now, self.started).is_some_and(|age| age < PENDING_MILLIS);
        let same =
            account.id == self.account && account.epoch == self.epoch && *browser == self.browser;
        let live =
            young && same && self.tries < MOST_TRIES && account.state == AccountState::Active;
        live.then(|| Self {
            tries: self.tries + 1,
            ..self.clone()
        })
        .ok_or(PendingOver)
    }
}
