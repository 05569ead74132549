//! Typed ids. Mixing two kinds does not compile.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {kind} id: expected `{prefix}-` and {digits} hexadecimal digits")]
pub struct InvalidId {
    text: String,
    kind: &'static str,
    prefix: &'static str,
    digits: usize,
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty, $digits:literal, $prefix:literal, $kind:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "-{:0", stringify!($digits), "x}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let digits = text.strip_prefix(concat!($prefix, "-")).filter(|hex| hex.len() == $digits);
                digits.and_then(|hex| <$inner>::from_str_radix(hex, 16).ok()).map($name).ok_or_else(|| InvalidId {
                    text: text.to_owned(),
                    kind: $kind,
                    prefix: $prefix,
                    digits: $digits,
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

typed_ids! {
    /// A monitored person: random, 63 bits, so that it says nothing and fits a database integer.
    PersonId(u64, 16, "person", "a person");
    /// A policy: random.
    PolicyId(u128, 32, "policy", "a policy");
    /// An alert: time-ordered, because alerts are listed.
    AlertId(u128, 32, "alert", "an alert");
    /// A history segment: random and never reused, because nonces are derived from it.
    SegmentId(u128, 32, "segment", "a segment");
    /// Somebody, or an integration, that uses the system: random, so that the audit log can name it without naming anybody.
    AccountId(u128, 32, "account", "an account");
    /// An API token.
    TokenId(u128, 32, "token", "a token");
    /// An admin unit.
    UnitId(u128, 32, "unit", "an admin unit");
    /// A case: time-ordered, because cases are listed.
    CaseId(u128, 32, "case", "a case");
    /// A task of a case: time-ordered, because tasks are listed.
    TaskId(u128, 32, "task", "a task");
    /// A file of a case: time-ordered, because files are listed.
    AttachmentId(u128, 32, "attachment", "an attachment");
    /// A request to unmask one person.
    UnmaskingId(u128, 32, "unmasking", "an unmasking");
    /// A request about one person, other than to unmask them.
    PersonRequestId(u128, 32, "person-request", "a request about a person");
    /// An agreement with a works council.
    AgreementId(u128, 32, "agreement", "an agreement");
    /// A change that takes a second person: random.
    ProposalId(u128, 32, "proposal", "a proposal");
    /// A legal hold.
    HoldId(u128, 32, "hold", "a legal hold");
    /// A saved view of the queue of alerts: random.
    ViewId(u128, 32, "view", "a view");
    /// The erasure of one person.
    ErasureId(u128, 32, "erasure", "an erasure");
}

/// The stable number of an indicator, given once in its content file and never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IndicatorCode(pub u16);

impl IndicatorCode {
    /// Not an indicator: an insight of this code says in which hours of a day a person was there. No content has it.
    pub const PRESENCE: Self = Self(0);
}
