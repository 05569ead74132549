//! What is asked about the audit log.

use ombud_model::{Operation, Timestamp};

/// Which entries; all conditions hold together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AuditFilter {
    /// One of these; empty for any.
    pub operations: Vec<Operation>,
    /// Pseudonym of the person concerned. Nobody's, and one that is out of reach, finds nothing.
    pub person: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// Where a list of entries goes on: before this sequence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditPosition(pub u64);

/// How entries are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    Csv,
    /// One JSON document a line.
    Json,
}

/// The parts of the log that an outside monitor copies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LogPart {
    /// The public key.
    Key,
    /// The signed head.
    Checkpoint,
    /// The last head that witnesses have countersigned.
    Witnessed,
    /// A tile or a bundle of entries, by its path in the log.
    Piece(String),
}
