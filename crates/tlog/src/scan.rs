//! One pass over a whole log that recomputes everything: hashes of all leaves, all tiles, the root, and what the entries say. Opening a log
//! and verifying one are the same pass.

use std::collections::BTreeMap;
use std::fmt;

use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::{DiskError, Named};
use super::leaf::{Entry, Logged, Phase};
use super::merkle::{Frontier, FullTile, TreeHash, WIDTH, leaf_hash};
use super::pieces::Pieces;
use super::sidecars;
use super::tile::{self, Kind};

/// No entry can be older: 2020-01-01T00:00:00Z.
pub const EARLIEST: i64 = 1_577_836_800_000;

/// What is wrong with a log. The names are stable: both verifiers print them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// The checkpoint is missing or is none.
    Checkpoint,
    /// The checkpoint is not signed by the log's key.
    Signature,
    /// The older checkpoint is of another log.
    Origin,
    /// Entries are missing.
    EntryMissing,
    /// An entry is not the one whose hash is in the tree, or bytes are there that belong to no entry.
    Entry,
    /// A tile is missing, cut off, or does not hold the hashes of what is below it.
    Tile,
    /// An entry that was signed cannot be read.
    Leaf,
    /// An entry has another number than its place.
    Sequence,
    /// An entry says that it is older than 2020.
    Time,
    /// An outcome, or what was shown, without an open intent of the same operation and actor.
    Outcome,
    /// The entries give another root than the one that was signed.
    Root,
    /// The log is shorter than it was.
    RolledBack,
    /// The log does not begin with what it was: something before the older head was replaced and all after it computed anew.
    Rewritten,
    /// What lies beside an entry is not what the entry commits to.
    Sidecar,
}

impl Damage {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Damage::Checkpoint => "checkpoint",
            Damage::Signature => "signature",
            Damage::Origin => "origin",
            Damage::EntryMissing => "entry-missing",
            Damage::Entry => "entry",
            Damage::Tile => "tile",
            Damage::Leaf => "leaf",
            Damage::Sequence => "sequence",
            Damage::Time => "time",
            Damage::Outcome => "outcome",
            Damage::Root => "root",
            Damage::RolledBack => "rolled-back",
            Damage::Rewritten => "rewritten",
            Damage::Sidecar => "sidecar",
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A log that is not whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(deny_unknown_fields)]
#[error("the audit log is damaged from entry {index} on: {what}")]
pub struct Broken {
    /// The first entry that cannot be relied on; 0 where nothing can.
    pub index: u64,
    pub what: Damage,
}

#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Disk(#[from] DiskError),
}

fn broken<T>(index: u64, what: Damage) -> Result<T, ScanError> {
    Err(Broken { index, what }.into())
}

/// What a pass found.
#[derive(Default)]
pub(crate) struct Scan {
    pub(crate) frontier: Frontier,
    /// The framed entries of the last bundle, when it is partial.
    pub(crate) bundle: Vec<u8>,
    /// Intents without outcome.
    pub(crate) open: BTreeMap<u64, Entry>,
    /// The roots at the sizes that were asked for.
    pub(crate) roots: BTreeMap<u64, TreeHash>,
    /// How often an entry is older than the one before it: the clock went back.
    pub(crate) steps_back: u64,
    pub(crate) last: Option<Timestamp>,
    /// Sidecars that are there and fit.
    pub(crate) sidecars: u64,
}

/// Recomputes the first `size` entries. `marks` are sizes whose roots are wanted. With `beside`, sidecars are checked too.
pub(crate) fn scan(
    pieces: Pieces<'_>,
    size: u64,
    marks: &[u64],
    beside: bool,
) -> Result<Scan, ScanError> {
    let disk = pieces.disk();
    let mut scan = Scan::default();
    scan.mark(marks);
    let bundles = size.div_ceil(WIDTH as u64);
    for index in 0..bundles {
        let first = index * WIDTH as u64;
        let width = (size - first).min(WIDTH as u64) as usize;
        let mut sidecars = if beside {
            Beside::read(&disk, first, size)?
        } else {
            Beside::default()
        };
        scan.bundle(pieces, index, width, marks, &mut sidecars)?;
        scan.sidecars += sidecars.fitting;
        sidecars.finish(first)?;
    }
    for (level, partial) in (0u32..)
        .zip(scan.frontier.levels())
        .skip(1)
        .filter(|(_, partial)| !partial.is_empty())
    {
        let (index, _) = Kind::Level(level).edge(size);
        upper(pieces, level, index, partial)?;
    }
    Ok(scan)
}

impl Scan {
    fn mark(&mut self, marks: &[u64]) {
        if marks.contains(&self.frontier.size()) {
            self.roots
                .insert(self.frontier.size(), self.frontier.root());
        }
    }

    fn bundle(
        &mut self,
        pieces: Pieces<'_>,
        index: u64,
        width: usize,
        marks: &[u64],
        sidecars: &mut Beside,
    ) -> Result<(), ScanError> {
        let first = index * WIDTH as u64;
        let Some(entries) = pieces.find(Kind::Entries, index, width)? else {
            return broken(first, Damage::EntryMissing);
        };
        let Some(hashes) = pieces.find(Kind::Level(0), index, width)? else {
            return broken(first, Damage::Tile);
        };
        let expected = tile::hashes(&hashes.bytes);
        let mut rest = entries.bytes.as_slice();
        for (sequence, place) in (first..).zip(0..width) {
            let Some((leaf, after)) = tile::unframe(rest) else {
                return broken(
                    sequence,
                    if rest.is_empty() {
                        Damage::EntryMissing
                    } else {
                        Damage::Entry
                    },
                );
            };
            let Some(expected) = expected.get(place) else {
                return broken(sequence, Damage::Tile);
            };
            let hash = leaf_hash(leaf);
            if hash != *expected {
                return broken(sequence, Damage::Entry);
            }
            let entry = self.entry(sequence, leaf)?;
            sidecars.check(sequence, &entry)?;
            rest = after;
            for FullTile {
                level,
                index,
                hashes,
            } in self.frontier.push(hash).into_iter().skip(1)
            {
                upper(pieces, level, index, &hashes)?;
            }
            self.mark(marks);
        }
        let after = first + width as u64;
        if entries.exact && !rest.is_empty() {
            return broken(after, Damage::Entry);
        }
        if hashes.exact && hashes.bytes.len() != width * 32 {
            return broken(after, Damage::Tile);
        }
        self.bundle.clear();
        if width < WIDTH {
            let taken = entries.bytes.len() - rest.len();
            self.bundle
                .extend_from_slice(entries.bytes.get(..taken).unwrap_or_default());
        }
        Ok(())
    }

    /// What the entry says, against its place and what came before.
    fn entry(&mut self, sequence: u64, leaf: &[u8]) -> Result<Entry, ScanError> {
        let Ok(Logged {
            sequence: claimed,
            entry,
        }) = Logged::decode(leaf)
        else {
            return broken(sequence, Damage::Leaf);
        };
        if claimed != sequence {
            return broken(sequence, Damage::Sequence);
        }
        if entry.at.millis() < EARLIEST {
            return broken(sequence, Damage::Time);
        }
        match entry.phase {
            Phase::Intent => {
                self.open.insert(sequence, entry.clone());
            }
            Phase::Shown { intent } => {
                let opened = self.open.get(&intent);
                if !opened.is_some_and(|opened| same_act(opened, &entry)) {
                    return broken(sequence, Damage::Outcome);
                }
            }
            Phase::Outcome { intent, .. } => {
                if !self
                    .open
                    .remove(&intent)
                    .is_some_and(|opened| same_act(&opened, &entry))
                {
                    return broken(sequence, Damage::Outcome);
                }
            }
        }
        self.steps_back += u64::from(self.last.is_some_and(|last| entry.at < last));
        self.last = Some(entry.at);
        Ok(entry)
    }
}

/// Whether an outcome, or what was shown, can belong to this intent.
pub(crate) fn same_act(intent: &Entry, outcome: &Entry) -> bool {
    intent.operation == outcome.operation && intent.actor == outcome.actor
}

/// Compares a tile above the leaves' with what was computed.
fn upper(pieces: Pieces<'_>, level: u32, index: u64, hashes: &[TreeHash]) -> Result<(), ScanError> {
    let kind = Kind::Level(level);
    let leaf = |place: usize| (index * WIDTH as u64 + place as u64) << kind.shift();
    let Some(stored) = pieces.find(kind, index, hashes.len())? else {
        return broken(leaf(0), Damage::Tile);
    };
    let found = tile::hashes(&stored.bytes);
    if let Some(place) = (0..hashes.len()).find(|&place| hashes.get(place) != found.get(place)) {
        return broken(leaf(place), Damage::Tile);
    }
    if stored.exact && stored.bytes.len() != hashes.len() * 32 {
        broken(leaf(hashes.len()), Damage::Tile)
    } else {
        Ok(())
    }
}

/// The sidecars of one bundle, while its entries are passed.
#[derive(Default)]
struct Beside {
    commitments: BTreeMap<u64, super::parts::Commitment>,
    unreadable: bool,
    fitting: u64,
}

impl Beside {
    fn read(disk: &Named<'_>, first: u64, size: u64) -> Result<Self, DiskError> {
        let mut beside = Self::default();
        let last_bundle = first / WIDTH as u64 == size / WIDTH as u64;
        let lines = sidecars::lines(disk, first)?;
        for line in &lines {
            match sidecars::read_line(line) {
                // Left by a crash, to be taken away when the log is opened next.
                Some((sequence, _)) if sequence >= size => {}
                Some((sequence, sidecar)) => {
                    beside.unreadable |= beside
                        .commitments
                        .insert(sequence, sidecar.commitment())
                        .is_some();
                }
                None if last_bundle && !line.ends_with('\n') => {}
                None => beside.unreadable = true,
            }
        }
        Ok(beside)
    }

    fn check(&mut self, sequence: u64, entry: &Entry) -> Result<(), ScanError> {
        match self.commitments.remove(&sequence) {
            Some(found) if entry.commitment != Some(found) => broken(sequence, Damage::Sidecar),
            found => {
                self.fitting += u64::from(found.is_some());
                Ok(())
            }
        }
    }

    /// What is left belongs to no entry of the bundle.
    fn finish(self, first: u64) -> Result<(), ScanError> {
        if self.unreadable || !self.commitments.is_empty() {
            broken(first, Damage::Sidecar)
        } else {
            Ok(())
        }
    }
}
