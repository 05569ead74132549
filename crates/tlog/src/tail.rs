//! The end of a log, to which entries are added: what its next pieces are made from. Nothing here touches a file but [`Tail::read`].

use std::sync::Arc;

use super::disk::DiskError;
use super::merkle::{Frontier, FullTile, TreeHash, WIDTH, leaf_hash};
use super::pieces::{Piece, Pieces};
use super::tile::{self, Kind, LEVELS};

/// The right edge of the tree and of the entries.
#[derive(Clone, Default)]
pub(crate) struct Tail {
    frontier: Frontier,
    /// The framed entries of the last bundle, when it is partial, in parts that the tails of many groups share: whoever adds to a copy copies no
    /// entry.
    bundle: Vec<Arc<[u8]>>,
}

impl Tail {
    pub(crate) fn new(frontier: Frontier, bundle: Vec<u8>) -> Self {
        let bundle = match bundle.is_empty() {
            true => Vec::new(),
            false => vec![bundle.into()],
        };
        Self { frontier, bundle }
    }

    /// The end of a log of `size` entries, from its pieces; `None` when one is missing or too short. What they say is not checked.
    pub(crate) fn read(pieces: Pieces<'_>, size: u64) -> Result<Option<Self>, DiskError> {
        let edge = |kind: Kind| -> Result<Option<Vec<u8>>, DiskError> {
            match kind.edge(size) {
                (_, 0) => Ok(Some(Vec::new())),
                (index, width) => pieces.bytes(kind, index, width),
            }
        };
        let Some(mut bundle) = edge(Kind::Entries)? else {
            return Ok(None);
        };
        let Some(taken) = tile::framed(&bundle, Kind::Entries.edge(size).1) else {
            return Ok(None);
        };
        bundle.truncate(taken);
        let mut levels = Vec::new();
        for level in 0..LEVELS {
            let kind = Kind::Level(level);
            let width = kind.edge(size).1;
            let Some(mut hashes) = edge(kind)?.map(|bytes| tile::hashes(&bytes)) else {
                return Ok(None);
            };
            if hashes.len() < width {
                return Ok(None);
            }
            hashes.truncate(width);
            levels.push(hashes);
        }
        Ok(Some(Self::new(Frontier::new(size, levels), bundle)))
    }

    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    pub(crate) fn root(&self) -> TreeHash {
        self.frontier.root()
    }

    /// Adds a leaf; gives the pieces that it has filled, lowest first. `None`, and nothing added, when it is too long.
    pub(crate) fn push(&mut self, leaf: &[u8]) -> Option<Vec<Piece>> {
        let mut framed = Vec::with_capacity(leaf.len() + 2);
        tile::frame(&mut framed, leaf)?;
        self.bundle.push(framed.into());
        let mut full = Vec::new();
        for FullTile {
            level,
            index,
            hashes,
        } in self.frontier.push(leaf_hash(leaf))
        {
            if level == 0 {
                let bytes = std::mem::take(&mut self.bundle).concat();
                full.push(Piece {
                    kind: Kind::Entries,
                    index,
                    width: WIDTH,
                    bytes,
                });
            }
            full.push(Piece {
                kind: Kind::Level(level),
                index,
                width: WIDTH,
                bytes: tile::bytes(&hashes),
            });
        }
        Some(full)
    }

    /// The pieces that are partly filled, other than those of the log of `before` entries.
    pub(crate) fn partial(&self, before: u64) -> Vec<Piece> {
        let size = self.size();
        let levels = (0u32..).zip(self.frontier.levels());
        let tiles = levels.map(|(level, hashes)| (Kind::Level(level), tile::bytes(hashes)));
        std::iter::once((Kind::Entries, self.bundle.concat()))
            .chain(tiles)
            .filter_map(|(kind, bytes)| {
                let (index, width) = kind.edge(size);
                let is_new = width > 0 && kind.edge(before) != (index, width);
                is_new.then_some(Piece {
                    kind,
                    index,
                    width,
                    bytes,
                })
            })
            .collect()
    }
}
