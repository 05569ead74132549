//! Persons as they cross the interface: in a list, and one with what was recognised of them day by day.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::alerts::{IndicatorFamily, Scope};

/// One monitored person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonSummary {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Whether the person is in scope of at least one policy.
    pub in_scope: bool,
    pub policies: Vec<PersonScope>,
}

/// One policy that a person is in scope of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonScope {
    /// Name of the policy.
    pub policy: String,
    pub scope: Scope,
    #[schema(maximum = 100)]
    pub score: u8,
}

/// One page of persons.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonList {
    pub persons: Vec<PersonSummary>,
    /// Send it as `cursor`, with the same filters, to read on; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What a person did of one indicator on one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonDay {
    #[schema(format = Date)]
    pub day: String,
    /// Indicator id.
    pub indicator: String,
    pub family: IndicatorFamily,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
    /// The person's own mean a day, in hundredths; null without a day to know it from.
    #[schema(required = true)]
    pub own: Option<u64>,
    /// The mean of peers a day, in hundredths.
    pub peers: u64,
    /// How far the count is from both, in tenths of a bit.
    pub surprise: u32,
    /// What it would score by itself, under the policy that gives it most; 0 out of scope.
    #[schema(maximum = 100)]
    pub score: u8,
}

/// One person, with the days that were asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonDetail {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Ids of the admin units that the person is in today.
    pub units: Vec<String>,
    /// Policies that the person is or was in scope of.
    pub policies: Vec<PersonScope>,
    /// Day of the first activity; null where nothing was recognised.
    #[schema(format = Date, required = true)]
    pub first_day: Option<String>,
    /// Day of the last activity that was recognised.
    #[schema(format = Date, required = true)]
    pub last_day: Option<String>,
    /// The first day that is shown.
    #[schema(format = Date)]
    pub from: String,
    /// The last day that is shown.
    #[schema(format = Date)]
    pub to: String,
    /// By day and indicator. Decisions on alerts play no role.
    pub days: Vec<PersonDay>,
}
