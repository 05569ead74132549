//! Verifying a log offline, from its files and its public key alone.

use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::checkpoint::Checkpoint;
use super::disk::{Disk, DiskError, Named};
use super::key::VerifierKey;
use super::log::OpenError;
use super::note::{MAX_NOTE, Note};
use super::pieces::{Pieces, Recent};
use super::scan::{self, Broken, Damage, ScanError};
use super::view::View;

/// The name of the file with the head.
pub(crate) const CHECKPOINT: &str = "checkpoint";

/// The name of the file with the largest head that witnesses have countersigned, as the log knows it.
pub(crate) const WITNESSED: &str = "witnessed";

/// A log that is whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The verified head: keep it, or better have it countersigned, to verify from next time.
    pub head: Checkpoint,
    /// The size of the older head that the log begins with, when one was given.
    pub extends: Option<u64>,
    /// The time of the last entry.
    pub last: Option<Timestamp>,
    /// Intents without outcome: acts in progress, or cut short.
    pub open: Vec<u64>,
    /// How often an entry is older than the one before it. No damage, but somebody's clock was set back.
    pub clock_steps_back: u64,
    /// Reasons and details that lie beside their entries and fit them; all others were erased or are kept elsewhere.
    pub sidecars: u64,
}

/// Why a log did not verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The files could not be read: nothing is known about the log.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<ScanError> for VerifyError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Broken(broken) => Self::Broken(broken),
            ScanError::Disk(error) => Self::Disk(error),
        }
    }
}

fn broken<T>(index: u64, what: Damage) -> Result<T, VerifyError> {
    Err(Broken { index, what }.into())
}

/// Recomputes a whole log: every entry, tile and root, the signature under the head, the numbers and times of the entries, one outcome at
/// most for each intent, what lies beside; and that it begins with the older head `from`, which the caller must have kept elsewhere and
/// trust.
pub fn verify(
    disk: &dyn Disk,
    key: &VerifierKey,
    from: Option<&Checkpoint>,
) -> Result<Report, VerifyError> {
    let View { head, recent, .. } = match View::read(disk, key) {
        Ok(view) => view,
        Err(ScanError::Broken(Broken { index: 0, what })) => {
            return Err(unsigned(disk, from, what));
        }
        Err(error) => return Err(error.into()),
    };
    let mark = from.map_or(0, |from| from.size);
    let scan = scan::scan(Pieces::new(disk, &recent), head.size, &[mark], true)?;
    let root = |size| scan.roots.get(&size).copied();
    let begins =
        from.is_some_and(|from| from.origin == head.origin && root(from.size) == Some(from.root));
    if scan.frontier.root() != head.root {
        return broken(if begins { mark } else { 0 }, Damage::Root);
    }
    match from {
        Some(from) if from.origin != head.origin => broken(0, Damage::Origin),
        Some(from) if from.size > head.size => broken(head.size, Damage::RolledBack),
        Some(_) if !begins => broken(0, Damage::Rewritten),
        _ => Ok(Report {
            head,
            extends: from.map(|from| from.size),
            last: scan.last,
            open: scan.open.keys().copied().collect(),
            clock_steps_back: scan.steps_back,
            sidecars: scan.sidecars,
        }),
    }
}

/// The head in its file, when it is signed by `key`.
pub(crate) fn head(
    disk: &dyn Disk,
    key: &VerifierKey,
) -> Result<Result<(Checkpoint, Note), Damage>, DiskError> {
    let Some(bytes) = Named(disk).read(CHECKPOINT, MAX_NOTE as u64 + 1)? else {
        return Ok(Err(Damage::Checkpoint));
    };
    let Ok(note) = Note::read(&bytes) else {
        return Ok(Err(Damage::Checkpoint));
    };
    let Ok(head) = Checkpoint::unverified(&note) else {
        return Ok(Err(Damage::Checkpoint));
    };
    if note.verify(&[key]).is_err() || head.origin != key.name() {
        return Ok(Err(Damage::Signature));
    }
    Ok(Ok((head, note)))
}

/// The countersigned head that the log has kept.
pub(crate) fn kept_witnessed(
    disk: &dyn Disk,
    key: &VerifierKey,
) -> Result<Option<Checkpoint>, OpenError> {
    let Some(note) = Named(disk).read(WITNESSED, MAX_NOTE as u64 + 1)? else {
        return Ok(None);
    };
    Checkpoint::open(&note, key)
        .map(Some)
        .map_err(OpenError::Witnessed)
}

/// Without a head, the older one still says how far the entries can be relied on.
fn unsigned(disk: &dyn Disk, from: Option<&Checkpoint>, what: Damage) -> VerifyError {
    let Some(from) = from else {
        return Broken { index: 0, what }.into();
    };
    match scan::scan(Pieces::new(disk, &Recent::default()), from.size, &[], true) {
        Err(error) => error.into(),
        Ok(scan) if scan.frontier.root() == from.root => Broken {
            index: from.size,
            what,
        }
        .into(),
        Ok(_) => Broken { index: 0, what }.into(),
    }
}
