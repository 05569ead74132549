//! Mapping files: how the columns or fields of free-form input become the fields of an activity or of an HR fact.

/// A parsed mapping file.
#[derive(Clone, Debug)]
pub struct Mapping {}
