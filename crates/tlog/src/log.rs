//! The log that is written: entries in, sequences out, after everything is durable.
//!
//! Order of writes: what lies beside, entry bundles, tiles, and last the checkpoint, which is put in the place of the old one at once. So an
//! entry is in the log exactly when the checkpoint covers it. After any failed write the log takes nothing more until it is opened again:
//! what a failed `fsync` has left is not known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ombud_model::Timestamp;

use super::checkpoint::{Checkpoint, Policy, ValidHead};
use super::disk::{Disk, Named};
use super::leaf::{Entry, Intent, Phase};
use super::merkle::{Frontier, FullTile, WIDTH, empty_root, leaf_hash};
use super::note::Note;
use super::parts::{Ending, Sidecar};
use super::reader::Reader;
use super::recover::{self, Tail};
use super::scan::{self, Broken, Damage, EARLIEST};
use super::sidecars;
use super::signer::HeadSigner;
use super::tile::{self, Kind};
use super::verify::{self, CHECKPOINT, WITNESSED};

mod error;

pub use error::{AppendError, OpenError, RefusedEntry, WitnessedError};

/// The most entries that one call can add.
pub const MAX_GROUP: usize = 4096;

/// A log that is open for writing. Used by one process at a time; the caller sees to that.
pub struct TransparencyLog {
    disk: Arc<dyn Disk>,
    signer: Box<dyn HeadSigner>,
    head: Checkpoint,
    note: Note,
    frontier: Frontier,
    /// The framed entries of the last bundle, when it is partial.
    bundle: Vec<u8>,
    open: BTreeMap<u64, Entry>,
    witnessed: Option<Checkpoint>,
    recovered: u64,
    /// Folders that are known to be there.
    folders: BTreeSet<String>,
    stopped: bool,
}

/// A file that is to be written: a bundle or a tile.
struct Piece {
    kind: Kind,
    index: u64,
    width: usize,
    bytes: Vec<u8>,
}

/// An entry that is to be added, and what is to lie beside it.
type Offered<'a> = (&'a Entry, Option<&'a Sidecar>);

/// A group, judged entry by entry.
struct Prepared<'a> {
    /// `None` when every entry was refused.
    next: Option<Next>,
    beside: Vec<(u64, &'a Sidecar)>,
    sequences: Vec<Result<u64, RefusedEntry>>,
}

/// The log as it will be when a group has been written.
struct Next {
    head: Checkpoint,
    note: Note,
    frontier: Frontier,
    bundle: Vec<u8>,
    opened: BTreeMap<u64, Entry>,
    closed: BTreeSet<u64>,
    pieces: Vec<Piece>,
}

impl TransparencyLog {
    /// Starts a log without entries. Its name is the signer's.
    pub fn create(
        disk: Arc<dyn Disk>,
        signer: impl Into<Box<dyn HeadSigner>>,
    ) -> Result<Self, OpenError> {
        let signer = signer.into();
        let named = Named(disk.as_ref());
        if named.read(CHECKPOINT, 1)?.is_some() || !named.list("tile")?.is_empty() {
            return Err(OpenError::Exists);
        }
        let head = Checkpoint {
            origin: signer.key().name().to_owned(),
            size: 0,
            root: empty_root(),
        };
        let note = head.sign(signer.as_ref())?;
        named.make_folder("")?;
        named.replace(CHECKPOINT, note.to_string().as_bytes())?;
        Self::open(disk, signer, None)
    }

    /// Opens a log: recomputes all of it, takes away what a crash has left, and refuses when anything does not fit or when the log is behind
    /// or beside `witnessed`, a head that was remembered elsewhere, or the one that the log itself has kept.
    pub fn open(
        disk: Arc<dyn Disk>,
        signer: impl Into<Box<dyn HeadSigner>>,
        witnessed: Option<&Checkpoint>,
    ) -> Result<Self, OpenError> {
        let signer = signer.into();
        let (head, note) =
            verify::head(disk.as_ref(), signer.key())?.map_err(|what| Broken { index: 0, what })?;
        let kept = verify::kept_witnessed(disk.as_ref(), signer.key())?;
        let remembered: Vec<&Checkpoint> = kept.iter().chain(witnessed).collect();
        if let Some(newer) = remembered
            .iter()
            .find(|remembered| remembered.size > head.size)
        {
            return Err(OpenError::Behind {
                size: head.size,
                witnessed: newer.size,
            });
        }
        let marks: Vec<u64> = remembered
            .iter()
            .map(|remembered| remembered.size)
            .collect();
        let scan = scan::scan(disk.as_ref(), head.size, &marks, false)?;
        if scan.frontier.root() != head.root {
            return Err(Broken {
                index: 0,
                what: Damage::Root,
            }
            .into());
        }
        let fits = |remembered: &&Checkpoint| {
            remembered.origin == head.origin
                && verify::begins_with(&scan, remembered.size, remembered.root)
        };
        if let Some(other) = remembered
            .iter()
            .copied()
            .find(|remembered| !fits(remembered))
        {
            return Err(OpenError::Forked {
                witnessed: other.size,
            });
        }
        let named = Named(disk.as_ref());
        let Tail::Cleaned(recovered) = recover::clean(&named, head.size)? else {
            return Err(OpenError::OldCheckpoint);
        };
        // A head that was put in place just before a crash may not be durable yet; from here on it is relied on.
        named.sync_folder("")?;
        Ok(Self {
            disk,
            signer,
            head,
            note,
            frontier: scan.frontier,
            bundle: scan.bundle,
            open: scan.open,
            witnessed: kept,
            recovered,
            folders: BTreeSet::new(),
            stopped: false,
        })
    }

    /// The signed head: what a witness is asked to countersign, and what the file `checkpoint` holds.
    pub fn head(&self) -> (&Checkpoint, &Note) {
        (&self.head, &self.note)
    }

    /// How many files opening took away: what a crash had left of entries that were never acknowledged.
    pub fn recovered(&self) -> u64 {
        self.recovered
    }

    /// Whether a write has failed, so that nothing is taken until the log is opened again.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    /// Intents without outcome, oldest first.
    pub fn open_intents(&self) -> impl Iterator<Item = Intent> + '_ {
        self.open
            .iter()
            .filter_map(|(sequence, entry)| Intent::new(*sequence, entry.clone()))
    }

    /// The largest head that [`TransparencyLog::record_witnessed`] was given.
    pub fn witnessed(&self) -> Option<&Checkpoint> {
        self.witnessed.as_ref()
    }

    /// What is in the log up to its present head. Stays valid, and at that head, while the log grows.
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.disk), self.head.clone())
    }

    /// Adds entries, all of them or none, and returns their sequences when they are durable. On an error nothing may be done that the
    /// entries were to record.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Vec<u64>, AppendError> {
        let group: Vec<Offered<'_>> = entries.iter().map(|entry| (entry, None)).collect();
        let prepared = self.prepare(&group)?;
        let sequences: Vec<u64> = prepared.sequences.into_iter().collect::<Result<_, _>>()?;
        self.commit(prepared.next, &prepared.beside)?;
        Ok(sequences)
    }

    /// Adds the entries of many callers in one write, and keeps what they commit to in files of the log, durable before the entries are.
    /// Each entry is judged by itself: a refused one is left out, and the others are as durable as without it. An error is one of
    /// the whole group.
    pub fn append_each(
        &mut self,
        entries: &[(Entry, Option<Sidecar>)],
    ) -> Result<Vec<Result<u64, RefusedEntry>>, AppendError> {
        let group: Vec<Offered<'_>> = entries
            .iter()
            .map(|(entry, sidecar)| (entry, sidecar.as_ref()))
            .collect();
        let prepared = self.prepare(&group)?;
        self.commit(prepared.next, &prepared.beside)?;
        Ok(prepared.sequences)
    }

    /// Gives the outcome [`Ending::Unknown`] to open intents that nobody is working on any more. `has_task` tells by an intent's sequence
    /// whether somebody is; after a restart nobody is.
    pub fn close_unknown(
        &mut self,
        at: Timestamp,
        has_task: impl Fn(u64) -> bool,
    ) -> Result<Vec<u64>, AppendError> {
        let left = self
            .open_intents()
            .filter(|intent| !has_task(intent.sequence()));
        let outcomes: Vec<Entry> = left
            .map(|intent| intent.outcome(at, Ending::Unknown))
            .collect();
        let mut sequences = Vec::new();
        for group in outcomes.chunks(MAX_GROUP) {
            sequences.extend(self.append(group)?);
        }
        Ok(sequences)
    }

    /// Erases what lies beside these entries in the log's files; gives how many there were. The log stays valid.
    pub fn erase_sidecars(&mut self, sequences: &[u64]) -> Result<usize, AppendError> {
        self.guarded(|log| Ok(sidecars::erase(&Named(log.disk.as_ref()), sequences)?))
    }

    /// Keeps a countersigned head, when `policy` finds it valid and it is one of this log, so that the log does not open behind it.
    pub fn record_witnessed(
        &mut self,
        note: &[u8],
        policy: &Policy,
    ) -> Result<ValidHead, WitnessedError> {
        let valid = policy.judge(note)?;
        let head = &valid.checkpoint;
        let own = head.origin == self.head.origin && head.size <= self.head.size;
        if !own || self.reader().root(head.size)? != head.root {
            return Err(WitnessedError::Foreign);
        }
        if self
            .witnessed
            .as_ref()
            .is_none_or(|kept| kept.size <= head.size)
        {
            self.guarded(|log| Ok(Named(log.disk.as_ref()).replace(WITNESSED, note)?))?;
            self.witnessed = Some(head.clone());
        }
        Ok(valid)
    }

    /// Runs what writes; when it fails, the log stops.
    fn guarded<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, AppendError>,
    ) -> Result<T, AppendError> {
        if self.stopped {
            return Err(AppendError::Stopped);
        }
        let result = write(self);
        self.stopped = result.is_err();
        result
    }

    fn commit(
        &mut self,
        next: Option<Next>,
        beside: &[(u64, &Sidecar)],
    ) -> Result<(), AppendError> {
        let Some(next) = next else {
            return Ok(());
        };
        self.guarded(|log| log.write(&next, beside))?;
        let full = next.pieces.iter().filter(|piece| piece.width == WIDTH);
        let replaced: Vec<String> = full
            .map(|piece| tile::partial_folder(piece.kind, piece.index))
            .collect();
        self.head = next.head;
        self.note = next.note;
        self.frontier = next.frontier;
        self.bundle = next.bundle;
        self.open.retain(|intent, _| !next.closed.contains(intent));
        self.open.extend(next.opened);
        // The entries are in; a disk that cannot take files away is noticed, and stops the next group.
        let _ = self.guarded(|log| {
            replaced
                .iter()
                .try_for_each(|folder| Ok(Named(log.disk.as_ref()).remove(folder)?))
        });
        Ok(())
    }

    /// Computes the log with those of `group` at its end that belong there, without touching a file.
    fn prepare<'a>(&self, group: &[Offered<'a>]) -> Result<Prepared<'a>, AppendError> {
        if self.stopped {
            return Err(AppendError::Stopped);
        }
        if group.len() > MAX_GROUP {
            return Err(AppendError::TooMany);
        }
        let mut next = Next {
            head: self.head.clone(),
            note: self.note.clone(),
            frontier: self.frontier.clone(),
            bundle: self.bundle.clone(),
            opened: BTreeMap::new(),
            closed: BTreeSet::new(),
            pieces: Vec::new(),
        };
        let (mut tiles, mut beside) = (Vec::new(), Vec::new());
        let mut sequences = Vec::with_capacity(group.len());
        for &(entry, sidecar) in group {
            let sequence = next.frontier.size();
            let added = self.add(&mut next, &mut tiles, entry, sidecar);
            if let (Ok(()), Some(sidecar)) = (added, sidecar) {
                beside.push((sequence, sidecar));
            }
            sequences.push(added.map(|()| sequence));
        }
        let grown = next.frontier.size() > self.head.size;
        let next = grown.then(|| self.sealed(next, tiles)).transpose()?;
        Ok(Prepared {
            next,
            beside,
            sequences,
        })
    }

    /// Puts one entry at the end of `next`. A refused one leaves `next` as it was.
    fn add(
        &self,
        next: &mut Next,
        tiles: &mut Vec<Piece>,
        entry: &Entry,
        sidecar: Option<&Sidecar>,
    ) -> Result<(), RefusedEntry> {
        let sequence = next.frontier.size();
        if sidecar.is_some_and(|sidecar| entry.commitment != Some(sidecar.commitment())) {
            return Err(RefusedEntry::Commitment);
        }
        self.admit(next, entry)?;
        let leaf = entry.encode(sequence);
        tile::frame(&mut next.bundle, &leaf).ok_or(RefusedEntry::TooLong)?;
        match entry.phase {
            Phase::Intent => {
                next.opened.insert(sequence, entry.clone());
            }
            Phase::Shown { .. } => {}
            Phase::Outcome { intent, .. } => {
                next.opened.remove(&intent);
                next.closed.insert(intent);
            }
        }
        for FullTile {
            level,
            index,
            hashes,
        } in next.frontier.push(leaf_hash(&leaf))
        {
            if level == 0 {
                let bytes = std::mem::take(&mut next.bundle);
                next.pieces.push(Piece {
                    kind: Kind::Entries,
                    index,
                    width: WIDTH,
                    bytes,
                });
            }
            tiles.push(Piece {
                kind: Kind::Level(level),
                index,
                width: WIDTH,
                bytes: tile::bytes(&hashes),
            });
        }
        Ok(())
    }

    /// With the pieces that are partly filled, and the signed head.
    fn sealed(&self, mut next: Next, tiles: Vec<Piece>) -> Result<Next, AppendError> {
        let edge = Self::partial_bundle(&next);
        next.pieces.extend(edge);
        next.pieces.extend(tiles);
        let partial = self.partial_tiles(&next);
        next.pieces.extend(partial);
        next.head = Checkpoint {
            origin: self.head.origin.clone(),
            size: next.frontier.size(),
            root: next.frontier.root(),
        };
        next.note = next.head.sign(self.signer.as_ref())?;
        Ok(next)
    }

    /// The end of the entries that does not fill a bundle, if there is one.
    fn partial_bundle(next: &Next) -> Option<Piece> {
        let (index, width) = Kind::Entries.edge(next.frontier.size());
        (width > 0).then(|| Piece {
            kind: Kind::Entries,
            index,
            width,
            bytes: next.bundle.clone(),
        })
    }

    /// The tiles that `next` leaves partly filled, other than those on disk.
    fn partial_tiles(&self, next: &Next) -> Vec<Piece> {
        let size = next.frontier.size();
        let mut tiles = Vec::new();
        for (level, partial) in (0u32..).zip(next.frontier.levels()) {
            let kind = Kind::Level(level);
            let (index, width) = kind.edge(size);
            if width > 0 && kind.edge(self.head.size) != (index, width) {
                tiles.push(Piece {
                    kind,
                    index,
                    width,
                    bytes: tile::bytes(partial),
                });
            }
        }
        tiles
    }

    /// Refuses what a verifier would find wrong later.
    fn admit(&self, next: &Next, entry: &Entry) -> Result<(), RefusedEntry> {
        if entry.at.millis() < EARLIEST {
            return Err(RefusedEntry::Clock);
        }
        let (Phase::Shown { intent } | Phase::Outcome { intent, .. }) = entry.phase else {
            return Ok(());
        };
        let opened = next.opened.get(&intent).or_else(|| self.open.get(&intent));
        let fits = opened.is_some_and(|opened| scan::same_act(opened, entry));
        if !fits || next.closed.contains(&intent) {
            return Err(RefusedEntry::NoIntent { intent });
        }
        Ok(())
    }

    fn write(&mut self, next: &Next, beside: &[(u64, &Sidecar)]) -> Result<(), AppendError> {
        let disk = Named(self.disk.as_ref());
        sidecars::add(&disk, &mut self.folders, beside)?;
        let mut folders = BTreeSet::new();
        for piece in &next.pieces {
            let path = tile::path(piece.kind, piece.index, piece.width);
            let folder = tile::parent(&path);
            if !self.folders.contains(folder) {
                disk.make_folder(folder)?;
                self.folders.insert(folder.to_owned());
            }
            disk.write(&path, &piece.bytes)?;
            folders.insert(folder.to_owned());
        }
        for folder in &folders {
            disk.sync_folder(folder)?;
        }
        disk.replace(CHECKPOINT, next.note.to_string().as_bytes())?;
        // Folders of partial pieces go when their full one comes.
        self.folders
            .retain(|folder| !folder.ends_with(".p") || folders.contains(folder));
        Ok(())
    }
}
