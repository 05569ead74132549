//! What is asked about cases.

/// What is done about one contributor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContributorChange {
    Add,
    Remove,
}
