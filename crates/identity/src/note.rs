//! What somebody writes about an alert, in their own words. People write names into such texts, so it is sealed under the person's key, never
//! logged, and goes with the person's erasure.

mod keys;
mod shared;
mod shared_file;

use ombud_model::entropy::Entropy;
use ombud_model::plain_text::{BadText, Lines, plain_text};
use ombud_model::{AlertId, PersonId};
use zeroize::Zeroizing;

pub use self::keys::SealedBytes;
pub use self::shared::SharedNote;
pub use self::shared_file::SharedFile;
use crate::vault::{self, PersonKey, VaultError};

const LONGEST: usize = 4_000;

/// A checked text. Wiped when dropped, not printed.
pub struct Note(Zeroizing<String>);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadNote {
    #[error("the note is empty: write something, or leave it out")]
    Empty,
    #[error("the note is too long: at most {LONGEST} characters")]
    TooLong,
    #[error("the note contains control characters: leave plain text and line breaks")]
    ControlCharacters,
}

impl Note {
    pub fn new(text: &str) -> Result<Self, BadNote> {
        let text = plain_text(text, LONGEST, Lines::Several).map_err(|bad| match bad {
            BadText::Empty => BadNote::Empty,
            BadText::TooLong => BadNote::TooLong,
            BadText::ControlCharacters => BadNote::ControlCharacters,
        })?;
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// Seals it for storage in the history of the alert.
    pub fn seal(
        &self,
        key: &PersonKey,
        person: PersonId,
        alert: AlertId,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Vec<u8>, VaultError> {
        let record = alert.0.to_le_bytes();
        vault::seal_note(key, person, &record, self.0.as_bytes(), entropy)
    }

    /// For those who may read the alert.
    pub fn open(
        key: &PersonKey,
        person: PersonId,
        alert: AlertId,
        sealed: &[u8],
    ) -> Result<Self, VaultError> {
        vault::open_note(key, person, &alert.0.to_le_bytes(), sealed).map(Self)
    }
}

impl std::str::FromStr for Note {
    type Err = BadNote;

    fn from_str(text: &str) -> Result<Self, BadNote> {
        Self::new(text)
    }
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Note(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_some_plain_text_of_bounded_length_and_is_not_printed() {
        assert_eq!(Note::new(" seen\nbefore ").unwrap().text(), "seen\nbefore");
        assert!(Note::new(&"é".repeat(LONGEST)).is_ok());
        let wrong = |text: &str| Note::new(text).unwrap_err();
        assert_eq!(wrong(" \n"), BadNote::Empty);
        assert_eq!(wrong(&"é".repeat(LONGEST + 1)), BadNote::TooLong);
        assert_eq!(wrong("a\u{7}b"), BadNote::ControlCharacters);
        assert_eq!(format!("{:?}", Note::new("Mia").unwrap()), "Note(..)");
    }
}
