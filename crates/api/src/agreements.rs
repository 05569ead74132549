//! Agreements with a works council as they cross the interface.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What may be done while the agreement is in force. What is not named is not agreed; a list that holds nothing but `all` names everything.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementTerms {
    /// 1 to 110 bytes.
    pub title: String,
    /// What the processing is for, in plain words.
    pub purpose: String,
    /// Purposes for which somebody may be unmasked, such as `investigation`.
    #[serde(default)]
    pub unmasking_purposes: BTreeSet<String>,
    /// Sources whose records may be taken in.
    #[schema(example = json!(["hr", "m365"]))]
    pub sources: BTreeSet<String>,
    /// Indicators that may be recognised, those that bring somebody in scope included.
    #[schema(example = json!(["all"]))]
    pub indicators: BTreeSet<String>,
    /// Templates from which policies may be made.
    pub templates: BTreeSet<String>,
    /// Ids of the admin units whose persons may be looked at; a person in several is covered by any.
    pub units: BTreeSet<String>,
    /// How many approvers must sign, 1 to 9.
    pub signatures_required: u8,
    /// How many approvers an unmasking needs, 1 or 2.
    pub unmasking_approvals: u8,
    /// For how many days things are kept at most, by kind, such as `history`.
    #[serde(default)]
    pub retention_days: BTreeMap<String, u32>,
    /// RFC 3339.
    pub valid_from: String,
    /// Absent: until it is ended.
    #[serde(default)]
    pub valid_until: Option<String>,
}

/// Where an agreement stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementStanding {
    Draft,
    /// Signed, and its time has not come.
    Awaited,
    InForce,
    /// Its time is over.
    Expired,
    Ended,
    /// It is not what was signed: it counts for nothing.
    Tampered,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementSignature {
    /// Account.
    pub by: String,
    pub at: String,
}

/// One agreement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementSummary {
    pub id: String,
    pub standing: AgreementStanding,
    /// Whether this is the one that holds: of several in force, the one that was signed last.
    pub in_force: bool,
    pub title: String,
    /// Purposes for which somebody may be unmasked.
    pub unmasking_purposes: BTreeSet<String>,
    /// How many approvers an unmasking needs, 1 or 2.
    pub unmasking_approvals: u8,
    /// What is signed.
    pub text: String,
    /// SHA-256 of the text, hexadecimal.
    pub digest: String,
    /// Accounts that wrote on the draft.
    pub drafted_by: Vec<String>,
    pub signatures: Vec<AgreementSignature>,
    pub signatures_required: u8,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementList {
    pub agreements: Vec<AgreementSummary>,
}

/// A signature.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureGiven {
    /// The digest that was shown with the text.
    pub digest: String,
}

/// Works-council mode.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorksCouncil {
    /// Nothing is processed without an agreement in force.
    pub on: bool,
    /// Id of the agreement that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<String>,
    /// When that changes by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<String>,
    /// Accounts that want it off.
    pub off_asked_by: Vec<String>,
    /// How many humans must ask for it to be off.
    pub off_needs: usize,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorksCouncilChange {
    pub on: bool,
}
