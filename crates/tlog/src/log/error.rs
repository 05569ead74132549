//! Why a log does not open, takes no entry, or keeps no head. Each says what to do about it.

use super::super::checkpoint::Untrusted;
use super::super::disk::DiskError;
use super::super::reader::ReadError;
use super::super::scan::{Broken, ScanError};
use super::super::signer::NotSigned;
use super::MAX_GROUP;

/// Why a log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("there is already an audit log, or a part of one: open it, or restore it from backup")]
    Exists,
    #[error(
        "{0}; restore it from backup, and verify the backup against a head that was kept elsewhere"
    )]
    Broken(#[from] Broken),
    #[error(
        "the audit log has {size} entries, and a head of {witnessed} was witnessed: an older copy was put in its place; restore the newer one"
    )]
    Behind { size: u64, witnessed: u64 },
    #[error(
        "the audit log does not begin with the {witnessed} entries that were witnessed: it was replaced; restore the right one"
    )]
    Forked { witnessed: u64 },
    #[error(
        "the files of the audit log go on beyond its checkpoint: an older checkpoint was put in its place; restore the newer one"
    )]
    OldCheckpoint,
    #[error("the witnessed head that is kept beside the audit log cannot be trusted: {0}")]
    Witnessed(Untrusted),
    #[error(transparent)]
    Signer(#[from] NotSigned),
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<ScanError> for OpenError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Broken(broken) => Self::Broken(broken),
            ScanError::Disk(error) => Self::Disk(error),
        }
    }
}

/// Why one entry was not added. Others of its group may have been.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RefusedEntry {
    #[error("the entry is too long")]
    TooLong,
    #[error("the clock says that it is before 2020: set it")]
    Clock,
    #[error("there is no open intent {intent} of the same operation and actor")]
    NoIntent { intent: u64 },
    #[error("the entry does not commit to what is to lie beside it")]
    Commitment,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    #[error(
        "the audit log stopped after a write that failed: free or repair its disk, then start again"
    )]
    Stopped,
    #[error("the files of the audit log are being written: try again when that has ended")]
    Flushing,
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("at most {MAX_GROUP} entries can be added at once")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] RefusedEntry),
    #[error(transparent)]
    Signer(#[from] NotSigned),
}

/// Why a head was not recorded as witnessed.
#[derive(Debug, thiserror::Error)]
pub enum WitnessedError {
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    #[error("the countersigned head is not one of this log")]
    Foreign,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Append(#[from] AppendError),
}
