//! Erasure, holds, retention and access reports as they cross the interface.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How a person is to be erased.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseRequest {
    /// `person-asked`, `no-longer-needed`, `unlawful` or `ordered`.
    pub ground: String,
    /// `identity`: nobody can tell any more whom the data are about. `everything`: what is stored about the pseudonym goes too.
    #[serde(default)]
    pub depth: Option<String>,
}

/// A person is erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Erased {
    /// A note signed with the key of the audit log. Its text also has the number that stood for the person, which leads to nobody.
    pub certificate: String,
}

/// One erasure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ErasureRow {
    pub id: String,
    /// The pseudonym, which leads to nobody any more.
    pub person: String,
    pub ground: String,
    pub depth: String,
    pub requested_at: String,
    /// The signed note; absent while the erasure is not finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// Erasures and holds, the newest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ErasureList {
    pub erasures: Vec<ErasureRow>,
    pub holds: Vec<HoldRow>,
}

/// Why a person or a case is held.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldRequest {
    /// `legal-claim`, `authority-order`, `statutory-duty` or `person-asked`.
    pub ground: String,
}

/// A hold stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HoldPlaced {
    #[schema(examples("hold-00000000000000000000000000000001"))]
    pub id: String,
}

/// One hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HoldRow {
    pub id: String,
    /// The pseudonym of the person who is held, or the id of the case.
    pub on: String,
    pub ground: String,
    pub placed_at: String,
    pub review_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_at: Option<String>,
    /// It stands, and nobody has looked at it for half a year.
    pub is_due_for_review: bool,
}

/// What the organisation has to say for itself in an access report.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Statement {
    /// Who is responsible.
    pub organisation: String,
    /// Whom to write to, and the data protection officer.
    pub contact: String,
    /// What the data are processed for; several are set apart by semicolons.
    pub purposes: String,
    /// To whom data are passed on; several are set apart by semicolons.
    pub recipients: String,
    /// Where to complain.
    pub authority: String,
}

/// What is held about one person, and every look at it. Who looked has no place in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AccessReport {
    /// The pseudonym.
    pub person: String,
    pub made_at: String,
    pub holdings: Vec<HeldThing>,
    /// All of `looks`, by purpose and role.
    pub groups: Vec<LookGroup>,
    /// The oldest first.
    pub looks: Vec<LookedAt>,
    /// Looks that are counted but not listed, because they belong to a case about which nothing may be said yet.
    pub withheld_looks: u64,
    /// The whole report, the organisation's statement included, as text to hand over.
    pub text: String,
}

/// One kind of thing that is held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HeldThing {
    pub what: String,
    pub count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub sources: Vec<String>,
    /// When the last of it is deleted if nothing new comes in; absent while something else decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_until: Option<String>,
}

/// Looks for the same purpose under the same role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct LookGroup {
    /// Where one had to be stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The role group that allowed it; absent for the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    pub count: u64,
    pub first: String,
    pub last: String,
}

/// One look: an act that named the person, or showed anything about them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct LookedAt {
    pub at: String,
    pub operation: String,
    /// Where one had to be stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The role group that allowed it; absent for the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    pub in_a_case: bool,
}

/// How long each kind is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RetentionList {
    pub kinds: Vec<RetentionRow>,
}

/// How long one kind is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RetentionRow {
    pub kind: String,
    pub days: u16,
    pub usual_days: u16,
    /// What a setting may choose.
    pub from: u16,
    pub to: u16,
    /// What the agreement in force allows at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<u16>,
}

/// How long kinds are to be kept.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionChange {
    /// Days by kind; what is not named stays as it is.
    pub days: BTreeMap<String, u16>,
}

/// What is to be deleted.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRequest {
    /// Carries out the plan of this name, which the brake has stopped.
    #[serde(default)]
    pub confirm: Option<String>,
}

/// What a run did, or why it did nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct RetentionRun {
    /// Whether the brake stopped it. Then `due` is what would have gone.
    pub braked: bool,
    /// Why the brake stopped it.
    pub reasons: Vec<String>,
    /// Rows by kind.
    pub due: BTreeMap<String, u64>,
    /// Names the plan: what `confirm` expects.
    pub plan: String,
    /// Number of the run, where it was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}
