//! Texts that people write: trimmed, of bounded length, without control characters.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest name, in characters.
const LONGEST_NAME: usize = 80;

/// Longest text that says to whom something goes, in characters.
const LONGEST_RECIPIENT: usize = 200;

/// Why a text is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadText {
    Empty,
    TooLong,
    ControlCharacters,
}

/// How many lines a text may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    One,
    Several,
}

/// The text without space around it, with 1 to `longest` characters.
pub fn plain_text(text: &str, longest: usize, lines: Lines) -> Result<&str, BadText> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadText::Empty);
    }
    if text.chars().count() > longest {
        return Err(BadText::TooLong);
    }
    let may_break = |char: char| char == '\n' && lines == Lines::Several;
    match text
        .chars()
        .any(|char| char.is_control() && !may_break(char))
    {
        true => Err(BadText::ControlCharacters),
        false => Ok(text),
    }
}

/// Characters that show nothing and can change how the text around them is read.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The name of something that people save: 1 to 80 characters of plain text on one line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SavedName(String);

/// A text that is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a name has 1 to {LONGEST_NAME} characters of plain text on one line")]
pub struct BadName;

impl SavedName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two names are the same when only upper and lower case tells them apart.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for SavedName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let text = plain_text(text, LONGEST_NAME, Lines::One).map_err(|_| BadName)?;
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for SavedName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<SavedName> for String {
    fn from(name: SavedName) -> Self {
        name.0
    }
}

impl fmt::Display for SavedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// To whom something goes, and why: 1 to 200 characters of plain text on one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient(String);

/// A text that names no recipient.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a recipient is 1 to {LONGEST_RECIPIENT} characters of plain text on one line: say to whom it goes, and why"
)]
pub struct BadRecipient;

impl Recipient {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Recipient {
    type Err = BadRecipient;

    fn from_str(text: &str) -> Result<Self, BadRecipient> {
        let text = plain_text(text, LONGEST_RECIPIENT, Lines::One).map_err(|_| BadRecipient)?;
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_bounded_and_breaks_only_where_it_may() {
        assert_eq!(plain_text(" é \n", 1, Lines::One), Ok("é"));
        assert_eq!(plain_text("a\nb", 3, Lines::Several), Ok("a\nb"));
        let wrong = |text| plain_text(text, 3, Lines::One).unwrap_err();
        assert_eq!(wrong(" \n"), BadText::Empty);
        assert_eq!(wrong("abcd"), BadText::TooLong);
        assert_eq!(wrong("a\nb"), BadText::ControlCharacters);
    }

    #[test]
    fn a_recipient_is_one_line_of_at_most_200_characters() {
        let read = |text: &str| text.parse::<Recipient>();
        assert_eq!(read(" Legal ").unwrap().as_str(), "Legal");
        assert!(read(&"é".repeat(200)).is_ok());
        for wrong in [" ", "a\nb", &"a".repeat(201)] {
            assert_eq!(read(wrong), Err(BadRecipient), "{wrong:?}");
        }
    }

    #[test]
    fn names_are_the_same_in_any_case() {
        let [one, other] = ["Late ones", " late ONES "].map(|text| text.parse::<SavedName>());
        assert_eq!(one.unwrap().folded(), other.unwrap().folded());
        assert_eq!("".parse::<SavedName>(), Err(BadName));
        assert_eq!("a\nb".parse::<SavedName>(), Err(BadName));
        assert_eq!("a".repeat(81).parse::<SavedName>(), Err(BadName));
    }
}
