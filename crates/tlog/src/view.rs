//! What the files of a log say to whoever only reads them, also beside a program that writes: the head, and the pieces that the journal
//! holds and no file does yet.

use super::checkpoint::Checkpoint;
use super::disk::{Disk, Named};
use super::journal::{self, Frame};
use super::key::VerifierKey;
use super::note::Note;
use super::pieces::{Pieces, Recent};
use super::scan::{Broken, Damage, ScanError};
use super::tail::Tail;
use super::tile;
use super::verify;

/// A log at its newest signed head.
pub(crate) struct View {
    pub(crate) head: Checkpoint,
    pub(crate) note: Note,
    pub(crate) recent: Recent,
}

impl View {
    /// Reads the journal and then the checkpoint: a program that makes files durable between the two puts a checkpoint in place that is as
    /// new as the journal was.
    pub(crate) fn read(disk: &dyn Disk, key: &VerifierKey) -> Result<Self, ScanError> {
        let frames = journal::read(&Named(disk), key)?.frames;
        let placed = verify::head(disk, key)?;
        let placed_size = placed.as_ref().map_or(0, |(head, _)| head.size);
        match (frames.last(), placed) {
            (Some(last), _) if last.head.size > placed_size => Ok(Self {
                recent: recent(disk, &frames)?,
                head: last.head.clone(),
                note: last.note.clone(),
            }),
            (_, Ok((head, note))) => Ok(Self {
                head,
                note,
                recent: Recent::default(),
            }),
            (_, Err(what)) => Err(Broken { index: 0, what }.into()),
        }
    }
}

/// The pieces of all entries from the first frame on, when they lead to what its last frame says.
fn recent(disk: &dyn Disk, frames: &[Frame]) -> Result<Recent, ScanError> {
    let base = frames.first().map_or(0, Frame::base);
    let broken = |what| Broken { index: base, what };
    let mut recent = Recent::default();
    let found = Tail::read(Pieces::new(disk, &recent), base)?;
    let mut tail = found.ok_or(broken(Damage::Tile))?;
    for frame in frames {
        let mut rest = frame.leaves.as_slice();
        while !rest.is_empty() {
            let (leaf, after) = tile::unframe(rest).ok_or(broken(Damage::Entry))?;
            recent.add(tail.push(leaf).ok_or(broken(Damage::Entry))?);
            rest = after;
        }
    }
    let last = frames.last().map(|frame| frame.head.root);
    if last.is_some_and(|root| root != tail.root()) {
        return Err(broken(Damage::Root).into());
    }
    recent.add(tail.partial(0));
    Ok(recent)
}
