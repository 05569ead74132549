//! A rate limit for many keys in bounded memory: a token bucket each, on the clock given in.
//!
//! Never more keys than the capacity, and never a key forgotten that is still held back: when the map is full of such, further keys share
//! a fixed number of buckets. So whoever invents keys limits the inventors, and memory stays where it is. A clock that goes back does not
//! lengthen a wait: no bucket is emptier than empty.

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::{BuildHasher, Hash};

use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};

/// Buckets that the keys share which find no place of their own.
const SHARED: usize = 1024;
/// How often the map is searched for full buckets when there is no place left, in milliseconds.
const SWEEP_MILLIS: i64 = 1_000;

/// How fast a bucket gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// How many at once. 0 counts as 1.
    pub burst: u32,
    /// Then one in so many milliseconds. 0 counts as 1.
    pub refill_millis: u32,
}

impl Rate {
    const fn refill(self) -> i64 {
        if self.refill_millis == 0 {
            1
        } else {
            self.refill_millis as i64
        }
    }

    /// How long an empty bucket takes to fill, in milliseconds.
    const fn whole(self) -> i64 {
        let burst = if self.burst == 0 {
            1
        } else {
            self.burst as i64
        };
        burst * self.refill()
    }
}

/// When to try again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, thiserror::Error)]
#[error("too many attempts: try again in {} seconds", self.seconds())]
pub struct RetryAfter {
    /// Milliseconds from now.
    pub millis: u64,
}

impl RetryAfter {
    /// For the header `Retry-After`: at least 1.
    pub const fn seconds(self) -> u64 {
        let seconds = self.millis.div_ceil(1_000);
        if seconds == 0 { 1 } else { seconds }
    }
}

/// Token buckets by key.
#[derive(Debug)]
pub struct Limiter<K> {
    rate: Rate,
    capacity: usize,
    /// When each bucket will be full again, in milliseconds since 1970. One that is full is as good as absent.
    full_at: HashMap<K, i64, RandomState>,
    shared: Vec<i64>,
    swept: i64,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// At most `capacity` keys of their own.
    pub fn new(rate: Rate, capacity: usize) -> Self {
        Self {
            rate,
            capacity,
            full_at: HashMap::default(),
            shared: vec![i64::MIN; SHARED],
            swept: i64::MIN,
        }
    }

    /// Takes one from the bucket of `key`, or says how long until there is one.
    pub fn take(&mut self, key: &K, now: Timestamp) -> Result<(), RetryAfter> {
        let (now, rate) = (now.millis(), self.rate);
        let full_at = self.bucket(key, now);
        // A clock that went back must not leave a bucket emptier than empty.
        let wait = (*full_at).max(now).min(now + rate.whole()) - now;
        let room = rate.whole() - rate.refill();
        if wait > room {
            *full_at = now + wait;
            return Err(RetryAfter {
                millis: (wait - room).unsigned_abs(),
            });
        }
        *full_at = now + wait + rate.refill();
        Ok(())
    }

    /// Gives back what [`Limiter::take`] took.
    pub fn give_back(&mut self, key: &K, now: Timestamp) {
        let (now, refill) = (now.millis(), self.rate.refill());
        let full_at = self.bucket(key, now);
        *full_at = full_at.saturating_sub(refill);
        if self.full_at.get(key).is_some_and(|full_at| *full_at <= now) {
            self.full_at.remove(key);
        }
    }

    /// Keys that have a bucket of their own.
    pub fn keys(&self) -> usize {
        self.full_at.len()
    }

    fn bucket(&mut self, key: &K, now: i64) -> &mut i64 {
        if self.full_at.len() >= self.capacity && !self.full_at.contains_key(key) {
            self.sweep(now);
        }
        let slot = self.full_at.hasher().hash_one(key) as usize % SHARED;
        let full = self.full_at.len() >= self.capacity;
        match self.full_at.entry(key.clone()) {
            Entry::Occupied(own) => own.into_mut(),
            Entry::Vacant(free) if !full => free.insert(i64::MIN),
            #[expect(
                clippy::indexing_slicing,
                reason = "the slot is a remainder by the fixed number of shared buckets"
            )]
            Entry::Vacant(_) => &mut self.shared[slot],
        }
    }

    /// Drops the buckets that are full, at most once a second.
    fn sweep(&mut self, now: i64) {
        if (self.swept..self.swept.saturating_add(SWEEP_MILLIS)).contains(&now) {
            return;
        }
        self.swept = now;
        let latest = now + self.rate.whole();
        // Later than the latest possible: the clock went back; such a bucket is empty at most.
        self.full_at.retain(|_, full_at| {
            *full_at = (*full_at).min(latest);
            *full_at > now
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: Rate = Rate {
        burst: 3,
        refill_millis: 1_000,
    };

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + millis).unwrap()
    }

    #[test]
    fn a_burst_then_one_per_interval() {
        let mut limiter = Limiter::new(RATE, 10);
        assert!((0..3).all(|_| limiter.take(&"a", at(0)).is_ok()));
        assert_eq!(limiter.take(&"a", at(0)), Err(RetryAfter { millis: 1_000 }));
        assert_eq!(
            limiter.take(&"a", at(400)),
            Err(RetryAfter { millis: 600 }),
            "asking does not lengthen the wait"
        );
        assert!(limiter.take(&"a", at(1_000)).is_ok());
        assert!(limiter.take(&"a", at(1_000)).is_err());
        assert!(limiter.take(&"b", at(1_000)).is_ok(), "another key");
        assert_eq!(RetryAfter { millis: 1_001 }.seconds(), 2);
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let mut limiter = Limiter::new(RATE, 10);
        for _ in 0..100 {
            limiter.take(&"a", at(0)).unwrap();
            limiter.give_back(&"a", at(0));
        }
        assert_eq!(limiter.keys(), 0);
        limiter.give_back(&"a", at(0));
        assert!(
            (0..3).all(|_| limiter.take(&"a", at(0)).is_ok()) && limiter.take(&"a", at(0)).is_err(),
            "never more than the burst"
        );
    }

    #[test]
    fn a_full_map_forgets_nobody_who_is_held_back() {
        let mut limiter = Limiter::new(RATE, 100);
        for _ in 0..3 {
            limiter.take(&0, at(0)).unwrap();
        }
        let passed = (1..=200_000)
            .filter(|key| limiter.take(key, at(1)).is_ok())
            .count();
        assert_eq!(limiter.keys(), 100);
        assert!(passed <= 99 + 3 * SHARED, "{passed}");
        assert!(limiter.take(&0, at(1)).is_err(), "held back as before");
        assert!(limiter.take(&1_000_000, at(10_000)).is_ok());
        assert_eq!(limiter.keys(), 1, "the full buckets are gone");
    }

    proptest! {
        #[test]
        fn whatever_the_clock_does_the_limit_holds_and_waits_end(steps in proptest::collection::vec((-5_000_i64..5_000, any::<bool>()), 1..200)) {
            let mut limiter = Limiter::new(RATE, 4);
            let (mut now, mut highest, mut passed) = (100_000_i64, 100_000_i64, 0_i64);
            let mut forward = 0;
            for (step, back) in steps {
                let step = if back { step } else { step.abs() };
                now += step;
                forward += step.max(0);
                highest = highest.max(now);
                match limiter.take(&7, at(now)) {
                    Ok(()) => passed += 1,
                    Err(wait) => prop_assert!(wait.millis <= 1_000, "one interval at most"),
                }
            }
            prop_assert!(passed <= 3 + forward / 1_000 + 1, "{passed} in {forward}");
        }
    }
}
