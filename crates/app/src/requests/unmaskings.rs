//! What is asked about unmaskings.

/// What is decided on one unmasking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnmaskingStep {
    Approve,
    /// With a ground, by name.
    Deny(String),
    Withdraw,
    /// With a ground, by name.
    Revoke(String),
}
