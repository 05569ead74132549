//! The files of a log that is written: first the journal, durably; the pieces and the checkpoint later, after which the journal holds only
//! the groups that came meanwhile.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::disk::{Disk, DiskError, Named};
use super::super::journal::{self, Frame, JOURNAL, NEXT_JOURNAL};
use super::super::note::Note;
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

    /// Bytes of the journal that hold groups.
    pub(super) fn journal(&self) -> u64 {
        self.journal
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
            journal::fill(&mut frame, room - begins);
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

    /// What is to be written of the log as it is, without which the journal cannot be emptied. With `and_room`, also the file that is to be
    /// the next journal, with as much room as this one has: the groups that come then find it.
    pub(super) fn behind(&self, state: &State, and_room: bool) -> Behind {
        Behind {
            room: and_room.then_some(self.room),
            disk: Arc::clone(&self.disk),
            recent: self.recent(state),
            full: self.full.clone(),
            note: state.note.clone(),
            size: state.head.size,
            journal: self.journal,
        }
    }

    /// Takes groups out of the journal whose files were written; those that came meanwhile stay.
    pub(super) fn forget(&mut self, written: &Behind) -> Result<(), DiskError> {
        let disk = Named(self.disk.as_ref());
        let came = match self.journal > written.journal {
            true => journal::after(&disk, written.journal, self.journal)?,
            false => Vec::new(),
        };
        let length = came.len() as u64;
        match written.room {
            Some(room) => {
                disk.write_at(NEXT_JOURNAL, 0, &came)?;
                disk.put_in_place(NEXT_JOURNAL, JOURNAL)?;
                (self.journal, self.room) = (length, room.max(length));
                self.is_named = true;
            }
            // Nothing can have come meanwhile.
            None => {
                disk.write(JOURNAL, &came)?;
                (self.journal, self.room) = (length, length);
            }
        }
        self.full.remove(&written.full);
        self.flushed = written.size;
        Ok(())
    }
}

/// What only the journal held of a log at one head.
pub(super) struct Behind {
    disk: Arc<dyn Disk>,
    recent: Recent,
    /// Those of the recent pieces that nothing follows in.
    full: Recent,
    note: Note,
    size: u64,
    /// Bytes of the journal up to that head.
    journal: u64,
    /// Bytes that the next journal is to have, all zeros; `None` where this one is emptied.
    room: Option<u64>,
}

impl Behind {
    /// Writes the pieces, then the checkpoint, all durably, and takes away what full pieces have replaced; then the room for what comes next.
    pub(super) fn write(&self) -> Result<(), DiskError> {
        let disk = Named(self.disk.as_ref());
        write_pieces(&disk, &self.recent)?;
        disk.replace(CHECKPOINT, self.note.to_string().as_bytes())?;
        for (kind, index, ..) in self.full.iter() {
            disk.remove(&tile::partial_folder(kind, index))?;
        }
        match self.room {
            Some(room) => {
                let mut zeros = Vec::new();
                journal::fill(&mut zeros, room);
                disk.write(NEXT_JOURNAL, &zeros)
            }
            None => Ok(()),
        }
    }
}

/// Writes pieces and makes them durable, with the folders on the way to them. First all are written, then all are made durable: what a
/// file system notes about new files it then makes durable once for many, and the groups that are added meanwhile wait less.
fn write_pieces(disk: &Named<'_>, recent: &Recent) -> Result<(), DiskError> {
    let (mut paths, mut folders) = (Vec::new(), BTreeSet::new());
    for (kind, index, width, bytes) in recent.iter() {
        let path = tile::path(kind, index, width);
        let mut folder = tile::parent(&path);
        if folders.insert(folder.to_owned()) {
            disk.add_folder(folder)?;
        }
        disk.put(&path, bytes)?;
        while !folder.is_empty() {
            folder = tile::parent(folder);
            folders.insert(folder.to_owned());
        }
        paths.push(path);
    }
    for path in &paths {
        disk.sync(path)?;
    }
    for folder in &folders {
        disk.sync_folder(folder)?;
    }
    Ok(())
}
