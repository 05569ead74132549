//! What is asked about unmaskings.

use ombud_identity::unmask::{
    ApprovalsNeeded, DenialGround, Justification, Minutes, Purpose, RevocationGround,
};
use ombud_model::CaseId;

use super::{Given, WantedId};

/// A name is asked for.
pub struct UnmaskingRequest {
    /// Pseudonym.
    pub person: String,
    /// An open case about this person to which the caller contributes.
    pub case: WantedId<CaseId>,
    pub purpose: Given<Purpose>,
    /// Why the name is needed, for those who decide.
    pub justification: Given<Justification>,
    /// How long the name may be looked at, from the last approval on. `None`: the usual length.
    pub minutes: Option<Minutes>,
}

/// What is decided on one unmasking.
pub enum UnmaskingStep {
    Approve,
    Deny(Given<DenialGround>),
    Withdraw,
    Revoke(Given<RevocationGround>),
}

/// What the rules of unmasking are to be.
pub struct UnmaskingRulesChange {
    pub approvals: Given<ApprovalsNeeded>,
    pub usual_minutes: Minutes,
    pub longest_minutes: Minutes,
    pub lapse_minutes: Minutes,
    pub releases_per_day: u32,
    /// `None`: as it is.
    pub rest_minutes: Option<Minutes>,
}
