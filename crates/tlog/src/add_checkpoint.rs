//! What goes between a log and a witness: bodies of C2SP tlog-witness `add-checkpoint`, without the transport.

use std::fmt::{self, Write};

use super::merkle::TreeHash;
use super::note::{BadNote, MAX_NOTE, Note, NoteSignature, read_signatures};
use super::text;

/// The most hashes that a proof between two 64-bit sizes needs.
pub const MAX_PROOF: usize = 63;
/// A longer request is refused before it is looked at.
pub const MAX_REQUEST: usize = MAX_NOTE + 4096;

/// A request: the size that the witness is believed to have seen last, the proof from there, and the signed head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddCheckpoint {
    pub old: u64,
    pub proof: Vec<TreeHash>,
    pub head: Note,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadRequest {
    #[error("a request begins with the line `old` and a size")]
    Old,
    #[error("a proof is at most {MAX_PROOF} lines of base64, then an empty line")]
    Proof,
    #[error(transparent)]
    Note(#[from] BadNote),
}

impl AddCheckpoint {
    pub fn read(body: &[u8]) -> Result<Self, BadRequest> {
        let text = std::str::from_utf8(body)
            .ok()
            .filter(|text| text.len() <= MAX_REQUEST)
            .ok_or(BadRequest::Old)?;
        let (first, mut rest) = text.split_once('\n').ok_or(BadRequest::Old)?;
        let old = first
            .strip_prefix("old ")
            .and_then(text::decimal)
            .ok_or(BadRequest::Old)?;
        let mut proof = Vec::new();
        loop {
            let (line, after) = rest.split_once('\n').ok_or(BadRequest::Proof)?;
            rest = after;
            if line.is_empty() {
                break;
            }
            if proof.len() >= MAX_PROOF {
                return Err(BadRequest::Proof);
            }
            proof.push(line.parse().map_err(|_| BadRequest::Proof)?);
        }
        Ok(Self {
            old,
            proof,
            head: Note::read(rest.as_bytes())?,
        })
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        f.write_char('\n')?;
        self.head.fmt(f)
    }
}

/// Reads the body of an answer with status 200: the witness's signature lines.
pub fn read_answer(body: &[u8]) -> Result<Vec<NoteSignature>, BadNote> {
    let text = std::str::from_utf8(body)
        .ok()
        .filter(|text| text.len() <= MAX_NOTE)
        .ok_or(BadNote::Form)?;
    read_signatures(text)
}

/// Reads the body of an answer with status 409: the size that the witness has seen. `None` when it is no size.
pub fn read_conflict(body: &[u8]) -> Option<u64> {
    std::str::from_utf8(body)
        .ok()?
        .strip_suffix('\n')
        .and_then(text::decimal)
}
