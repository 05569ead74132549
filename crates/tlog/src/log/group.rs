//! What the log is in memory, and what it will be with a further group of entries. Nothing here touches a file.

use std::collections::{BTreeMap, BTreeSet};

use super::super::checkpoint::Checkpoint;
use super::super::journal::Frame;
use super::super::leaf::{Entry, Logged, Phase};
use super::super::note::Note;
use super::super::parts::Sidecar;
use super::super::pieces::Piece;
use super::super::scan::{self, Broken, Damage, EARLIEST, Scan};
use super::super::tail::Tail;
use super::super::tile;
use super::RefusedEntry;

/// The log up to its head.
pub(super) struct State {
    pub(super) head: Checkpoint,
    pub(super) note: Note,
    pub(super) tail: Tail,
    /// Intents without outcome.
    pub(super) open: BTreeMap<u64, Entry>,
}

/// An entry that is to be added, and what is to lie beside it.
pub(super) type Offered<'a> = (&'a Entry, Option<&'a Sidecar>);

/// A group, judged entry by entry.
pub(super) struct Judged<'a> {
    next: Next,
    pub(super) beside: Vec<(u64, &'a Sidecar)>,
    pub(super) sequences: Vec<Result<u64, RefusedEntry>>,
}

/// The log as it will be when a group has been written.
pub(super) struct Next {
    pub(super) head: Checkpoint,
    pub(super) note: Note,
    tail: Tail,
    /// The framed entries of the group.
    pub(super) added: Vec<u8>,
    opened: BTreeMap<u64, Entry>,
    closed: BTreeSet<u64>,
    /// Bundles and tiles that the group has filled.
    filled: Vec<Piece>,
}

impl State {
    /// The log whose entries a pass has read: up to the head with this note, or up to where the journal goes on to it.
    pub(super) fn new(scan: Scan, head: &Checkpoint, note: Note) -> Self {
        let head = Checkpoint {
            origin: head.origin.clone(),
            size: scan.frontier.size(),
            root: scan.frontier.root(),
        };
        Self {
            head,
            note,
            tail: Tail::new(scan.frontier, scan.bundle),
            open: scan.open,
        }
    }

    /// The log as it is, to add to.
    fn next(&self) -> Next {
        Next {
            head: self.head.clone(),
            note: self.note.clone(),
            tail: self.tail.clone(),
            added: Vec::new(),
            opened: BTreeMap::new(),
            closed: BTreeSet::new(),
            filled: Vec::new(),
        }
    }

    /// The log with those of `group` at its end that belong there.
    pub(super) fn judge<'a>(&self, group: &[Offered<'a>]) -> Judged<'a> {
        let mut next = self.next();
        let mut beside = Vec::new();
        let mut sequences = Vec::with_capacity(group.len());
        for &(entry, sidecar) in group {
            let sequence = next.tail.size();
            let added = self.add(&mut next, entry, sidecar);
            if let (Ok(()), Some(sidecar)) = (added, sidecar) {
                beside.push((sequence, sidecar));
            }
            sequences.push(added.map(|()| sequence));
        }
        Judged {
            next,
            beside,
            sequences,
        }
    }

    /// The log with a group that is in the journal. `passed` gets every size on the way with the root there.
    pub(super) fn with(
        &self,
        frame: &Frame,
        mut passed: impl FnMut(u64, &Tail),
    ) -> Result<Next, Broken> {
        let mut next = self.next();
        let mut rest = frame.leaves.as_slice();
        while !rest.is_empty() {
            let index = next.tail.size();
            let broken = |what| Broken { index, what };
            let (leaf, after) = tile::unframe(rest).ok_or(broken(Damage::Entry))?;
            let logged = Logged::decode(leaf).map_err(|_| broken(Damage::Leaf))?;
            if logged.sequence != index {
                return Err(broken(Damage::Sequence));
            }
            let unfit = |_| broken(Damage::Outcome);
            self.admit(&next, &logged.entry).map_err(unfit)?;
            next.push(index, leaf, &logged.entry).map_err(unfit)?;
            passed(next.tail.size(), &next.tail);
            rest = after;
        }
        let next = next.under(&self.head, |_| Ok::<_, Broken>(frame.note.clone()))?;
        if next.head != frame.head {
            let index = self.head.size;
            let what = Damage::Root;
            return Err(Broken { index, what });
        }
        Ok(next)
    }

    /// Puts one entry at the end of `next`. A refused one leaves `next` as it was.
    fn add(
        &self,
        next: &mut Next,
        entry: &Entry,
        sidecar: Option<&Sidecar>,
    ) -> Result<(), RefusedEntry> {
        if sidecar.is_some_and(|sidecar| entry.commitment != Some(sidecar.commitment())) {
            return Err(RefusedEntry::Commitment);
        }
        self.admit(next, entry)?;
        let sequence = next.tail.size();
        next.push(sequence, &entry.encode(sequence), entry)
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

    /// Becomes `next`; gives the pieces that it has filled.
    pub(super) fn take(&mut self, next: Next) -> Vec<Piece> {
        self.head = next.head;
        self.note = next.note;
        self.tail = next.tail;
        for intent in next.closed {
            self.open.remove(&intent);
        }
        self.open.extend(next.opened);
        next.filled
    }
}

impl Judged<'_> {
    /// The log with the signed head; `None` when every entry was refused.
    pub(super) fn signed<E>(
        self,
        before: &Checkpoint,
        sign: impl FnOnce(&Checkpoint) -> Result<Note, E>,
    ) -> Result<Option<Next>, E> {
        let grown = self.next.tail.size() > before.size;
        grown.then(|| self.next.under(before, sign)).transpose()
    }
}

impl Next {
    /// Adds a leaf that was judged. One that is too long leaves everything as it was.
    fn push(&mut self, sequence: u64, leaf: &[u8], entry: &Entry) -> Result<(), RefusedEntry> {
        self.filled
            .extend(self.tail.push(leaf).ok_or(RefusedEntry::TooLong)?);
        tile::frame(&mut self.added, leaf).ok_or(RefusedEntry::TooLong)?;
        match entry.phase {
            Phase::Intent => {
                self.opened.insert(sequence, entry.clone());
            }
            Phase::Shown { .. } => {}
            Phase::Outcome { intent, .. } => {
                self.opened.remove(&intent);
                self.closed.insert(intent);
            }
        }
        Ok(())
    }

    /// With the signed head.
    fn under<E>(
        mut self,
        before: &Checkpoint,
        sign: impl FnOnce(&Checkpoint) -> Result<Note, E>,
    ) -> Result<Self, E> {
        self.head = Checkpoint {
            origin: before.origin.clone(),
            size: self.tail.size(),
            root: self.tail.root(),
        };
        self.note = sign(&self.head)?;
        Ok(self)
    }
}
