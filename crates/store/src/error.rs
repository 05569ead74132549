//! Why the store could not do what it was asked.

use std::path::PathBuf;

use sea_orm::{DbErr, SqlErr};

use crate::history::HistoryError;
use crate::records::PersonConflicts;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("another ombud is writing to {} (its file `lock` is held); stop it or wait", dir.display())]
    Locked { dir: PathBuf },
    #[error("there is no data in {}: ingest something first, or check the directory", dir.display())]
    Absent { dir: PathBuf },
    #[error("the data in {} are of an older version: run a command that writes, such as `ombud ingest`, once", dir.display())]
    Outdated { dir: PathBuf },
    #[error("the data in {} are of a newer version: use the version that wrote them, or a newer one", dir.display())]
    Newer { dir: PathBuf },
    #[error("the store was opened for reading: open it for writing to {action}")]
    ReadOnly { action: &'static str },
    #[error("cannot {action} {}", path.display())]
    File {
        action: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("the program is stopping: nothing was done")]
    Stopping,
    #[error("the database could not {action}")]
    Database { action: &'static str, source: DbErr },
    /// Some of the new persons' ids, pseudonyms or identities are taken; nothing was written.
    #[error("some new persons are already known: {0}")]
    Persons(Box<PersonConflicts>),
    /// The push with this key was committed before; nothing was written.
    #[error("the batch `{key}` of source `{source_name}` was committed before")]
    AlreadyCommitted { source_name: String, key: String },
    #[error(
        "the person already has an open alert under this policy: join it instead of opening another"
    )]
    AlertAlreadyOpen,
    /// The alert is not there, or is not at the version that was to be changed; nothing was written.
    #[error("the alert was changed by somebody else in the meantime: read it again")]
    AlertChanged,
    #[error("another {0} has the same id or the same unique text")]
    DocumentTaken(&'static str),
    #[error("the {0} was changed by somebody else in the meantime: read it again")]
    DocumentChanged(&'static str),
    #[error("a policy named `{0}` exists already: choose another name")]
    PolicyNameTaken(String),
    #[error("a stored {what} cannot be read: it is damaged or of a newer version")]
    Unreadable {
        what: &'static str,
        source: serde_json::Error,
    },
    #[error("a stored {what} is out of its range: {value}")]
    Corrupt { what: &'static str, value: String },
    #[error("a {what} cannot be written as JSON")]
    Unwritable {
        what: &'static str,
        source: serde_json::Error,
    },
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl StoreError {
    pub(crate) fn corrupt(what: &'static str, value: impl ToString) -> Self {
        StoreError::Corrupt {
            what,
            value: value.to_string(),
        }
    }
}

/// Says what was being done when the database failed.
pub(crate) trait During<T> {
    fn during(self, action: &'static str) -> Result<T, StoreError>;
}

impl<T> During<T> for Result<T, DbErr> {
    fn during(self, action: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Database { action, source })
    }
}

/// Whether the error says that a unique value is taken.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
