//! The settings of sign-in, with defaults that need no thought.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use super::hashing_queue::HashingQueue;
use super::password::{HashCost, PasswordRules};
use super::peer::Proxies;
use super::rules::SecondFactorRule;
use super::session::SessionLimits;

/// The rules of access say "within the last ten minutes": a setting can shorten that and not lengthen it.
const MOST_FRESH_MINUTES: u32 = 10;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInSettings {
    pub sessions: SessionLimits,
    pub passwords: PasswordRules,
    pub hashing: HashingSettings,
    pub second_factor: SecondFactorRule,
    /// Passkeys are off without it: they are bound to the address under which people reach the server.
    pub passkeys: Option<PasskeySettings>,
    pub proxies: Proxies,
}

/// How passwords are hashed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HashingSettings {
    pub cost: HashCost,
    /// Hashes at the same time: memory for sign-in is at most this times the cost's memory.
    pub seats: NonZeroUsize,
    /// People waiting for a seat; beyond that, sign-in answers "try again".
    pub queue: usize,
}

impl Default for HashingSettings {
    fn default() -> Self {
        Self {
            cost: HashCost::default(),
            seats: NonZeroUsize::MIN.saturating_add(1),
            queue: 64,
        }
    }
}

impl HashingSettings {
    pub fn hashing_queue(&self) -> HashingQueue {
        HashingQueue::new(self.seats, self.queue)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeySettings {
    /// The address that stands in the browser: `https://ombud.example.com`, with a port when there is one. A passkey made under one name
    /// does not work under another.
    pub origin: String,
}

/// Why settings are refused at the start.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidSettings {
    #[error(
        "sessions: all three limits must be above 0 minutes, idle at most the absolute limit, that at most 24 hours, and a confirmation counts as fresh for at most 10 minutes"
    )]
    Sessions,
    #[error(transparent)]
    Cost(#[from] super::password::InvalidCost),
    #[error("hashing: at most 64 seats and a queue of 10000")]
    Hashing,
}

impl SignInSettings {
    /// Refuses what would make sign-in unsafe or unusable. Passkeys are checked by [`super::Passkeys::new`].
    pub fn checked(self) -> Result<Self, InvalidSettings> {
        let SessionLimits {
            idle_minutes,
            absolute_minutes,
            step_up_minutes,
        } = self.sessions;
        let range = 1..=absolute_minutes;
        let fresh = 1..=MOST_FRESH_MINUTES.min(absolute_minutes);
        if absolute_minutes > 24 * 60
            || !range.contains(&idle_minutes)
            || !fresh.contains(&step_up_minutes)
        {
            return Err(InvalidSettings::Sessions);
        }
        if self.hashing.seats.get() > 64 || self.hashing.queue > 10_000 {
            return Err(InvalidSettings::Hashing);
        }
        self.hashing.cost.checked()?;
        Ok(self)
    }
}
