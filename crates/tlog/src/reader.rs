//! Reading a log: entries by range and by what they say, and proofs for whoever does not want to take our word.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use ombud_model::{CaseId, Operation, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::checkpoint::Checkpoint;
use super::disk::{Disk, DiskError, Named};
use super::key::VerifierKey;
use super::leaf::{Logged, Phase};
use super::merkle::{self, Subtrees, TreeHash, WIDTH};
use super::note::Note;
use super::parts::{AuditActor, Ending, Object, Sidecar, Slug};
use super::pieces::{Pieces, Recent};
use super::scan::{Broken, Damage, ScanError};
use super::sidecars;
use super::tile::{self, Kind};
use super::view::View;

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("the audit log has {size} entries: ask for less")]
    Beyond { size: u64 },
}

impl From<ScanError> for ReadError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Broken(broken) => Self::Broken(broken),
            ScanError::Disk(error) => Self::Disk(error),
        }
    }
}

/// A log as it was at one head. Cheap to copy; reading does not disturb writing.
#[derive(Clone)]
pub struct Reader {
    disk: Arc<dyn Disk>,
    head: Checkpoint,
    note: Note,
    recent: Arc<Recent>,
}

/// Which entries are wanted: all conditions that are given must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// One of these; empty for any.
    pub operations: Vec<Operation>,
    pub actor: Option<AuditActor>,
    pub role: Option<Slug>,
    pub object: Option<Object>,
    /// Whom it concerns, among others.
    pub subject: Option<PersonId>,
    pub purpose: Option<Slug>,
    pub case: Option<CaseId>,
    /// Outcomes that ended so.
    pub ending: Option<Ending>,
}

impl Filter {
    pub fn matches(&self, logged: &Logged) -> bool {
        let entry = &logged.entry;
        fn same<T: PartialEq>(wanted: &Option<T>, found: &Option<T>) -> bool {
            wanted.is_none() || wanted == found
        }
        let ending = match entry.phase {
            Phase::Intent | Phase::Shown { .. } => None,
            Phase::Outcome { ending, .. } => Some(ending),
        };
        self.from.is_none_or(|from| entry.at >= from)
            && self.until.is_none_or(|until| entry.at < until)
            && (self.operations.is_empty() || self.operations.contains(&entry.operation))
            && self
                .actor
                .as_ref()
                .is_none_or(|actor| *actor == entry.actor)
            && same(&self.role, &entry.role)
            && same(&self.object, &entry.object)
            && self
                .subject
                .is_none_or(|subject| entry.subjects.contains(subject))
            && same(&self.purpose, &entry.purpose)
            && same(&self.case, &entry.case)
            && same(&self.ending, &ending)
    }
}

/// In which order entries are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    #[default]
    OldestFirst,
    NewestFirst,
}

/// Some entries, and where to go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    pub entries: Vec<Logged>,
    /// The range that has not been looked at; `None` when there is no more.
    pub rest: Option<Range<u64>>,
}

impl Reader {
    pub(crate) fn new(disk: Arc<dyn Disk>, view: View) -> Self {
        Self {
            disk,
            head: view.head,
            note: view.note,
            recent: Arc::new(view.recent),
        }
    }

    /// For a copy of a log, or one that another program writes: reads the newest head and checks its signature, nothing else; see
    /// [`super::verify`].
    pub fn open(disk: Arc<dyn Disk>, key: &VerifierKey) -> Result<Self, ReadError> {
        let view = View::read(disk.as_ref(), key)?;
        Ok(Self::new(disk, view))
    }

    pub fn head(&self) -> &Checkpoint {
        &self.head
    }

    /// The head with its signatures.
    pub fn note(&self) -> &Note {
        &self.note
    }

    fn pieces(&self) -> Pieces<'_> {
        Pieces::new(self.disk.as_ref(), &self.recent)
    }

    /// The entries of a range, which is cut to what the log has.
    pub fn entries(&self, range: Range<u64>) -> Result<Vec<Logged>, ReadError> {
        let mut entries = Vec::new();
        self.each(range, |logged| entries.push(logged))?;
        Ok(entries)
    }

    /// Passes the entries of a range, oldest first, one bundle in memory at a time.
    pub fn each(&self, range: Range<u64>, mut visit: impl FnMut(Logged)) -> Result<(), ReadError> {
        self.each_leaf(range, |logged, _| visit(logged))
    }

    /// As [`Reader::each`], with the bytes of each leaf as they are in the tree, whatever version of the encoding wrote them.
    pub fn each_leaf(
        &self,
        range: Range<u64>,
        mut visit: impl FnMut(Logged, &[u8]),
    ) -> Result<(), ReadError> {
        let range = self.cut(range);
        let mut index = range.start / WIDTH as u64;
        while index * (WIDTH as u64) < range.end {
            self.bundle_leaves(index, |logged, leaf| {
                if range.contains(&logged.sequence) {
                    visit(logged, leaf);
                }
            })?;
            index += 1;
        }
        Ok(())
    }

    /// At most `limit` entries of `range` that match. Looks at whole bundles until there are enough; go on with the rest of the page.
    pub fn search(
        &self,
        filter: &Filter,
        range: Range<u64>,
        order: Order,
        limit: usize,
    ) -> Result<Page, ReadError> {
        let mut rest = self.cut(range);
        let mut entries: Vec<Logged> = Vec::new();
        while !rest.is_empty() && entries.len() < limit {
            let index = match order {
                Order::OldestFirst => rest.start,
                Order::NewestFirst => rest.end - 1,
            } / WIDTH as u64;
            let mut bundle = self.bundle(index)?;
            if order == Order::NewestFirst {
                bundle.reverse();
            }
            for logged in bundle
                .into_iter()
                .filter(|logged| rest.contains(&logged.sequence))
                .collect::<Vec<_>>()
            {
                match order {
                    Order::OldestFirst => rest.start = logged.sequence + 1,
                    Order::NewestFirst => rest.end = logged.sequence,
                }
                if filter.matches(&logged) {
                    entries.push(logged);
                }
                if entries.len() >= limit {
                    break;
                }
            }
        }
        Ok(Page {
            entries,
            rest: (!rest.is_empty()).then_some(rest),
        })
    }

    /// What lies beside an entry in the log's files; `None` when it was erased, or never there.
    pub fn sidecar(&self, sequence: u64) -> Result<Option<Sidecar>, ReadError> {
        Ok(sidecars::find(&Named(self.disk.as_ref()), sequence)?)
    }

    /// The bytes of the tile or bundle at a path of C2SP tlog-tiles, such as `tile/0/000.p/17`; `None` when the tree up to this head has no
    /// such piece. Every width that the tree has had is there, also one that no head was signed for.
    pub fn piece(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some((kind, index, width)) = tile::read_path(path) else {
            return Ok(None);
        };
        let (edge, last) = kind.edge(self.head.size);
        let there = match index.cmp(&edge) {
            Ordering::Less => WIDTH,
            Ordering::Equal => last,
            Ordering::Greater => 0,
        };
        if width > there {
            return Ok(None);
        }
        let shift = kind.shift() + WIDTH.ilog2();
        let broken = Broken {
            index: index.checked_shl(shift).unwrap_or(0),
            what: Damage::Tile,
        };
        let mut bytes = self.pieces().bytes(kind, index, there)?.ok_or(broken)?;
        let taken = match kind {
            Kind::Level(_) => Some(width * 32).filter(|taken| *taken <= bytes.len()),
            Kind::Entries => tile::framed(&bytes, width),
        };
        bytes.truncate(taken.ok_or(broken)?);
        Ok(Some(bytes))
    }

    /// The root over the first `size` entries.
    pub fn root(&self, size: u64) -> Result<TreeHash, ReadError> {
        if size > self.head.size {
            return Err(ReadError::Beyond {
                size: self.head.size,
            });
        }
        merkle::root(&mut self.tiles(), size)
    }

    /// The proof that the entry at `index` is in the tree of the first `size` entries.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<TreeHash>, ReadError> {
        let beyond = ReadError::Beyond {
            size: self.head.size,
        };
        self.inclusions(&[index], size)?.pop().ok_or(beyond)
    }

    /// As [`Reader::inclusion`], for several entries: each piece of the tree is read once.
    pub fn inclusions(&self, indexes: &[u64], size: u64) -> Result<Vec<Vec<TreeHash>>, ReadError> {
        let beyond = || ReadError::Beyond {
            size: self.head.size,
        };
        if size > self.head.size {
            return Err(beyond());
        }
        let mut tiles = self.tiles();
        indexes
            .iter()
            .map(|index| merkle::inclusion(&mut tiles, *index, size)?.ok_or_else(beyond))
            .collect()
    }

    /// The proof that the tree of the first `new` entries begins with the tree of the first `old`.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<TreeHash>, ReadError> {
        let beyond = ReadError::Beyond {
            size: self.head.size,
        };
        if new > self.head.size {
            return Err(beyond);
        }
        merkle::consistency(&mut self.tiles(), old, new)?.ok_or(beyond)
    }

    fn cut(&self, range: Range<u64>) -> Range<u64> {
        range.start.min(self.head.size)..range.end.min(self.head.size)
    }

    fn tiles(&self) -> Tiles<'_> {
        Tiles {
            pieces: self.pieces(),
            size: self.head.size,
            read: HashMap::new(),
        }
    }

    fn bundle(&self, index: u64) -> Result<Vec<Logged>, ReadError> {
        let mut entries = Vec::with_capacity(WIDTH);
        self.bundle_leaves(index, |logged, _| entries.push(logged))?;
        Ok(entries)
    }

    /// Passes the entries of a bundle with the bytes of their leaves.
    fn bundle_leaves(
        &self,
        index: u64,
        mut visit: impl FnMut(Logged, &[u8]),
    ) -> Result<(), ReadError> {
        let first = index * WIDTH as u64;
        let width = self.head.size.saturating_sub(first).min(WIDTH as u64) as usize;
        let missing = Broken {
            index: first,
            what: Damage::EntryMissing,
        };
        let bytes = self
            .pieces()
            .bytes(Kind::Entries, index, width)?
            .ok_or(missing)?;
        let mut rest = bytes.as_slice();
        for sequence in (first..).take(width) {
            let (leaf, after) = tile::unframe(rest).ok_or(Broken {
                index: sequence,
                what: Damage::EntryMissing,
            })?;
            let logged = Logged::decode(leaf).map_err(|_| Broken {
                index: sequence,
                what: Damage::Leaf,
            })?;
            if logged.sequence != sequence {
                return Err(Broken {
                    index: sequence,
                    what: Damage::Sequence,
                }
                .into());
            }
            visit(logged, leaf);
            rest = after;
        }
        Ok(())
    }
}

/// Subtrees from tiles; each tile is read once.
struct Tiles<'a> {
    pieces: Pieces<'a>,
    size: u64,
    read: HashMap<(u32, u64), Vec<TreeHash>>,
}

impl Subtrees for Tiles<'_> {
    type Error = ReadError;

    fn subtree(&mut self, level: u32, index: u64) -> Result<TreeHash, ReadError> {
        let (tile_level, height) = (level / 8, level % 8);
        let first = index << height;
        let (tile, place) = (first / WIDTH as u64, (first % WIDTH as u64) as usize);
        let broken = Broken {
            index: index.checked_shl(level).unwrap_or(0),
            what: Damage::Tile,
        };
        let kind = Kind::Level(tile_level);
        if !self.read.contains_key(&(tile_level, tile)) {
            let (edge, width) = kind.edge(self.size);
            let width = if tile < edge { WIDTH } else { width };
            let bytes = self.pieces.bytes(kind, tile, width)?.ok_or(broken)?;
            self.read.insert((tile_level, tile), tile::hashes(&bytes));
        }
        let hashes = self
            .read
            .get(&(tile_level, tile))
            .and_then(|hashes| hashes.get(place..place + (1 << height)));
        Ok(hashes.map(merkle::fold).ok_or(broken)?)
    }
}
