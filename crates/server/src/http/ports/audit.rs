//! What the HTTP interface asks about the audit log.

use async_trait::async_trait;
use ombud_model::{Operation, Timestamp};

use super::{Listed, Page, UseCaseError};
use crate::app::Caller;
use crate::http::wire::audit as wire;

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

#[async_trait]
pub trait AuditUseCases: Send + Sync + 'static {
    /// Entries that match, the newest first. A page may hold fewer than asked for, and more may follow.
    async fn audit_entries(
        &self,
        caller: &Caller,
        filter: AuditFilter,
        page: Page<AuditPosition>,
    ) -> Result<Listed<wire::AuditEntry, AuditPosition>, UseCaseError>;

    /// All entries that match, the oldest first, as one document of bounded size.
    async fn audit_export(
        &self,
        caller: &Caller,
        filter: AuditFilter,
        format: ExportFormat,
    ) -> Result<Vec<u8>, UseCaseError>;

    /// Recomputes the whole log; `from` is an older head that was kept elsewhere.
    async fn audit_verification(
        &self,
        caller: &Caller,
        from: Option<&str>,
    ) -> Result<wire::AuditVerification, UseCaseError>;

    /// A part of the log; `None` when it has no such part.
    async fn audit_part(
        &self,
        caller: &Caller,
        part: LogPart,
    ) -> Result<Option<Vec<u8>>, UseCaseError>;
}
