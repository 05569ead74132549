//! The journal: groups of entries that are durable before the files that hold them are.
//!
//! A group is one frame behind the others in one file, made durable with one sync: its leaves, the signed head that covers them, and a
//! checksum. Behind the last frame there are zeros, which the next ones take the place of: making a file durable that does not grow is one
//! write, while one that grows waits for the journal of the file system, and so for whatever else is written on the machine.
//! Bundles, tiles and the checkpoint are written together, many groups later; then the journal keeps only the groups that came meanwhile. What it holds is in the log:
//! reading gives the frames that are whole, that the log's key has signed and that follow each other, and leaves out what a crash has cut
//! off. A crash cuts the last frame only; when a whole one follows, the journal is damaged, and no entry is left out without a word.

use sha2::{Digest, Sha256};

use super::checkpoint::Checkpoint;
use super::disk::{DiskError, Named};
use super::key::VerifierKey;
use super::log::MAX_GROUP;
use super::note::{MAX_NOTE, Note};
use super::scan::{Broken, Damage, ScanError};
use super::tile::{self, MAX_LEAF};

/// The name of the file.
pub(crate) const JOURNAL: &str = "journal";

/// The name of the file that takes its place after the files were written. What a crash leaves under this name is written anew.
pub(crate) const NEXT_JOURNAL: &str = "journal.new";

/// With so many bytes in it, the files are to be written. That takes many syncs, so the log's owner does it beside the groups that come meanwhile.
pub(crate) const DUE: u64 = FULL / 2;

/// With so many bytes in it, the next group waits until the files are written.
pub(crate) const FULL: u64 = 1 << 22;

/// The bytes that the file has at first, and how many times as many it has when they are used up: few steps lead to [`FULL`].
const FIRST_ROOM: u64 = 1 << 16;
const MORE_ROOM: u64 = 4;

/// The most bytes of leaves in one frame.
const MAX_LEAVES: usize = MAX_GROUP * (MAX_LEAF + 2);
const LENGTHS: usize = 8;
const CHECKSUM: usize = 32;

/// A group of entries.
pub(crate) struct Frame {
    /// Framed as in a bundle.
    pub(crate) leaves: Vec<u8>,
    /// How many.
    count: u64,
    pub(crate) head: Checkpoint,
    pub(crate) note: Note,
}

impl Frame {
    /// How many entries the log had before the group.
    pub(crate) fn base(&self) -> u64 {
        self.head.size.saturating_sub(self.count)
    }

    /// The bytes of a group with these framed leaves under this head.
    pub(crate) fn encode(leaves: &[u8], note: &Note) -> Vec<u8> {
        let note = note.to_string();
        let mut bytes = Vec::with_capacity(LENGTHS + leaves.len() + note.len() + CHECKSUM);
        for part in [leaves.len(), note.len()] {
            // A group and a note are shorter than 4 GiB; a length that does not fit would make the frame unreadable, not wrong.
            bytes.extend_from_slice(&u32::try_from(part).unwrap_or(u32::MAX).to_be_bytes());
        }
        bytes.extend_from_slice(leaves);
        bytes.extend_from_slice(note.as_bytes());
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// The first frame and the rest; `None` when it is cut off, changed, or not signed by `key`.
    fn decode<'a>(bytes: &'a [u8], key: &VerifierKey) -> Option<(Self, &'a [u8])> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (note_length, _) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let note_length = usize::try_from(u32::from_be_bytes(*note_length)).ok()?;
        if length > MAX_LEAVES || note_length > MAX_NOTE {
            return None;
        }
        let (summed, rest) = bytes.split_at_checked(LENGTHS + length + note_length)?;
        let (checksum, rest) = rest.split_first_chunk::<CHECKSUM>()?;
        if Sha256::digest(summed).as_slice() != checksum {
            return None;
        }
        let (leaves, note) = summed.get(LENGTHS..)?.split_at_checked(length)?;
        let head = Checkpoint::open(note, key).ok()?;
        let count = count(leaves)?;
        let frame = Self {
            leaves: leaves.to_vec(),
            count,
            note: Note::read(note).ok()?,
            head,
        };
        (count > 0 && frame.head.size >= count).then_some((frame, rest))
    }
}

/// How many framed leaves these bytes are; `None` when they are something else.
fn count(leaves: &[u8]) -> Option<u64> {
    let (mut rest, mut count) = (leaves, 0);
    while !rest.is_empty() {
        rest = tile::unframe(rest)?.1;
        count += 1;
    }
    Some(count)
}

/// How many bytes the file is to have for so many bytes of frames. Nothing comes behind those with which it is full.
pub(crate) fn room_for(length: u64) -> u64 {
    let mut room = FIRST_ROOM;
    while room < length.min(FULL) {
        room *= MORE_ROOM;
    }
    room.max(length)
}

/// Adds zeros until there are `length` bytes.
pub(crate) fn fill(bytes: &mut Vec<u8>, length: u64) {
    let length = usize::try_from(length).unwrap_or(bytes.len());
    bytes.resize(length.max(bytes.len()), 0);
}

/// The bytes of the frames from one place to another.
pub(crate) fn after(disk: &Named<'_>, from: u64, to: u64) -> Result<Vec<u8>, DiskError> {
    let mut bytes = disk.read(JOURNAL, to)?.unwrap_or_default();
    let from = usize::try_from(from).unwrap_or(bytes.len());
    Ok(bytes.split_off(from.min(bytes.len())))
}

/// What the file holds.
pub(crate) struct Journal {
    /// Each one begins where the one before it ends.
    pub(crate) frames: Vec<Frame>,
    /// Bytes of the file, those that are no whole frame included, as the zeros behind the last; `None` when there is no file.
    pub(crate) length: Option<u64>,
}

/// Reads the journal; a missing one is empty.
pub(crate) fn read(disk: &Named<'_>, key: &VerifierKey) -> Result<Journal, ScanError> {
    let limit = FULL + (LENGTHS + MAX_LEAVES + MAX_NOTE + CHECKSUM) as u64;
    let file = disk.read(JOURNAL, limit)?;
    let length = file.as_ref().map(|bytes| bytes.len() as u64);
    let bytes = file.unwrap_or_default();
    let mut frames: Vec<Frame> = Vec::new();
    let mut rest = bytes.as_slice();
    while let Some((frame, after)) = Frame::decode(rest, key) {
        if frames
            .last()
            .is_some_and(|before| before.head.size != frame.base())
        {
            break;
        }
        frames.push(frame);
        rest = after;
    }
    let is_room = rest.iter().all(|byte| *byte == 0);
    if !is_room && has_frame(rest, key) {
        let index = frames.last().map_or(0, |frame| frame.head.size);
        let what = Damage::Entry;
        return Err(Broken { index, what }.into());
    }
    Ok(Journal { frames, length })
}

/// Whether a whole frame stands anywhere in these bytes.
fn has_frame(bytes: &[u8], key: &VerifierKey) -> bool {
    let begins = format!("{}\n", key.name());
    let is_likely = |from: &&[u8]| {
        let length = from
            .first_chunk::<4>()
            .map(|chunk| u32::from_be_bytes(*chunk));
        let note = length
            .and_then(|length| usize::try_from(length).ok())
            .and_then(|length| from.get(LENGTHS..)?.get(length..));
        note.is_some_and(|note| note.starts_with(begins.as_bytes()))
    };
    (0..bytes.len())
        .filter_map(|at| bytes.get(at..))
        .filter(is_likely)
        .any(|from| Frame::decode(from, key).is_some())
}
