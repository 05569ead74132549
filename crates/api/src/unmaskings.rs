//! Unmaskings as they cross the interface. Only [`RevealedName`] holds a name.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A name is asked for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmaskingRequest {
    /// Pseudonym.
    #[schema(examples("amber-otter-482"))]
    pub person: String,
    /// An open case about this person to which the caller contributes.
    pub case: String,
    /// `investigation`, `interview`, `containment`, `exoneration`, `safeguarding`, `legal-claim`, `report-to-authority` or
    /// `rights-of-the-person`.
    #[schema(examples("interview"))]
    pub purpose: String,
    /// Why the name is needed, for those who decide: 10 to 4,000 bytes. Sealed under the person's key, and not logged.
    pub justification: String,
    /// How long the name may be looked at, from the last approval on. Absent: the usual length.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub minutes: Option<u32>,
}

/// Why an unmasking is denied or ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// For a denial `not-necessary`, `too-weak`, `purpose-not-allowed`, `too-long`, `not-explained` or `conflict-of-interest`; for an end
    /// `no-longer-needed`, `case-closed`, `wrong-person`, `misuse`, `viewer-left` or `agreement-ended`.
    pub ground: String,
}

/// Where an unmasking stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnmaskingState {
    /// Waits for approvals.
    Requested,
    /// Live: the one who asked may look.
    Approved,
    Denied,
    Withdrawn,
    /// Nobody decided in time, or the time is over.
    Expired,
    Revoked,
}

/// Somebody approved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnmaskingApproval {
    /// Account.
    pub by: String,
    pub at: String,
}

/// One unmasking.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnmaskingSummary {
    #[schema(examples("unmasking-00000000000000000000000000000001"))]
    pub id: String,
    /// Pseudonym.
    pub person: String,
    pub case: String,
    pub purpose: String,
    /// The account that asked, and the only one to whom the name is shown.
    pub asked_by: String,
    pub asked_at: String,
    pub state: UnmaskingState,
    pub approvals: Vec<UnmaskingApproval>,
    pub approvals_needed: u8,
    pub minutes: u32,
    /// When the request lapses, or the unmasking ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
    /// When it was denied, withdrawn or revoked, or was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Who denied or revoked it: an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
    /// Why it was denied or revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}

/// One unmasking, and why it was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnmaskingDetail {
    #[serde(flatten)]
    pub unmasking: UnmaskingSummary,
    /// In the words of the one who asked; absent after the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

/// Unmaskings, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnmaskingList {
    pub unmaskings: Vec<UnmaskingSummary>,
}

/// The name of one person, released once more. It is in the audit log and counted.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct RevealedName {
    /// Pseudonym.
    pub person: String,
    pub name: String,
    /// Until when it may be looked at again.
    pub until: String,
}

/// The vault's count of names shown beside what the audit log says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UnmaskingReport {
    /// Names that the vault has shown, by its own count.
    pub counted: u64,
    /// Entries of the audit log without a certain outcome: look at each of them.
    pub open: u64,
    /// Whether count and log agree.
    pub agree: bool,
    /// What is wrong when they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// The rules of unmasking here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmaskingRules {
    /// How many others must approve.
    #[schema(minimum = 1, maximum = 2)]
    pub approvals: u8,
    /// How long an unmasking lasts when the request does not say.
    pub usual_minutes: u32,
    /// The longest that may be asked for, at most 43200 (30 days).
    pub longest_minutes: u32,
    /// After this a request that nobody decided on lapses, at most 43200 (30 days).
    pub lapse_minutes: u32,
    /// Names shown to one viewer in any 24 hours.
    pub releases_per_day: u32,
    /// For how long the rights to approve and to be shown a name rest after an account was reset or given such a role, at most 43200 (30
    /// days). Left out of a change: as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest_minutes: Option<u32>,
}
