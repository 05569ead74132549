//! Sessions of signed-in browsers: found by the hash of their token, judged at every request by the time given in.
//!
//! A session only ever gets shorter. It is over when it was idle too long, when it began too long ago however busy it was, when the
//! account's epoch rose, or when the clock stands before the last request: after a step back nobody knows how old it is. A difference
//! of [`TOLERATED_SKEW_MILLIS`] is let pass, because the nodes of a cluster differ by as much. A step forward ends sessions early,
//! which is safe.

use std::net::IpAddr;

use data_encoding::HEXLOWER;
use ombud_model::entropy::{Entropy, NoEntropy};
use ombud_model::{AccountId, Timestamp, hex};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::account::Account;
use super::peer::Network;
use super::rules::Proof;
use super::secret::{SecretHash, SessionToken};

/// By how much a time may lie in the future and still count as now.
pub const TOLERATED_SKEW_MILLIS: u64 = 5_000;

/// How long sessions last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionLimits {
    /// Without a request for this long, it is over. Minutes.
    pub idle_minutes: u32,
    /// Whatever happens, it is over after this long. Minutes.
    pub absolute_minutes: u32,
    /// How long a sign-in or confirmation counts as fresh. Minutes.
    pub step_up_minutes: u32,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle_minutes: 15,
            absolute_minutes: 8 * 60,
            step_up_minutes: 10,
        }
    }
}

/// What a session may be used for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionReach {
    /// Only setting up ways to sign in, until what the rules ask for is there.
    SetUp,
    /// Whatever the account may do.
    Full,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The hash of its token: the key under which it is found, and by which its owner names it.
    pub hash: SecretHash,
    pub account: AccountId,
    /// The account's epoch when the session began.
    pub epoch: u32,
    pub reach: SessionReach,
    pub created: Timestamp,
    pub last_seen: Timestamp,
    /// When the person last proved who they are.
    pub confirmed: Timestamp,
    /// How they proved it last.
    pub proofs: Vec<Proof>,
    /// Roughly where from, for the person's own list of sessions: the network, not the address.
    pub peer: String,
}

/// Why a session is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SessionOver {
    #[error("the session was idle for too long: sign in again")]
    Idle,
    #[error("the session has reached its longest time: sign in again")]
    TooOld,
    #[error("the session was ended: sign in again")]
    Ended,
    #[error("the clock of the server was set back: sign in again")]
    ClockWentBack,
}

impl Session {
    /// A session that begins now, under a token that nobody has seen before: whatever the browser presented earlier is worth nothing.
    pub fn begin(
        account: &Account,
        reach: SessionReach,
        proofs: &[Proof],
        peer: IpAddr,
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(SessionToken, Self), NoEntropy> {
        let token = SessionToken::generate(entropy)?;
        let session = Self {
            hash: token.hash(),
            account: account.id,
            epoch: account.epoch,
            reach,
            created: now,
            last_seen: now,
            confirmed: now,
            proofs: proofs.to_vec(),
            peer: Network::around(peer).to_string(),
        };
        Ok((token, session))
    }

    /// Whether the session is alive at `now`. `account` is the account as it is stored now: read it at every request.
    pub fn judge(
        &self,
        account: &Account,
        limits: &SessionLimits,
        now: Timestamp,
    ) -> Result<(), SessionOver> {
        if account.id != self.account || account.epoch != self.epoch {
            return Err(SessionOver::Ended);
        }
        if self.reach == SessionReach::Full && !account.is_active() {
            return Err(SessionOver::Ended);
        }
        let idle = age(now, self.last_seen).ok_or(SessionOver::ClockWentBack)?;
        let whole = age(now, self.created).ok_or(SessionOver::ClockWentBack)?;
        if whole >= minutes(limits.absolute_minutes) {
            return Err(SessionOver::TooOld);
        }
        if idle >= minutes(limits.idle_minutes) {
            return Err(SessionOver::Idle);
        }
        Ok(())
    }

    /// Whether the person proved who they are recently enough for what needs it (`Assurance::Fresh`).
    pub fn is_fresh(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        self.reach == SessionReach::Full && self.was_confirmed(limits, now)
    }

    /// The same, whatever the session reaches: what setting up a second factor needs while there is none.
    pub fn was_confirmed(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        age(now, self.confirmed).is_some_and(|age| age < minutes(limits.step_up_minutes))
    }

    /// After a request at `now`. Never goes back. To spare writes, store it only when [`Session::worth_storing`].
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.last_seen = self.last_seen.max(now);
        self
    }

    /// Whether the last request is long enough ago (30 seconds) to be worth a write. The session then ends up to 30 seconds early.
    pub fn worth_storing(&self, now: Timestamp) -> bool {
        age(now, self.last_seen).is_none_or(|age| age >= 30_000)
    }

    /// After the person proved again who they are: the same session under a new token, fresh from now on. Its longest time still counts
    /// from the beginning. Delete the old one in the same transaction.
    pub fn confirmed(
        self,
        proofs: &[Proof],
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(SessionToken, Self), NoEntropy> {
        let token = SessionToken::generate(entropy)?;
        let hash = token.hash();
        let confirmed = self.confirmed.max(now);
        let session = Self {
            hash,
            confirmed,
            proofs: proofs.to_vec(),
            ..self.touched(now)
        };
        Ok((token, session))
    }
}

impl SessionToken {
    /// What a page sends back in the header `X-Ombud-Csrf` with every request that changes something: derived from the token, which
    /// scripts cannot read, so that it needs no place in the store. Other sites can make the browser send the cookie but not this.
    pub fn csrf(&self) -> Zeroizing<String> {
        Zeroizing::new(HEXLOWER.encode(self.csrf_bytes().as_bytes()))
    }

    /// Whether `presented` is [`SessionToken::csrf`]; takes the same time for all texts of its form.
    pub fn accepts_csrf(&self, presented: &str) -> bool {
        // `blake3::Hash` compares in constant time.
        hex::read::<32>(presented)
            .is_some_and(|bytes| blake3::Hash::from(bytes) == self.csrf_bytes())
    }

    fn csrf_bytes(&self) -> blake3::Hash {
        let mut hasher =
            blake3::Hasher::new_derive_key("ombud 2026 request of the session's own page");
        hasher.update(self.bytes());
        hasher.finalize()
    }
}

/// Milliseconds from `since` to `now`; `None` when `since` lies further in the future than clocks differ.
pub(super) fn age(now: Timestamp, since: Timestamp) -> Option<u64> {
    let difference = now.millis() - since.millis();
    if difference >= 0 {
        return Some(difference.unsigned_abs());
    }
    (difference.unsigned_abs() <= TOLERATED_SKEW_MILLIS).then_some(0)
}

/// `millis` after `now`, at most the last time there is.
pub(super) fn after(now: Timestamp, millis: u64) -> Timestamp {
    let later = now
        .millis()
        .saturating_add(i64::try_from(millis).unwrap_or(i64::MAX));
    Timestamp::from_millis(later).unwrap_or(Timestamp::MAX)
}

fn minutes(minutes: u32) -> u64 {
    u64::from(minutes) * 60_000
}
