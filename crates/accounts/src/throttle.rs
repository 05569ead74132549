//! Limits against guessing, and against locking others out.
//!
//! What is charged, and by which key (failures only; a success gives everything back):
//!
//! | key | what for | at once | then one per |
//! |---|---|---|---|
//! | network of the peer | everything | 60 | second |
//! | login name and network | passwords | 5 | 3 minutes |
//! | login name | passwords from places the account has not signed in from | 30 | minute |
//! | login name and network | one-time and recovery codes | 5 | 10 minutes |
//! | login name | codes from places the account has not signed in from | 20 | 5 minutes |
//!
//! So no wait is longer than 10 minutes. One network uses up its own allowance and gets refused before it reaches that of the login name,
//! whose rate is higher: an attacker at one network never holds up the account's holder at another. Many networks together can use up
//! the allowance of the login name, but not for the holder at a place where they have signed in before, and never for a passkey or
//! a provider, which cannot be guessed and are charged to the network only. Login names that do not exist are treated the same.

use std::net::IpAddr;

use ombud_model::Timestamp;

use super::limit::{Limiter, Rate, RetryAfter};

const SECOND: u32 = 1_000;
const MINUTE: u32 = 60 * SECOND;
const PEER: Rate = Rate {
    burst: 60,
    refill_millis: SECOND,
};
const PASSWORD_HERE: Rate = Rate {
    burst: 5,
    refill_millis: 3 * MINUTE,
};
const PASSWORD_ANYWHERE: Rate = Rate {
    burst: 30,
    refill_millis: MINUTE,
};
const CODE_HERE: Rate = Rate {
    burst: 5,
    refill_millis: 10 * MINUTE,
};
const CODE_ANYWHERE: Rate = Rate {
    burst: 20,
    refill_millis: 5 * MINUTE,
};

/// The network that attempts are charged to: one IPv4 address, or 56 bits of an IPv6 address, which is what one customer gets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct PeerKey(u128);

impl PeerKey {
    fn of(peer: IpAddr) -> Self {
        match peer.to_canonical() {
            IpAddr::V4(address) => Self(u128::from(address.to_bits()) | 1 << 64),
            IpAddr::V6(address) => Self(address.to_bits() >> 72 << 72),
        }
    }
}

/// A login name as typed, whether it exists or not; only its hash is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct NameKey([u8; 16]);

impl NameKey {
    fn of(login: &str) -> Self {
        let hash = blake3::hash(login.trim().to_ascii_lowercase().as_bytes());
        Self(hash.as_bytes().first_chunk().copied().unwrap_or_default())
    }
}

/// What somebody tries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means<'a> {
    /// A password for this login name. `known_place`: [`super::Account::knows_place`], false when there is no such account.
    Password { login: &'a str, known_place: bool },
    /// A one-time or recovery code, after the password.
    Code { login: &'a str, known_place: bool },
    /// What cannot be guessed: a passkey, a provider's answer, a link, an API token.
    Unguessable,
}

/// The charge of one attempt: give it to [`Throttle::succeeded`] or forget it.
#[derive(Debug)]
#[must_use = "an attempt that succeeded gives its charge back"]
pub struct Charge {
    peer: PeerKey,
    name: Option<(NameKey, bool, bool)>,
}

/// All limits of sign-in together.
#[derive(Debug)]
pub struct Throttle {
    peers: Limiter<PeerKey>,
    passwords: Pair,
    codes: Pair,
}

#[derive(Debug)]
struct Pair {
    here: Limiter<(NameKey, PeerKey)>,
    anywhere: Limiter<NameKey>,
}

impl Pair {
    fn take(
        &mut self,
        name: NameKey,
        peer: PeerKey,
        known_place: bool,
        now: Timestamp,
    ) -> Result<(), RetryAfter> {
        self.here.take(&(name, peer), now)?;
        if known_place {
            return Ok(());
        }
        self.anywhere
            .take(&name, now)
            .inspect_err(|_| self.here.give_back(&(name, peer), now))
    }

    fn give_back(&mut self, name: NameKey, peer: PeerKey, known_place: bool, now: Timestamp) {
        self.here.give_back(&(name, peer), now);
        if !known_place {
            self.anywhere.give_back(&name, now);
        }
    }
}

impl Default for Throttle {
    /// 100,000 keys in all.
    fn default() -> Self {
        Self::new(100_000)
    }
}

impl Throttle {
    /// At most `keys` keys in all, about 60 bytes each.
    pub fn new(keys: usize) -> Self {
        let each = keys / 5;
        let pair = |here, anywhere| Pair {
            here: Limiter::new(here, each),
            anywhere: Limiter::new(anywhere, each),
        };
        Self {
            peers: Limiter::new(PEER, each),
            passwords: pair(PASSWORD_HERE, PASSWORD_ANYWHERE),
            codes: pair(CODE_HERE, CODE_ANYWHERE),
        }
    }

    /// Asks whether `peer` (from [`super::Proxies::peer_of`]) may try now, and charges the attempt. Call it before any work.
    pub fn begin(
        &mut self,
        peer: IpAddr,
        means: Means<'_>,
        now: Timestamp,
    ) -> Result<Charge, RetryAfter> {
        let peer = PeerKey::of(peer);
        self.peers.take(&peer, now)?;
        let (login, known_place, code) = match means {
            Means::Password { login, known_place } => (login, known_place, false),
            Means::Code { login, known_place } => (login, known_place, true),
            Means::Unguessable => return Ok(Charge { peer, name: None }),
        };
        let name = NameKey::of(login);
        self.pair(code)
            .take(name, peer, known_place, now)
            .inspect_err(|_| self.peers.give_back(&peer, now))?;
        Ok(Charge {
            peer,
            name: Some((name, known_place, code)),
        })
    }

    /// The attempt was right: it costs nothing.
    pub fn succeeded(&mut self, charge: Charge, now: Timestamp) {
        self.peers.give_back(&charge.peer, now);
        if let Some((name, known_place, code)) = charge.name {
            self.pair(code)
                .give_back(name, charge.peer, known_place, now);
        }
    }

    /// Keys held in all.
    pub fn keys(&self) -> usize {
        let pairs = [&self.passwords, &self.codes];
        self.peers.keys()
            + pairs
                .iter()
                .map(|pair| pair.here.keys() + pair.anywhere.keys())
                .sum::<usize>()
    }

    fn pair(&mut self, code: bool) -> &mut Pair {
        if code {
            &mut self.codes
        } else {
            &mut self.passwords
        }
    }
}
