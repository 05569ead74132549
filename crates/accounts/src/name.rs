//! The names of an account: the one typed to sign in and the one shown. Neither can look like another or hide what it holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name typed to sign in: 2 to 128 of the characters `a-z 0-9 . _ - + @`, beginning with a letter or digit. Case does not matter;
/// other alphabets are left out so that two names cannot look alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LoginName(String);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidName {
    #[error(
        "a login name has 2 to 128 of the characters a-z, 0-9, `.`, `_`, `-`, `+` and `@`, and begins with a letter or digit: choose another"
    )]
    Login,
    #[error("a display name has 1 to 100 visible characters: choose another")]
    Display,
}

impl LoginName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LoginName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let name = text.trim().to_ascii_lowercase();
        let allowed = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-+@".contains(&byte)
        };
        let begins = name
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric());
        let valid = (2..=128).contains(&name.len()) && begins && name.bytes().all(allowed);
        valid.then_some(Self(name)).ok_or(InvalidName::Login)
    }
}

/// The name shown to colleagues: 1 to 100 characters, none of them a control or a character that turns the reading direction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DisplayName(String);

impl DisplayName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DisplayName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        let hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        };
        let valid = (1..=100).contains(&text.chars().count()) && !text.chars().any(hidden);
        valid
            .then(|| Self(text.to_owned()))
            .ok_or(InvalidName::Display)
    }
}

macro_rules! name_conversions {
    ($($name:ident)*) => {$(
        impl TryFrom<String> for $name {
            type Error = InvalidName;

            fn try_from(text: String) -> Result<Self, InvalidName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        /// Not printed: what is printed for debugging ends in logs.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

name_conversions! { LoginName DisplayName }
