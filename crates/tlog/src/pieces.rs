//! Where the pieces of a log are read: first those that only the journal holds, then the files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::disk::{Disk, DiskError, Named};
use super::merkle::WIDTH;
use super::tile::{self, Kind};

/// A bundle or a tile with the places that are taken.
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) index: u64,
    pub(crate) width: usize,
    pub(crate) bytes: Vec<u8>,
}

/// Pieces that are in no file yet, of each one the widest. Cheap to copy.
#[derive(Clone, Default)]
pub(crate) struct Recent(BTreeMap<(Kind, u64), Filled>);

/// How many places of a piece are taken, and by what.
#[derive(Clone)]
struct Filled {
    width: usize,
    bytes: Arc<[u8]>,
}

impl Recent {
    pub(crate) fn add(&mut self, pieces: impl IntoIterator<Item = Piece>) {
        for piece in pieces {
            let filled = Filled {
                width: piece.width,
                bytes: piece.bytes.into(),
            };
            self.0.insert((piece.kind, piece.index), filled);
        }
    }

    /// Takes away the pieces that `others` has, too.
    pub(crate) fn remove(&mut self, others: &Self) {
        self.0.retain(|piece, _| !others.0.contains_key(piece));
    }

    /// Kind, index, width and bytes of each; those of a lower level before those of a higher one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Kind, u64, usize, &[u8])> {
        self.0
            .iter()
            .map(|(&(kind, index), filled)| (kind, index, filled.width, filled.bytes.as_ref()))
    }
}

/// What a piece holds.
pub(crate) struct Found {
    pub(crate) bytes: Vec<u8>,
    /// It was kept for exactly the width that was asked for, so that nothing may follow.
    pub(crate) exact: bool,
}

/// The pieces of one log.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a> {
    disk: &'a dyn Disk,
    recent: &'a Recent,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(disk: &'a dyn Disk, recent: &'a Recent) -> Self {
        Self { disk, recent }
    }

    pub(crate) fn disk(&self) -> Named<'a> {
        Named(self.disk)
    }

    /// A piece with `width` places: the recent one that has them, its partial file, or the full one that has replaced it.
    pub(crate) fn find(
        &self,
        kind: Kind,
        index: u64,
        width: usize,
    ) -> Result<Option<Found>, DiskError> {
        let recent = self.recent.0.get(&(kind, index));
        if let Some(filled) = recent.filter(|filled| filled.width >= width) {
            return Ok(Some(Found {
                bytes: filled.bytes.to_vec(),
                exact: filled.width == width,
            }));
        }
        let disk = self.disk();
        if let Some(bytes) = disk.read(&tile::path(kind, index, width), kind.limit())? {
            return Ok(Some(Found { bytes, exact: true }));
        }
        if width >= WIDTH {
            return Ok(None);
        }
        let full = disk.read(&tile::full_path(kind, index), kind.limit())?;
        Ok(full.map(|bytes| Found {
            bytes,
            exact: false,
        }))
    }

    /// The bytes of a piece, for readers that do not check them.
    pub(crate) fn bytes(
        &self,
        kind: Kind,
        index: u64,
        width: usize,
    ) -> Result<Option<Vec<u8>>, DiskError> {
        Ok(self.find(kind, index, width)?.map(|found| found.bytes))
    }
}
