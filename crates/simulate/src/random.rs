//! Repeatable random choices. A stream is named by numbers (seed, person, day, purpose): the same names give the same choices,
//! whatever else was drawn before.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

pub(crate) struct Random(ChaCha8Rng);

impl Random {
    /// The stream of these names.
    pub(crate) fn named(names: [u64; 4]) -> Self {
        let mut seed = [0; 32];
        for (bytes, name) in seed.as_chunks_mut::<8>().0.iter_mut().zip(names) {
            *bytes = name.to_le_bytes();
        }
        Self(ChaCha8Rng::from_seed(seed))
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Below `limit`; 0 when that is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(limit)) >> 64) as u64
    }

    /// Between `low` and `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; the default when there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices
            .get(self.below(choices.len() as u64) as usize)
            .copied()
            .unwrap_or_default()
    }

    /// One of `choices` by weight.
    pub(crate) fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> Option<T> {
        let mut at = self.below(choices.iter().map(|(_, weight)| weight).sum());
        choices
            .iter()
            .find(|(_, weight)| at.checked_sub(*weight).map(|rest| at = rest).is_none())
            .map(|(choice, _)| *choice)
    }

    /// Brings `items` into a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// 36 characters in the form of a random GUID.
    pub(crate) fn guid(&mut self) -> String {
        let (high, low) = (self.number(), self.number());
        let (version, variant) = (high & 0xfff | 0x4000, low >> 48 & 0x3fff | 0x8000);
        format!(
            "{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            low & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_each_time_and_unlike_others() {
        let draw = |names| {
            (0..4).map(|_| ()).fold(
                (Random::named(names), Vec::new()),
                |(mut random, mut all), ()| {
                    all.push(random.number());
                    (random, all)
                },
            )
        };
        assert_eq!(draw([1, 2, 3, 4]).1, draw([1, 2, 3, 4]).1);
        assert_ne!(draw([1, 2, 3, 4]).1, draw([1, 2, 4, 3]).1);
    }

    #[test]
    fn choices_stay_in_their_bounds() {
        let mut random = Random::named([7, 0, 0, 0]);
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), 0);
        assert_eq!(random.weighted::<u8>(&[]), None);
        let mut seen = [0u32; 3];
        for _ in 0..3_000 {
            assert!((5..=9).contains(&random.between(5, 9)));
            seen[random.weighted(&[(0usize, 1), (1, 0), (2, 2)]).unwrap()] += 1;
        }
        assert!(seen[1] == 0 && (800..1_200).contains(&seen[0]), "{seen:?}");
        let guid = random.guid();
        assert!(guid.len() == 36 && guid.as_bytes()[14] == b'4', "{guid}");
        let mut items: Vec<u32> = (0..50).collect();
        random.shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
