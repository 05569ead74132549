//! What lies beyond the head when the log is opened, and taking it away.
//!
//! Entries are in the journal before their pieces are written, so where there is a journal nothing lies beyond the head. Programs before the
//! journal left pieces of one group of entries that was never acknowledged when they broke off. More than that means that the checkpoint
//! and the journal are older than the tiles, and the log is not opened.

use super::disk::{DiskError, Named};
use super::log::MAX_GROUP;
use super::merkle::WIDTH;
use super::sidecars;
use super::tile::{Kind, LEVELS, full_path, parent, partial_folder};

/// What was found beyond the head.
pub(crate) struct Beyond {
    size: u64,
    files: Vec<String>,
    /// How many of them the log does not have.
    unknown: usize,
    partial_bundles: usize,
}

impl Beyond {
    /// Looks beyond the head of a log with `size` entries.
    pub(crate) fn find(disk: &Named<'_>, size: u64) -> Result<Self, DiskError> {
        let kinds = std::iter::once(Kind::Entries).chain((0..LEVELS).map(Kind::Level));
        let mut beyond = Self {
            size,
            files: Vec::new(),
            unknown: 0,
            partial_bundles: 0,
        };
        for kind in kinds {
            look(disk, kind, size, &mut beyond)?;
        }
        Ok(beyond)
    }

    /// Whether more was written than what can have been cut short: there has been another head.
    pub(crate) fn is_longer(&self, has_journal: bool) -> bool {
        match has_journal {
            true => self.unknown > 0,
            false => self.partial_bundles > 1,
        }
    }

    /// Takes it away; gives how many files.
    pub(crate) fn remove(self, disk: &Named<'_>) -> Result<u64, DiskError> {
        for file in &self.files {
            disk.remove(file)?;
            disk.sync_folder(parent(file))?;
        }
        let sidecars = sidecars::repair(disk, self.size, MAX_GROUP as u64 / WIDTH as u64 + 1)?;
        Ok(self.files.len() as u64 + sidecars)
    }
}

/// Pieces of one kind that the tree of `size` leaves does not have; also partial pieces whose full one is there.
fn look(disk: &Named<'_>, kind: Kind, size: u64, beyond: &mut Beyond) -> Result<(), DiskError> {
    let (edge, width) = kind.edge(size);
    if let Some(before) = edge.checked_sub(1) {
        let folder = partial_folder(kind, before);
        if !disk.list(&folder)?.is_empty() {
            beyond.files.push(folder);
        }
    }
    // A group can fill this many pieces of the lowest level.
    let span = ((MAX_GROUP >> kind.shift().min(16)) / WIDTH) as u64 + 1;
    for index in edge..=edge + span {
        let full = full_path(kind, index);
        if disk.read(&full, 1)?.is_some() {
            beyond.files.push(full);
            beyond.unknown += 1;
        }
        let folder = partial_folder(kind, index);
        for name in disk.list(&folder)? {
            let known = index == edge && name.parse::<usize>().is_ok_and(|taken| taken <= width);
            if !known {
                beyond.files.push(format!("{folder}/{name}"));
                beyond.unknown += 1;
                beyond.partial_bundles += usize::from(kind == Kind::Entries);
            }
        }
    }
    Ok(())
}
