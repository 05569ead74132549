//! What is asked about requests about a person.

use ombud_identity::unmask::{DenialGround, Justification, Purpose, RevocationGround};
use ombud_model::Day;

use super::Given;

/// Something about a person is asked for.
pub struct NewPersonRequest {
    /// Pseudonym.
    pub person: String,
    pub asks: WantedOfPerson,
    pub purpose: Given<Purpose>,
    /// Why it is needed, for those who decide.
    pub reason: Given<Justification>,
    /// For how many days it is to be in force, from the approval on.
    pub days: u16,
}

/// What is asked for.
pub enum WantedOfPerson {
    /// What the person did from the first day to the last one.
    UserReport { from: Given<Day>, to: Given<Day> },
    /// The person is in scope of the policies of these names.
    ScoringByHand { policies: Vec<String> },
}

/// What is decided on one request.
pub enum PersonRequestStep {
    Approve,
    Deny(Given<DenialGround>),
    Withdraw,
    End(Given<RevocationGround>),
}
