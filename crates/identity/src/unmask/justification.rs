//! Why somebody asks for something about a person, for their name to begin with, in their own words. People write names into such texts, so it is sealed under the person's key,
//! kept apart from the request, never logged, and goes with the person's erasure.

use ombud_model::PersonId;
use ombud_model::entropy::Entropy;
use zeroize::Zeroizing;

use crate::vault::{self, PersonKey, VaultError};

const LONGEST: usize = 4_000;
const SHORTEST: usize = 10;

/// A checked text. Wiped when dropped, not printed.
pub struct Justification(Zeroizing<String>);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadJustification {
    #[error("say in a sentence why this is needed: at least {SHORTEST} characters")]
    TooShort,
    #[error("the reason is too long: at most {LONGEST} bytes")]
    TooLong,
    #[error("the reason contains control characters: leave plain text and line breaks")]
    ControlCharacters,
}

impl Justification {
    pub fn new(text: &str) -> Result<Self, BadJustification> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(BadJustification::TooLong);
        }
        if text.chars().count() < SHORTEST {
            return Err(BadJustification::TooShort);
        }
        if text.chars().any(|char| char.is_control() && char != '\n') {
            return Err(BadJustification::ControlCharacters);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// Seals it for storage beside the request with that number.
    pub fn seal(
        &self,
        key: &PersonKey,
        person: PersonId,
        request: u128,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Vec<u8>, VaultError> {
        vault::seal_note(
            key,
            person,
            &request.to_le_bytes(),
            self.0.as_bytes(),
            entropy,
        )
    }

    /// For those who decide on the request.
    pub fn open(
        key: &PersonKey,
        person: PersonId,
        request: u128,
        sealed: &[u8],
    ) -> Result<Self, VaultError> {
        vault::open_note(key, person, &request.to_le_bytes(), sealed).map(Self)
    }
}

impl std::fmt::Debug for Justification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Justification(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsEntropy;

    #[test]
    fn it_opens_for_its_request_and_person_only() {
        let (mia, tom) = (PersonId(41), PersonId(42));
        let key = PersonKey::generate(&mut OsEntropy).unwrap();
        let said =
            Justification::new("  Mia's manager is to be heard\nbefore the weekend ").unwrap();
        let sealed = said.seal(&key, mia, 7, &mut OsEntropy).unwrap();
        assert!(!sealed.windows(3).any(|bytes| bytes == b"Mia"));
        let back = Justification::open(&key, mia, 7, &sealed).unwrap();
        assert_eq!(
            back.text(),
            "Mia's manager is to be heard\nbefore the weekend"
        );
        assert!(Justification::open(&key, mia, 8, &sealed).is_err());
        assert!(Justification::open(&key, tom, 7, &sealed).is_err());
        assert!(
            Justification::open(
                &PersonKey::generate(&mut OsEntropy).unwrap(),
                mia,
                7,
                &sealed
            )
            .is_err()
        );
        assert_eq!(format!("{said:?}"), "Justification(..)");
    }

    #[test]
    fn empty_long_and_odd_texts_are_refused() {
        let failure = |text: &str| Justification::new(text).unwrap_err();
        assert_eq!(failure("because  "), BadJustification::TooShort);
        assert_eq!(failure(&"a".repeat(4_001)), BadJustification::TooLong);
        assert_eq!(
            failure("a good reason\u{1b}[2J"),
            BadJustification::ControlCharacters
        );
    }
}
