//! Passwords: the rules for choosing one, and Argon2id with its cost written into each hash.
//!
//! Rules after NIST SP 800-63B and OWASP ASVS 5.0.0 (6.2): 12 to 128 characters, any characters, taken exactly as typed; no rules of
//! composition, no expiry; not what is guessed first, and not the login name. An unknown login name costs the same work as a wrong
//! password: [`check`] hashes either way.

use std::fmt;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use ombud_model::entropy::{self, Entropy, NoEntropy};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::account::LoginName;
use super::common;
use super::hashing_queue::Seat;

/// Characters that a password has at least and at most.
pub const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;

/// The cost of one hash. The default is what OWASP recommends for Argon2id: 19 MiB, 2 passes, 1 lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HashCost {
    /// Memory of one hash in KiB.
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Default for HashCost {
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
            lanes: 1,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "hashing of passwords needs at least 19456 KiB with 2 passes or 47104 KiB with 1, at most 1048576 KiB, 16 passes and 8 lanes"
)]
pub struct InvalidCost;

impl HashCost {
    const MOST_MEMORY: u32 = 1 << 20;
    const MOST_PASSES: u32 = 16;
    const MOST_LANES: u32 = 8;

    /// Refuses what is weaker than the recommendation, or so strong that signing in stands still.
    pub fn checked(self) -> Result<Self, InvalidCost> {
        let strong = (self.memory_kib >= 19 * 1024 && self.passes >= 2)
            || (self.memory_kib >= 46 * 1024 && self.passes >= 1);
        (strong && self.bounded())
            .then_some(self)
            .ok_or(InvalidCost)
    }

    fn bounded(self) -> bool {
        let lanes = (1..=Self::MOST_LANES).contains(&self.lanes);
        lanes
            && (1..=Self::MOST_PASSES).contains(&self.passes)
            && self.memory_kib <= Self::MOST_MEMORY
    }

    fn hasher(self) -> Option<Argon2<'static>> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Why a password cannot be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordRefused {
    #[error("a password has at least {} characters: a few unrelated words are easy to remember", LENGTH.start())]
    TooShort,
    #[error("a password has at most {} characters", LENGTH.end())]
    TooLong,
    #[error(
        "this password is among those that are tried first: choose a few unrelated words instead"
    )]
    Common,
    #[error("a password must not contain the login name")]
    ContainsLogin,
    #[error("the cost of hashing is set to what the server cannot do: correct the settings")]
    Cost,
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

/// What a new password is judged by.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordRules {
    /// Words that everybody here would try: the organisation's name, its products, its town.
    pub words: Vec<String>,
}

impl PasswordRules {
    pub fn judge(&self, password: &str, login: &LoginName) -> Result<(), PasswordRefused> {
        let length = password.chars().count();
        if length < *LENGTH.start() {
            return Err(PasswordRefused::TooShort);
        }
        if length > *LENGTH.end() {
            return Err(PasswordRefused::TooLong);
        }
        let lower = Zeroizing::new(password.to_lowercase());
        let local = login.as_str().split('@').next().unwrap_or_default();
        let contains = |name: &str, least: usize| name.len() >= least && lower.contains(name);
        if contains(login.as_str(), 3) || contains(local, 4) {
            return Err(PasswordRefused::ContainsLogin);
        }
        if common::is_common(password, &self.words) {
            Err(PasswordRefused::Common)
        } else {
            Ok(())
        }
    }
}

/// A password as it is kept: a PHC string with algorithm, cost, salt and hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PasswordHash(String);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the stored password is not an Argon2id hash: reset the account")]
pub struct InvalidHash;

impl PasswordHash {
    /// Hashes a password that [`PasswordRules::judge`] let through.
    pub fn create(
        _seat: &Seat,
        cost: HashCost,
        password: &str,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, PasswordRefused> {
        let salt = entropy::bytes::<16>(entropy)?;
        let hasher = cost.hasher().ok_or(PasswordRefused::Cost)?;
        let hash = hasher
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|_| PasswordRefused::Cost)?;
        Ok(Self(hash.to_string()))
    }

    /// The cost that is written into the hash.
    pub fn cost(&self) -> HashCost {
        self.parts().map(|(cost, ..)| cost).unwrap_or_default()
    }

    fn parts(&self) -> Option<(HashCost, argon2::PasswordHash)> {
        let hash = argon2::PasswordHash::new(&self.0).ok()?;
        if hash.algorithm.as_str() != "argon2id" || hash.version != Some(Version::V0x13.into()) {
            return None;
        }
        let number = |name: &str| hash.params.get_decimal(name);
        let cost = HashCost {
            memory_kib: number("m")?,
            passes: number("t")?,
            lanes: number("p")?,
        };
        // A hash that somebody wrote into the database must not make the server hash for hours.
        let whole = hash.salt.is_some() && hash.hash.as_ref().is_some_and(|hash| hash.len() == 32);
        (whole && cost.bounded()).then_some((cost, hash))
    }

    fn is(&self, password: &str) -> bool {
        let Some((cost, stored)) = self.parts() else {
            return false;
        };
        let (Some(hasher), Some(salt)) = (cost.hasher(), stored.salt) else {
            return false;
        };
        // The comparison of outputs takes constant time.
        hasher
            .hash_password_with_salt(password.as_bytes(), &salt)
            .is_ok_and(|made| made.hash == stored.hash)
    }
}

impl TryFrom<String> for PasswordHash {
    type Error = InvalidHash;

    fn try_from(text: String) -> Result<Self, InvalidHash> {
        let hash = Self(text);
        if hash.parts().is_some() {
            Ok(hash)
        } else {
            Err(InvalidHash)
        }
    }
}

impl From<PasswordHash> for String {
    fn from(hash: PasswordHash) -> Self {
        hash.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// What [`check`] found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checked {
    /// Wrong password, or no such account, or an account without a password: the caller must not know which, nor say it.
    Wrong,
    Right,
    /// Right, but hashed at another cost than today's: hash it again with [`PasswordHash::create`] and store that.
    RightButRehash,
}

/// Compares a password with what is stored for the account, if there is one. Hashes in every case, so that the time does not tell whether
/// the login name exists. Texts over the longest password are cut off before: they are wrong without work, for everybody alike.
pub fn check(
    seat: &Seat,
    cost: HashCost,
    stored: Option<&PasswordHash>,
    password: &str,
) -> Checked {
    if password.chars().count() > *LENGTH.end() {
        return Checked::Wrong;
    }
    let Some(stored) = stored else {
        // The same work for nobody. The result is not used, but what is compared is not known to the compiler.
        let decoy = PasswordHash::create(seat, cost, password, &mut |salt: &mut [u8]| salt.fill(0));
        std::hint::black_box(decoy.is_ok());
        return Checked::Wrong;
    };
    match (stored.is(password), stored.cost() == cost) {
        (false, _) => Checked::Wrong,
        (true, true) => Checked::Right,
        (true, false) => Checked::RightButRehash,
    }
}
