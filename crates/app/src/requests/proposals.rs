//! What is asked about proposals: changes that take a second person.

/// What somebody says to a proposal of somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Approve,
    Refuse,
}
