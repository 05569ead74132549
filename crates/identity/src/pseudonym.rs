//! Pseudonyms that can be read aloud, such as `amber-otter-482`.
//!
//! Random and stored: a pseudonym says nothing about its person and cannot be computed from a name. There are some 60 million, so
//! two of 40,000 persons meet now and then: draw again until it is free.

use std::fmt;
use std::str::FromStr;

use ombud_model::entropy::{self, Entropy, NoEntropy};
use serde::{Deserialize, Serialize};

use crate::words::{ADJECTIVES, NOUNS};

const FIRST_NUMBER: u64 = 100;
const NUMBERS: u64 = 900;

/// A person's name for everybody who may not know the real one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudonym {
    adjective: &'static str,
    noun: &'static str,
    number: u16,
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{0}` is not a pseudonym: expected two known words and a number, such as `amber-otter-482`"
)]
pub struct InvalidPseudonym(String);

impl Pseudonym {
    /// A random pseudonym. The caller makes sure that nobody else has it.
    pub fn generate(entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NoEntropy> {
        // 64 bits over 36 million choices: the bias is below one in 2^38.
        let mut draw = u64::from_le_bytes(entropy::bytes(entropy)?);
        let mut below = |choices: u64| {
            let choice = draw % choices;
            draw /= choices;
            choice
        };
        let number = (FIRST_NUMBER + below(NUMBERS)) as u16;
        let mut word = |words: &[&'static str]| {
            words
                .get(below(words.len() as u64) as usize)
                .copied()
                .unwrap_or_default()
        };
        Ok(Self {
            adjective: word(ADJECTIVES),
            noun: word(NOUNS),
            number,
        })
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}-{}", self.adjective, self.noun, self.number))
    }
}

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Pseudonym {
    type Err = InvalidPseudonym;

    /// Letter case and white space at the ends do not matter: people type what they heard.
    fn from_str(text: &str) -> Result<Self, InvalidPseudonym> {
        let lower = text.trim().to_ascii_lowercase();
        let known = |words: &[&'static str], word: &str| {
            words
                .binary_search(&word)
                .ok()
                .and_then(|at| words.get(at))
                .copied()
        };
        let parse = || {
            let mut parts = lower.split('-');
            let adjective = known(ADJECTIVES, parts.next()?)?;
            let noun = known(NOUNS, parts.next()?)?;
            let digits = parts.next().filter(|digits| {
                digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
            })?;
            let number = digits
                .parse()
                .ok()
                .filter(|&number| u64::from(number) >= FIRST_NUMBER)?;
            parts.next().is_none().then_some(Self {
                adjective,
                noun,
                number,
            })
        };
        parse().ok_or_else(|| InvalidPseudonym(text.to_owned()))
    }
}

impl Serialize for Pseudonym {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pseudonym {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsEntropy;

    #[test]
    fn the_word_lists_are_sorted_distinct_and_long_enough() {
        for words in [ADJECTIVES, NOUNS] {
            assert!(words.len() >= 200, "{}", words.len());
            assert!(
                words.windows(2).all(|pair| pair[0] < pair[1]),
                "{:?}",
                words.windows(2).find(|pair| pair[0] >= pair[1])
            );
            assert!(words.iter().all(|word| (3..=10).contains(&word.len())
                && word.bytes().all(|b| b.is_ascii_lowercase())));
        }
        assert!(
            ADJECTIVES
                .iter()
                .all(|word| NOUNS.binary_search(word).is_err())
        );
    }

    #[test]
    fn pseudonyms_are_read_back() {
        for _ in 0..1_000 {
            let pseudonym = Pseudonym::generate(&mut OsEntropy).unwrap();
            assert_eq!(pseudonym.to_string().parse(), Ok(pseudonym));
            assert_eq!(
                format!(" {} ", pseudonym.to_string().to_uppercase()).parse(),
                Ok(pseudonym)
            );
        }
        assert!("amber-otter-482".parse::<Pseudonym>().is_ok());
    }

    #[test]
    fn the_whole_range_is_drawn() {
        let lowest = Pseudonym::generate(&mut |bytes: &mut [u8]| bytes.fill(0)).unwrap();
        assert_eq!(
            lowest.to_string(),
            format!("{}-{}-100", ADJECTIVES[0], NOUNS[0])
        );
        let last = 900 * ADJECTIVES.len() as u64 * NOUNS.len() as u64 - 1;
        let highest =
            Pseudonym::generate(&mut |bytes: &mut [u8]| bytes.copy_from_slice(&last.to_le_bytes()))
                .unwrap();
        assert_eq!(
            highest.to_string(),
            format!(
                "{}-{}-999",
                ADJECTIVES.last().unwrap(),
                NOUNS.last().unwrap()
            )
        );
    }

    #[test]
    fn what_is_no_pseudonym_is_refused() {
        for wrong in [
            "",
            "amber",
            "amber-otter",
            "amber-otter-99",
            "amber-otter-1000",
            "amber-otter-+82",
            "otter-amber-482",
            "amber-otter-482-1",
        ] {
            assert_eq!(
                wrong.parse::<Pseudonym>(),
                Err(InvalidPseudonym(wrong.to_owned()))
            );
        }
    }
}
