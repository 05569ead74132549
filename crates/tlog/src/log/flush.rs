//! Writing the files of a log: at once, or beside the groups that are added meanwhile.
//!
//! Promises: one flush at a time; a log whose flush has failed, or was given up, takes nothing more than its journal may hold.

use super::super::disk::DiskError;
use super::super::journal;
use super::files::Behind;
use super::{AppendError, TransparencyLog};

/// What is to be written into the files of a log. Needs nothing of the log while it is written.
#[must_use]
pub struct Flush(Behind);

/// What was written, or why it was not: for [`TransparencyLog::end_flush`].
#[must_use]
pub struct Flushed {
    behind: Behind,
    written: Result<(), DiskError>,
}

impl Flush {
    /// Writes the files durably. Takes many syncs.
    pub fn write(self) -> Flushed {
        let written = self.0.write();
        Flushed {
            behind: self.0,
            written,
        }
    }
}

impl TransparencyLog {
    /// Whether the journal has grown so long that the files are to be written, and nobody writes them.
    pub fn is_flush_due(&self) -> bool {
        !self.flushing && self.files.journal() >= journal::DUE
    }

    /// Whether the journal takes no further group before the files are written. A group that is added all the same writes them first.
    pub fn is_full(&self) -> bool {
        self.files.journal() >= journal::FULL
    }

    /// Begins to write what only the journal holds into the files; `None` when there is nothing. Groups can be added until
    /// [`TransparencyLog::end_flush`] and after it.
    pub fn begin_flush(&mut self) -> Result<Option<Flush>, AppendError> {
        self.begin(true)
    }

    fn begin(&mut self, and_room: bool) -> Result<Option<Flush>, AppendError> {
        if self.stopped {
            return Err(AppendError::Stopped);
        }
        if self.flushing {
            return Err(AppendError::Flushing);
        }
        self.flushing = self.files.are_behind();
        let behind = self
            .flushing
            .then(|| self.files.behind(&self.state, and_room));
        Ok(behind.map(Flush))
    }

    /// Takes what was written out of the journal. Whoever reads the files without the journal finds the log as it was when the last
    /// flush began.
    pub fn end_flush(&mut self, flushed: Flushed) -> Result<(), AppendError> {
        self.guarded(|log| {
            flushed.written?;
            log.files.forget(&flushed.behind)?;
            log.flushing = false;
            Ok(())
        })
    }

    /// Writes what only the journal holds into the files, durably, and empties the journal.
    pub fn flush(&mut self) -> Result<(), AppendError> {
        match self.begin(false)? {
            Some(flush) => {
                let flushed = flush.write();
                self.end_flush(flushed)
            }
            None => Ok(()),
        }
    }
}
