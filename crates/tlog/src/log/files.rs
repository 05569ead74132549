//! The files of a log that is written: first the journal, durably, then the pieces and the checkpoint, which are made durable later.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::disk::{Disk, DiskError, Named};
use super::super::journal::{self, Frame, JOURNAL};
use super::super::parts::Sidecar;
use super::super::sidecars;
use super::super::tile::{self, Kind};
use super::super::verify::CHECKPOINT;
use super::group::Next;
use crate::merkle::WIDTH;

pub(super) struct Files {
    disk: Arc<dyn Disk>,
    /// Bytes in the journal.
    journal: u64,
    /// Whether the name of the journal is durable.
    is_named: bool,
    /// Folders that are known to be there.
    folders: BTreeSet<String>,
    /// Those of them that may not be durable.
    made: BTreeSet<String>,
    /// The width of each piece that was written and may not be durable: of partial ones the widest.
    unflushed: BTreeMap<(Kind, u64), usize>,
    /// Folders of partial pieces that go when the full piece is durable.
    replaced: BTreeSet<String>,
}

impl Files {
    /// Over a journal with so many bytes.
    pub(super) fn new(disk: Arc<dyn Disk>, journal: u64) -> Self {
        Self {
            disk,
            journal,
            is_named: false,
            folders: BTreeSet::new(),
            made: BTreeSet::new(),
            unflushed: BTreeMap::new(),
            replaced: BTreeSet::new(),
        }
    }

    /// Whether the journal has grown so long that the files are to be made durable.
    pub(super) fn are_due(&self) -> bool {
        self.journal >= journal::FULL
    }

    /// Writes a group: when this returns, it is durable.
    pub(super) fn write(
        &mut self,
        next: &Next,
        beside: &[(u64, &Sidecar)],
    ) -> Result<(), DiskError> {
        let disk = Arc::clone(&self.disk);
        let disk = Named(disk.as_ref());
        sidecars::add(&disk, &mut self.folders, beside)?;
        let frame = Frame::encode(&next.added, &next.note);
        disk.append(JOURNAL, &frame)?;
        if !self.is_named {
            disk.sync_folder("")?;
            self.is_named = true;
        }
        self.journal += frame.len() as u64;
        self.place(next)
    }

    /// Writes the pieces of a group that is in the journal, and its checkpoint.
    pub(super) fn place(&mut self, next: &Next) -> Result<(), DiskError> {
        let disk = Arc::clone(&self.disk);
        let disk = Named(disk.as_ref());
        for piece in &next.pieces {
            let path = tile::path(piece.kind, piece.index, piece.width);
            self.make_folder(&disk, tile::parent(&path))?;
            disk.put(&path, &piece.bytes)?;
            self.unflushed
                .insert((piece.kind, piece.index), piece.width);
            if piece.width == WIDTH {
                self.replaced
                    .insert(tile::partial_folder(piece.kind, piece.index));
            }
        }
        disk.exchange(CHECKPOINT, next.note.to_string().as_bytes())
    }

    fn make_folder(&mut self, disk: &Named<'_>, folder: &str) -> Result<(), DiskError> {
        if self.folders.contains(folder) {
            return Ok(());
        }
        disk.add_folder(folder)?;
        let mut at = folder;
        while !at.is_empty() && self.folders.insert(at.to_owned()) {
            self.made.insert(at.to_owned());
            at = tile::parent(at);
        }
        Ok(())
    }

    /// Makes all files durable up to the checkpoint, takes away what full pieces have replaced, and empties the journal.
    pub(super) fn flush(&mut self) -> Result<(), DiskError> {
        let disk = Arc::clone(&self.disk);
        let disk = Named(disk.as_ref());
        let mut folders: BTreeSet<String> = BTreeSet::new();
        for ((kind, index), width) in std::mem::take(&mut self.unflushed) {
            let path = tile::path(kind, index, width);
            disk.sync(&path)?;
            folders.insert(tile::parent(&path).to_owned());
        }
        let made = std::mem::take(&mut self.made);
        folders.extend(made.iter().map(|folder| tile::parent(folder).to_owned()));
        for folder in folders.iter().filter(|folder| !folder.is_empty()) {
            disk.sync_folder(folder)?;
        }
        disk.sync(CHECKPOINT)?;
        disk.sync_folder("")?;
        for folder in std::mem::take(&mut self.replaced) {
            disk.remove(&folder)?;
            self.folders.remove(&folder);
        }
        if self.journal > 0 {
            disk.write(JOURNAL, &[])?;
            self.journal = 0;
        }
        Ok(())
    }
}
