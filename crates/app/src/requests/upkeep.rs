//! What is asked to keep the installation going: why a person has no alert, rejected records, settings.

/// Where a rejected record stands in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RejectPosition(pub [u8; 16]);
