//! What came out of a case, and what was done because of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that is none of the names.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is no {what}: choose {choices}")]
pub struct UnknownOutcome {
    text: String,
    what: &'static str,
    choices: String,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($(#[$one:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$one])* $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = UnknownOutcome;

            fn from_str(text: &str) -> Result<Self, UnknownOutcome> {
                let found = Self::ALL.iter().copied().find(|one| one.name() == text);
                found.ok_or_else(|| UnknownOutcome {
                    text: text.to_owned(),
                    what: $what,
                    choices: [$($text,)*].join(", "),
                })
            }
        }
    };
}

named! {
    /// What a case came to.
    CaseOutcome, "outcome of a case", {
        /// What was done was allowed, or did no harm.
        Benign = "benign",
        /// Rules were broken.
        ConfirmedViolation = "confirmed-violation",
    }
}

named! {
    /// What was done because of a case, outside of this program.
    CaseAction, "action taken", {
        None = "none",
        /// Somebody spoke with the person.
        Conversation = "conversation",
        /// Access of the person was taken away or narrowed.
        AccessRestricted = "access-restricted",
        /// Others go on: the personnel department, lawyers, an authority.
        HandedOver = "handed-over",
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_are_the_stored_ones_and_others_are_refused() {
        for outcome in CaseOutcome::ALL {
            assert_eq!(outcome.name().parse(), Ok(*outcome));
            let stored = serde_json::to_value(outcome).unwrap();
            assert_eq!(stored, outcome.name());
        }
        for action in CaseAction::ALL {
            assert_eq!(action.name().parse(), Ok(*action));
            assert_eq!(serde_json::to_value(action).unwrap(), action.name());
        }
        let wrong = "boring".parse::<CaseOutcome>().unwrap_err().to_string();
        assert_eq!(
            wrong,
            "`boring` is no outcome of a case: choose benign, confirmed-violation"
        );
    }
}
