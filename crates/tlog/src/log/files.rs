//! The files of a log that is written: first the journal, durably; the pieces and the checkpoint when the journal is emptied.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::disk::{Disk, DiskError, Named};
use super::super::journal::{self, Frame, JOURNAL};
use super::super::parts::Sidecar;
use super::super::pieces::{Piece, Recent};
use super::super::sidecars;
use super::super::tile;
use super::super::verify::CHECKPOINT;
use super::group::{Next, State};

pub(super) struct Files {
    disk: Arc<dyn Disk>,
    /// Bytes of the journal that hold groups.
    journal: u64,
    /// Bytes of its file: behind the groups there is room for more.
    room: u64,
    /// Whether the name of the journal is durable.
    is_named: bool,
    /// Folders of sidecars that are known to be there.
    folders: BTreeSet<String>,
    /// How many entries the pieces in files have.
    flushed: u64,
    /// Full pieces that are in no file yet.
    full: Recent,
}

impl Files {
    /// Over files that hold so many entries, and a journal with so many bytes.
    pub(super) fn new(disk: Arc<dyn Disk>, flushed: u64, journal: u64) -> Self {
        Self {
            disk,
            journal,
            room: journal,
            is_named: false,
            folders: BTreeSet::new(),
            flushed,
            full: Recent::default(),
        }
    }

    /// Whether the journal has grown so long that the files are to be written.
    pub(super) fn are_due(&self) -> bool {
        self.journal >= journal::FULL
    }

    /// Whether something is in the journal only.
    pub(super) fn are_behind(&self) -> bool {
        self.journal > 0
    }

    /// Writes a group: when this returns, it is durable.
    pub(super) fn write(
        &mut self,
        next: &Next,
        beside: &[(u64, &Sidecar)],
    ) -> Result<(), DiskError> {
        let disk = Named(self.disk.as_ref());
        sidecars::add(&disk, &mut self.folders, beside)?;
        let mut frame = Frame::encode(&next.added, &next.note);
        let (begins, ends) = (self.journal, self.journal + frame.len() as u64);
        let room = self.room.max(journal::room_for(ends));
        if room > self.room {
            frame.resize(usize::try_from(room - begins).unwrap_or(frame.len()), 0);
        }
        disk.write_at(JOURNAL, begins, &frame)?;
        if !self.is_named {
            disk.sync_folder("")?;
            self.is_named = true;
        }
        (self.journal, self.room) = (ends, room);
        Ok(())
    }

    /// Keeps pieces that a group has filled until they are written.
    pub(super) fn keep(&mut self, filled: Vec<Piece>) {
        self.full.add(filled);
    }

    /// The pieces that are in no file yet.
    pub(super) fn recent(&self, state: &State) -> Recent {
        let mut recent = self.full.clone();
        recent.add(state.tail.partial(self.flushed));
        recent
    }

    /// Writes the pieces, then the checkpoint, all durably; takes away what full pieces have replaced, and empties the journal.
    pub(super) fn flush(&mut self, state: &State) -> Result<(), DiskError> {
        let disk = Named(self.disk.as_ref());
        let recent = self.recent(state);
        write_pieces(&disk, &recent)?;
        disk.replace(CHECKPOINT, state.note.to_string().as_bytes())?;
        for (kind, index, ..) in self.full.iter() {
            disk.remove(&tile::partial_folder(kind, index))?;
        }
        if self.journal > 0 {
            disk.write(JOURNAL, &[])?;
            (self.journal, self.room) = (0, 0);
        }
        self.full = Recent::default();
        self.flushed = state.head.size;
        Ok(())
    }
}

/// Writes pieces and makes them durable, with the folders on the way to them.
fn write_pieces(disk: &Named<'_>, recent: &Recent) -> Result<(), DiskError> {
    let mut folders = BTreeSet::new();
    for (kind, index, width, bytes) in recent.iter() {
        let path = tile::path(kind, index, width);
        let mut folder = tile::parent(&path);
        if folders.insert(folder.to_owned()) {
            disk.add_folder(folder)?;
        }
        disk.write(&path, bytes)?;
        while !folder.is_empty() {
            folder = tile::parent(folder);
            folders.insert(folder.to_owned());
        }
    }
    for folder in &folders {
        disk.sync_folder(folder)?;
    }
    Ok(())
}
