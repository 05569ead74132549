//! Requests about a person as they cross the interface: what another human must allow. No name is in any of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::alerts::IndicatorFamily;
use crate::persons::PersonDay;

/// What is asked for about a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PersonRequestAsks {
    /// What the person did from the first day to the last one, for the one who asks to read: 90 days at most, up to today. In force for 1
    /// to 30 days.
    UserReport {
        #[schema(format = Date, examples("2027-01-01"))]
        from: String,
        #[schema(format = Date, examples("2027-01-14"))]
        to: String,
    },
    /// The person is in scope of these policies without a trigger, and what they did in the look-back days before counts, too. In force for
    /// 5 to 30 days.
    ScoringByHand {
        /// Names of policies.
        #[schema(min_items = 1)]
        policies: Vec<String>,
    },
}

/// Something about a person is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonRequest {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    pub asks: PersonRequestAsks,
    /// `investigation`, `interview`, `containment`, `exoneration`, `safeguarding`, `legal-claim`, `report-to-authority` or
    /// `rights-of-the-person`.
    #[schema(examples("investigation"))]
    pub purpose: String,
    /// Why it is needed, for those who decide: 10 to 4,000 bytes. Sealed under the person's key, and not logged.
    pub reason: String,
    /// For how many days it is to be in force, from the approval on.
    #[schema(minimum = 1, maximum = 30)]
    pub days: u16,
}

/// Why a request about a person is denied, or ended before its time.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRequestGround {
    /// For a denial `not-necessary`, `too-weak`, `purpose-not-allowed`, `too-long`, `not-explained` or `conflict-of-interest`; for an end
    /// `no-longer-needed`, `case-closed`, `wrong-person`, `misuse`, `viewer-left` or `agreement-ended`.
    pub ground: String,
}

/// Where a request about a person stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PersonRequestState {
    /// Waits for a decision.
    Requested,
    /// In force.
    Approved,
    Denied,
    Withdrawn,
    /// Nobody decided within seven days.
    Lapsed,
    /// Its time is over.
    Expired,
    /// Somebody ended it before its time.
    Ended,
}

/// One request about a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonRequestSummary {
    #[schema(examples("person-request-00000000000000000000000000000001"))]
    pub id: String,
    /// Pseudonym.
    pub person: String,
    pub asks: PersonRequestAsks,
    pub purpose: String,
    /// The account that asked.
    pub asked_by: String,
    pub asked_at: String,
    /// For how many days it is in force, from the approval on.
    pub days: u16,
    pub state: PersonRequestState,
    /// The account that approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<String>,
    /// When the request lapses, or what was approved ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// When it was denied, withdrawn or ended, or was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Who denied or ended it: an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
    /// Why it was denied or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}

/// One request about a person, and why it was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonRequestDetail {
    #[serde(flatten)]
    pub request: PersonRequestSummary,
    /// In the words of the one who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Requests about persons, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonRequestList {
    pub requests: Vec<PersonRequestSummary>,
}

/// What was done of one indicator in a whole period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct IndicatorTotal {
    /// Indicator id.
    pub indicator: String,
    pub family: IndicatorFamily,
    /// Days on which there was anything.
    pub days: u64,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
}

/// What was done on one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct DayTotal {
    #[schema(format = Date)]
    pub day: String,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
}

/// What one person did in a period. It is made when it is read, and kept nowhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UserReport {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// Ids of the admin units that the person is in today.
    pub units: Vec<String>,
    /// The first day of the period.
    #[schema(format = Date)]
    pub from: String,
    /// The last day of the period.
    #[schema(format = Date)]
    pub to: String,
    pub purpose: String,
    /// The account that asked, and the only one that can read it.
    pub asked_by: String,
    pub approved_by: String,
    pub approved_at: String,
    /// Until when it can be read.
    pub until: String,
    /// By day and indicator. Decisions on alerts play no role.
    pub days: Vec<PersonDay>,
    /// By indicator.
    pub by_indicator: Vec<IndicatorTotal>,
    /// Days on which there was anything, the first one first.
    pub by_day: Vec<DayTotal>,
}
