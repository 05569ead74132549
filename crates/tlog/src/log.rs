//! The log that is written: entries in, sequences out, after everything is durable.
//!
//! A group of entries is in the log when its frame in the journal is durable: one sync, and two before it when something lies beside. Bundles, tiles and
//! the checkpoint are written together, durably, whenever the log's owner asks for it: by [`TransparencyLog::flush`], or beside the groups that come
//! meanwhile, by [`TransparencyLog::begin_flush`]; then the journal is emptied. Until then they are in memory, and whoever opens the files reads
//! the journal, too. After any failed write the log takes nothing more until it is opened again: what a failed `fsync` has left is not known.

use std::sync::Arc;

use ombud_model::Timestamp;

use super::checkpoint::{Checkpoint, Policy, ValidHead};
use super::disk::{Disk, Named};
use super::journal::{self, Frame};
use super::leaf::{Entry, Intent};
use super::merkle::empty_root;
use super::note::Note;
use super::parts::{Ending, Sidecar};
use super::pieces::{Pieces, Recent};
use super::reader::Reader;
use super::recover::Beyond;
use super::scan::{self, Broken, Damage};
use super::sidecars;
use super::signer::HeadSigner;
use super::verify::{self, CHECKPOINT, WITNESSED};
use super::view::View;
use files::Files;
use group::{Next, Offered, State};

mod error;
mod files;
mod flush;
mod group;

pub use error::{AppendError, OpenError, RefusedEntry, WitnessedError};
pub use flush::{Flush, Flushed};

/// The most entries that one call can add.
pub const MAX_GROUP: usize = 4096;

/// A log that is open for writing. Used by one process at a time; the caller sees to that.
pub struct TransparencyLog {
    disk: Arc<dyn Disk>,
    signer: Box<dyn HeadSigner>,
    state: State,
    files: Files,
    witnessed: Option<Checkpoint>,
    recovered: u64,
    /// Whether the files are being written beside the log.
    flushing: bool,
    stopped: bool,
}

/// What the files say about the head.
struct Found {
    head: Checkpoint,
    note: Note,
    /// The head in the checkpoint, where it can be read.
    placed: Option<Checkpoint>,
    /// Groups that are in the journal and may be missing in other files.
    frames: Vec<Frame>,
    /// Bytes of the journal, when there is one.
    journal: Option<u64>,
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
        let found = Found::read(disk.as_ref(), signer.as_ref())?;
        let kept = verify::kept_witnessed(disk.as_ref(), signer.key())?;
        let remembered: Vec<&Checkpoint> = kept.iter().chain(witnessed).collect();
        let (state, files) = found.restore(&disk, &remembered)?;
        let named = Named(disk.as_ref());
        let recovered = Beyond::find(&named, state.head.size)?.remove(&named)?;
        Ok(Self {
            disk,
            signer,
            state,
            files,
            witnessed: kept,
            recovered,
            flushing: false,
            stopped: false,
        })
    }

    /// The signed head: what a witness is asked to countersign, and what the file `checkpoint` holds after [`TransparencyLog::flush`].
    pub fn head(&self) -> (&Checkpoint, &Note) {
        (&self.state.head, &self.state.note)
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
        self.state
            .open
            .iter()
            .filter_map(|(sequence, entry)| Intent::new(*sequence, entry.clone()))
    }

    /// The largest head that [`TransparencyLog::record_witnessed`] was given.
    pub fn witnessed(&self) -> Option<&Checkpoint> {
        self.witnessed.as_ref()
    }

    /// What is in the log up to its present head. Stays valid, and at that head, while the log grows.
    pub fn reader(&self) -> Reader {
        let view = View {
            head: self.state.head.clone(),
            note: self.state.note.clone(),
            recent: self.files.recent(&self.state),
        };
        Reader::new(Arc::clone(&self.disk), view)
    }

    /// Adds entries, all of them or none, and returns their sequences when they are durable. On an error nothing may be done that the
    /// entries were to record.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Vec<u64>, AppendError> {
        let group: Vec<Offered<'_>> = entries.iter().map(|entry| (entry, None)).collect();
        let sequences = self.add(&group, true)?;
        Ok(sequences.into_iter().collect::<Result<_, _>>()?)
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
        self.add(&group, false)
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
        let own = head.origin == self.state.head.origin && head.size <= self.state.head.size;
        if !own || self.reader().root(head.size)? != head.root {
            return Err(WitnessedError::Foreign);
        }
        if self
            .witnessed
            .as_ref()
            .is_none_or(|kept| kept.size <= head.size)
        {
            // The files by themselves are never behind what they say was witnessed.
            self.flush()?;
            self.guarded(|log| Ok(Named(log.disk.as_ref()).replace(WITNESSED, note)?))?;
            self.witnessed = Some(head.clone());
        }
        Ok(valid)
    }

    /// Runs what writes; when it fails or panics, the log stops.
    fn guarded<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, AppendError>,
    ) -> Result<T, AppendError> {
        if self.stopped {
            return Err(AppendError::Stopped);
        }
        // A panic leaves by this line, and what it has written is not known either.
        self.stopped = true;
        let result = write(self);
        self.stopped = result.is_err();
        result
    }

    /// Adds those of a group that belong into the log; when `all` must, none if one does not.
    fn add(
        &mut self,
        group: &[Offered<'_>],
        all: bool,
    ) -> Result<Vec<Result<u64, RefusedEntry>>, AppendError> {
        if self.stopped {
            return Err(AppendError::Stopped);
        }
        if group.len() > MAX_GROUP {
            return Err(AppendError::TooMany);
        }
        if self.is_full() {
            self.flush()?;
        }
        let mut judged = self.state.judge(group);
        let sequences = std::mem::take(&mut judged.sequences);
        if all && let Some(refused) = sequences.iter().find_map(|added| added.err()) {
            return Err(refused.into());
        }
        let sign = |head: &Checkpoint| head.sign(self.signer.as_ref());
        let beside = std::mem::take(&mut judged.beside);
        if let Some(next) = judged.signed(&self.state.head, sign)? {
            self.commit(next, &beside)?;
        }
        Ok(sequences)
    }

    fn commit(&mut self, next: Next, beside: &[(u64, &Sidecar)]) -> Result<(), AppendError> {
        self.guarded(|log| Ok(log.files.write(&next, beside)?))?;
        let filled = self.state.take(next);
        self.files.keep(filled);
        Ok(())
    }
}

impl Found {
    /// The newest head: that of the journal, unless the checkpoint is beyond it. A checkpoint that cannot be read is one that a power cut
    /// has spoilt where the journal goes on, and damage otherwise.
    fn read(disk: &dyn Disk, signer: &dyn HeadSigner) -> Result<Self, OpenError> {
        let journal = journal::read(&Named(disk), signer.key())?;
        let placed = verify::head(disk, signer.key())?;
        let placed_size = placed.as_ref().map_or(0, |(head, _)| head.size);
        let last = journal.frames.last();
        let (head, note, frames) = match (last, &placed) {
            (Some(last), _) if last.head.size >= placed_size => {
                (last.head.clone(), last.note.clone(), journal.frames)
            }
            (_, Ok((head, note))) => (head.clone(), note.clone(), Vec::new()),
            (_, Err(what)) => {
                let (index, what) = (0, *what);
                return Err(Broken { index, what }.into());
            }
        };
        Ok(Self {
            head,
            note,
            placed: placed.ok().map(|(head, _)| head),
            frames,
            journal: journal.length,
        })
    }

    /// The log with all that the journal holds, in memory and in its files, when it fits its head and all that is remembered of it.
    fn restore(
        self,
        disk: &Arc<dyn Disk>,
        remembered: &[&Checkpoint],
    ) -> Result<(State, Files), OpenError> {
        let size = self.head.size;
        if let Some(newer) = remembered.iter().find(|head| head.size > size) {
            let witnessed = newer.size;
            return Err(OpenError::Behind { size, witnessed });
        }
        let known = remembered.iter().copied().chain(&self.placed);
        let marks: Vec<u64> = known.map(|head| head.size).collect();
        let base = self.frames.first().map_or(size, Frame::base);
        let none = Recent::default();
        let pieces = Pieces::new(disk.as_ref(), &none);
        let mut scan = scan::scan(pieces, base, &marks, false)?;
        let mut roots = std::mem::take(&mut scan.roots);
        let mut state = State::new(scan, &self.head, self.note);
        let is_longer =
            Beyond::find(&Named(disk.as_ref()), size)?.is_longer(self.journal.is_some());
        let mut files = Files::new(Arc::clone(disk), base, self.journal.unwrap_or(0));
        for frame in &self.frames {
            let next = state.with(frame, |size, tail| {
                if marks.contains(&size) {
                    roots.insert(size, tail.root());
                }
            })?;
            files.keep(state.take(next));
        }
        let is_own = |head: &Checkpoint| roots.get(&head.size) == Some(&head.root);
        if state.head.root != self.head.root || !self.placed.as_ref().is_none_or(is_own) {
            let (index, what) = (0, Damage::Root);
            return Err(Broken { index, what }.into());
        }
        let fits = |head: &&&Checkpoint| head.origin == self.head.origin && is_own(head);
        if let Some(other) = remembered.iter().find(|head| !fits(head)) {
            let witnessed = other.size;
            return Err(OpenError::Forked { witnessed });
        }
        if is_longer {
            return Err(OpenError::OldCheckpoint);
        }
        // A head that was put in place just before a crash may not be durable yet, either; from here on it is relied on.
        let behind = files.behind(&state, false);
        behind.write()?;
        files.forget(&behind)?;
        Ok((state, files))
    }
}
