//! The rules of sign-in as they cross the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who needs a second factor beside a password. A passkey is two factors in one; with a provider it is the provider's question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// Everybody.
    Required,
    /// Everybody who holds a role that is not among `spared_roles`, and who holds none.
    RequiredExceptFor,
    /// Nobody: for a pilot on invented data.
    NotRequired,
}

/// Who needs a second factor, and how long sessions last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRules {
    pub second_factor: SecondFactor,
    /// Ids of roles; only with `required-except-for`.
    #[serde(default)]
    pub spared_roles: Vec<String>,
    /// Without a request for this long, a session is over; at most `absolute_minutes`.
    #[schema(minimum = 1, examples(15))]
    pub idle_minutes: u32,
    /// Whatever happens, a session is over after this long.
    #[schema(minimum = 1, maximum = 1440, examples(480))]
    pub absolute_minutes: u32,
    /// How long a sign-in or confirmation counts as fresh.
    #[schema(minimum = 1, maximum = 10, examples(10))]
    pub fresh_minutes: u32,
}
